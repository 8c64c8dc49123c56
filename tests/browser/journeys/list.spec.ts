// A recruiter records departures from a list: looked at first, then recorded, then sent again.

import { readFileSync } from "node:fs";
import { expect, expectAccessible, test } from "../support/test";
import { enter, freshName, freshNumber, settled } from "../support/visit";
import { LANGS, number, words } from "../support/words";

const HEADINGS =
  "Số định danh,Họ và tên,Ngày sinh,Giới tính,Xã,Ngày xuất cảnh,Thị trường,Ngành,Hình thức,Mã doanh nghiệp,Số hợp đồng,Bắt đầu,Kết thúc";

for (const lang of LANGS) {
  test(`a list is checked, recorded, and sent again (${lang})`, async ({ page, registry }) => {
    const w = words(lang);
    await enter(page, registry, "recruiter", lang, "/departures-list");
    await expect(page.locator("main h1")).toHaveText(w.list);
    await expectAccessible(page);

    const commune = await firstCommune(page);
    const [first, second] = [freshName("Nguyễn Thị Kiểm"), freshName("Lê Văn Thử")];
    const one = `${freshNumber()},${first},12/05/1995,Nam,${commune},10/02/2026,JP,mechanics,service_enterprise,,HD-1,11/02/2026,10/02/2029`;
    const rows = [
      HEADINGS,
      one,
      `${freshNumber()},${second},1995-06-01,Nam,${commune},2026-03-05,TW,electronics,service_enterprise,,HD-2,06/03/2026,05/03/2029`,
      // An old card of nine digits says nothing about province, sex and year, and is taken.
      `${String(100_000_000 + Math.floor(Math.random() * 899_999_999))},${freshName("Trần Văn Cũ")},01/01/1980,Nam,${commune},01/04/2026,JP,mechanics,service_enterprise,,HD-3,02/04/2026,01/04/2029`,
      // There is no 31 February.
      `${freshNumber()},${freshName("Phạm Văn Sai")},12/05/1995,Nam,${commune},31/02/2026,JP,mechanics,service_enterprise,,HD-4,01/03/2026,01/03/2029`,
      // No such market.
      `${freshNumber()},${freshName("Vũ Văn Lạc")},12/05/1995,Nam,${commune},10/02/2026,Sao Hỏa,mechanics,service_enterprise,,HD-5,11/02/2026,10/02/2029`,
      // The first row once more.
      one,
    ];
    const file = {
      name: "danh-sach.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(`\uFEFF${rows.join("\r\n")}\r\n`, "utf8"),
    };

    await page.locator("input[type=file]").setInputFiles(file);
    await expect(page.locator("#outcome")).toHaveText(w.dry);
    const stat = (label: string) => page.locator(".stat").filter({ has: page.getByText(label, { exact: true }) }).locator(".stat-value");
    await expect(stat(w.rows)).toHaveText(number(lang, 6));
    await expect(stat(w.newDepartures)).toHaveText(number(lang, 3));
    await expect(stat(w.withProblems)).toHaveText(number(lang, 2));
    const problems = page.locator("section", { has: page.locator("#problems") });
    await expect(problems.locator("tbody tr")).toHaveCount(2);
    await expect(problems.locator("tbody")).toContainText("ngay_xuat_canh");
    await expect(problems.locator("tbody")).toContainText("thi_truong");
    await expectAccessible(page);
    expect((await page.request.get(`/api/v1/people?q=${encodeURIComponent(first)}`).then((a) => a.json())).total).toBe(0);

    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: w.rejects }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe(w.rejectsName);
    const rejects = readFileSync(await saved.path(), "utf8");
    expect(rejects.charCodeAt(0)).toBe(0xfeff);
    expect(rejects.trim().split("\r\n")).toHaveLength(3);
    expect(rejects).toContain("31/02/2026");
    expect(rejects).toContain("Sao Hỏa");

    await page.getByRole("button", { name: w.commit }).click();
    await expect(page.locator("#outcome")).toHaveText(w.recorded);
    await expect(stat(w.newDepartures)).toHaveText(number(lang, 3));
    await expectAccessible(page);

    await page.getByRole("button", { name: w.another }).click();
    await page.locator("input[type=file]").setInputFiles(file);
    await expect(page.locator("#outcome")).toHaveText(w.dry);
    await expect(stat(w.newDepartures)).toHaveText(number(lang, 0));
    await expect(stat(w.unchanged)).toHaveText(number(lang, 4));
    await expect(page.getByText(w.nothingNew)).toBeVisible();

    await page.locator("#search").fill(second);
    const row = page.locator("table tbody tr").filter({ hasText: second });
    await expect(row).toHaveCount(1);
    await expect(row).toContainText(w.stateAbroad);
    await settled(page);
    await expectAccessible(page);
    await page.getByRole("link", { name: second }).click();
    await expect(page.locator("main h1")).toContainText(second);
  });

  test(`rows pasted from a spreadsheet are checked, and a file that is no list is refused (${lang})`, async ({ page, registry }) => {
    const w = words(lang);
    await enter(page, registry, "recruiter", lang, "/departures-list");
    const commune = await firstCommune(page);
    const cells = [freshNumber(), freshName("Đỗ Văn Dán"), "12/05/1995", "Nam", commune, "10/02/2026", "JP", "mechanics"];
    const tail = ["service_enterprise", "", "HD-9", "11/02/2026", "10/02/2029"];
    await page.locator("[name=rows]").fill(`${HEADINGS.replaceAll(",", "\t")}\n${[...cells, ...tail].join("\t")}\n`);
    await page.getByRole("button", { name: w.checkPasted }).click();
    await expect(page.locator("#outcome")).toHaveText(w.dry);
    await expect(page.locator(".stat", { hasText: w.newDepartures }).locator(".stat-value")).toHaveText("1");

    await page.getByRole("button", { name: w.another }).click();
    await page.locator("input[type=file]").setInputFiles({
      name: "anh.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("không phải danh sách\n"),
    });
    await expect(page.getByRole("alert")).toContainText("bad_file");
    await expectAccessible(page);
  });
}

/** Code of a commune of today. */
async function firstCommune(page: import("@playwright/test").Page): Promise<string> {
  const catalogue = await page.request.get("/api/v1/catalogue").then((answer) => answer.json());
  return String(catalogue.communes[0].unit).split("@")[0];
}
