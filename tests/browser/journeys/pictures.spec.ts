// Pictures of the running product. Not a test: it runs only when PICTURES is set.
//
//   PICTURES=docs   the pictures of the README, into docs/pictures
//   PICTURES=DIR    every page in both languages and themes, into that folder, for eyes to review

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { test } from "../support/test";
import type { Registry } from "../support/registry";
import { dialog, enter, read, settled } from "../support/visit";
import { LANGS, type Lang, words } from "../support/words";

const WANTED = process.env.PICTURES ?? "";
const DOCS = join(import.meta.dirname, "../../../docs/pictures");

type Theme = "light" | "dark";

/** Opens an address with a theme. */
async function open(page: Page, registry: Registry, role: string, lang: Lang, theme: Theme, path: string): Promise<void> {
  await page.addInitScript((theme) => localStorage.setItem("theme", theme), theme);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await enter(page, registry, role, lang, `${registry.url}${path}`);
}

/** A direct contract that waits, and somebody abroad. */
async function examples(page: Page): Promise<{ placement: string; abroad: string; person: string }> {
  const queue = await read(page, "/work?kind=direct_contract&limit=20");
  const waiting = queue.items.find((item: { days_left?: number }) => (item.days_left ?? -1) >= 0) ?? queue.items[0];
  const { rows } = await read(page, "/people?state=ABROAD&limit=1");
  return { placement: waiting.case, abroad: rows[0].latest.id, person: rows[0].person.id };
}

test.describe("the README", () => {
  test.skip(WANTED !== "docs", "pictures are made on demand");

  test("pictures", async ({ page, province }, info) => {
    test.skip(info.project.name !== "desktop");
    await page.setViewportSize({ width: 1280, height: 800 });
    const take = (name: string) => page.screenshot({ path: join(DOCS, `${name}.png`) });
    mkdirSync(DOCS, { recursive: true });
    await open(page, province, "province_officer", "vi", "light", "/work");
    await settled(page);
    await take("work");
    const { placement } = await examples(page);
    await page.goto(`${province.url}/cases/${placement}`);
    await settled(page);
    await take("placement");
    await page.goto(`${province.url}/reports?period=2025-H1&as_of=2025-07-16`);
    await settled(page);
    await take("reports");
    await page.evaluate(() => localStorage.setItem("theme", "dark"));
    await page.addInitScript(() => localStorage.setItem("theme", "dark"));
    await page.goto(`${province.url}/departures-list`);
    await settled(page);
    await page.locator("input[type=file]").setInputFiles(sample());
    await page.locator("#outcome").waitFor();
    await take("list-dark");
  });
});

for (const lang of LANGS) {
  for (const theme of ["light", "dark"] as const) {
    test(`every page for review (${lang}, ${theme})`, async ({ page, province }, info) => {
      test.skip(WANTED === "" || WANTED === "docs", "pictures are made on demand");
      test.setTimeout(300_000);
      const folder = join(WANTED, `${info.project.name}-${lang}-${theme}`);
      mkdirSync(folder, { recursive: true });
      const take = async (name: string) => {
        await settled(page);
        await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
      };
      await page.addInitScript((lang) => localStorage.setItem("lang", lang), lang);
      await page.addInitScript((theme) => localStorage.setItem("theme", theme), theme);
      await page.goto(`${province.url}/`);
      await page.locator("[name=user]").waitFor();
      await take("00-sign-in");
      await open(page, province, "province_officer", lang, theme, "/work");
      await take("01-work");
      await page.keyboard.press("?");
      await dialog(page).waitFor();
      await take("02-work-keys");
      const { placement, abroad, person } = await examples(page);
      const pages: [string, string][] = [
        ["03-people", "/people"],
        ["04-people-filtered", "/people?state=ABROAD&market=JP"],
        ["05-people-none", "/people?state=LIQ&market=AU"],
        ["06-register", "/register"],
        ["07-person", `/people/${person}`],
        ["08-open", `/people/${person}/open`],
        ["09-placement-pending", `/cases/${placement}`],
        ["10-placement-abroad", `/cases/${abroad}`],
        ["11-placement-past", `/cases/${abroad}?as_of=2026-06-30`],
        ["12-not-found", "/cases/00000000-0000-7000-8000-000000000000"],
        ["13-list", "/departures-list"],
        ["14-reports", "/reports?period=2025-H1&as_of=2025-07-16"],
        ["15-reports-year", "/reports?period=2026"],
        ["16-rows", "/reports/rows?period=2025-H1&by=market&key=KR"],
        ["17-plans", "/admin/plans"],
        ["18-no-page", "/nowhere"],
      ];
      for (const [name, path] of pages) {
        await page.goto(`${province.url}${path}`);
        await page.locator("main h1, main h2").first().waitFor();
        await take(name);
      }
      const w = words(lang);
      await page.goto(`${province.url}/register`);
      await page.locator("main form [type=submit]").click();
      await page.locator(".error-summary").waitFor();
      await take("20-register-errors");
      await page.goto(`${province.url}/cases/${placement}`);
      await settled(page);
      await page.locator(".action-list").getByRole("button", { name: w.certify, exact: true }).click();
      await dialog(page).waitFor();
      await take("21-certify");
      await page.goto(`${province.url}/cases/${placement}`);
      await settled(page);
      await page.locator(".action-list").getByRole("button", { name: w.labourContract, exact: true }).click();
      await dialog(page).waitFor();
      await take("22-contract");
      await page.goto(`${province.url}/departures-list`);
      await page.locator("input[type=file]").setInputFiles(sample());
      await page.locator("#outcome").waitFor();
      await take("23-list-checked");
      await page.context().clearCookies();
      await open(page, province, "administrator", lang, theme, "/admin/users");
      await take("30-users");
      await page.goto(`${province.url}/admin/enterprises`);
      await take("31-enterprises");
      await page.context().clearCookies();
      await open(page, province, "auditor", lang, theme, "/people");
      await take("40-auditor-people");
      await page.goto(`${province.url}/people/${person}`);
      await page.locator("main h1").waitFor();
      await take("41-auditor-person");
      await page.context().clearCookies();
      await open(page, province, "recruiter", lang, theme, "/people");
      await take("42-recruiter-people");
    });
  }
}

/** A list as an enterprise sends it: good rows, doubts and problems. */
function sample() {
  const heads = "Số định danh,Họ và tên,Ngày sinh,Giới tính,Xã,Ngày xuất cảnh,Thị trường,Ngành,Hình thức,Mã doanh nghiệp,Số hợp đồng,Bắt đầu,Kết thúc";
  const tail = "mechanics,service_enterprise,9900000101";
  const rows = [
    `038095771204,Nguyễn Văn Hưng,12/05/1995,Nam,Xã Nga Sơn,10/11/2026,Nhật Bản,${tail},NM-2601,11/11/2026,10/11/2029`,
    `038198350417,Lê Thị Thu,03/09/1998,Nữ,Xã Hậu Lộc,10/11/2026,Nhật Bản,${tail},NM-2602,11/11/2026,10/11/2029`,
    `171234505,Trịnh Văn Cường,20/01/1987,Nam,Xã Hậu Lộc,11/11/2026,Đài Loan,${tail},NM-2603,12/11/2026,11/11/2029`,
    `038092118832,Phạm Quốc Đạt,31/02/1992,Nam,Xã Nga Sơn,11/11/2026,Đài Loan,${tail},NM-2604,12/11/2026,11/11/2029`,
    `38199440021,Đỗ Thị Ánh,07/07/1999,Nữ,Xã Triệu Sơn,12/11/2026,Hàn Quốc,${tail},NM-2605,13/11/2026,12/11/2029`,
    `038094228871,Vũ Hồng Sơn,14/10/1994,Nam,Xã Không Có,12/11/2026,Hàn Quốc,${tail},NM-2606,13/11/2026,12/11/2029`,
    `038097660093,Hoàng Thị Ngân,25/12/1997,Nữ,Xã Thọ Xuân,15/11/2026,Sao Hỏa,${tail},NM-2607,16/11/2026,15/11/2029`,
  ];
  return { name: "danh-sach-thang-11.csv", mimeType: "text/csv", buffer: Buffer.from([heads, ...rows].join("\r\n")) };
}
