// What was known when: a placement and the reports as of earlier days.

import { expect, expectAccessible, test } from "../support/test";
import { enter, heading, read, settled } from "../support/visit";
import { LANGS, words } from "../support/words";

for (const lang of LANGS) {
  test(`a placement as it was known before the departure was recorded (${lang})`, async ({ page, registry }) => {
    const w = words(lang);
    await enter(page, registry, "province_officer", lang, "/people?state=ABROAD");
    const { placement, day, written } = await somebodyWithAPast(page);

    await page.goto(`/cases/${placement}`);
    await expect(page.locator(".chips .badge", { hasText: w.stateAbroad })).toBeVisible();
    await expect(page.locator("#departure")).toBeVisible();
    const steps = await page.locator("ol.history > li").count();
    await settled(page);
    await expectAccessible(page);

    await page.locator("form.as-of [name=as_of]").fill(written);
    await page.locator("form.as-of [type=submit]").click();
    await expect(page).toHaveURL(new RegExp(`as_of=${day}`));
    await expect(page.locator(".past-band")).toContainText(written);
    await expect(page.getByText(w.pastActions)).toBeVisible();
    await expect(page.locator(".chips .badge", { hasText: w.stateAbroad })).toHaveCount(0);
    await expect(page.locator("ol.history > li").filter({ hasText: w.eventOpened })).toHaveCount(1);
    expect(await page.locator("ol.history > li").count()).toBeLessThan(steps);
    await settled(page);
    await expectAccessible(page);

    // The address alone shows the same; the way back leads to today.
    await page.reload();
    await expect(page.locator(".past-band")).toContainText(written);
    await page.getByRole("link", { name: w.backToToday }).click();
    await expect(page.locator(".past-band")).toHaveCount(0);
    await expect(page.locator(".chips .badge", { hasText: w.stateAbroad })).toBeVisible();
  });

  test(`the published figures, as known on 16 July 2025 (${lang})`, async ({ page, province }) => {
    const w = words(lang);
    await enter(page, province, "province_officer", lang, `${province.url}/reports?period=2024&as_of=2025-07-16`);
    await expect(heading(page)).toHaveText(w.reportsTitle);
    const figure = (name: string) => page.locator(`[data-figure=${name}]`);
    await expect(figure("departures")).toHaveText(lang === "vi" ? "13.820" : "13,820");
    await expect(figure("plan")).toContainText(lang === "vi" ? "230,3" : "230.3");
    await expect(figure("plan")).toContainText(lang === "vi" ? "6.000" : "6,000");
    await expect(figure("plan")).toContainText(lang === "vi" ? "130,3" : "130.3");
    await expect(figure("last-year")).toContainText(lang === "vi" ? "15.128" : "15,128");
    await expect(figure("last-year")).toContainText(lang === "vi" ? "8,65" : "8.65");
    await settled(page);
    await expectAccessible(page);

    await page.goto(`${province.url}/reports?period=2025-H1&as_of=2025-07-16`);
    await expect(figure("departures")).toHaveText(lang === "vi" ? "5.075" : "5,075");
    await expect(figure("plan")).toContainText(lang === "vi" ? "84,6" : "84.6");
    const table = page.locator("main table").filter({ hasText: lang === "vi" ? "2.150" : "2,150" }).last();
    await expect(table).toContainText(lang === "vi" ? "42,36" : "42.36");
    await settled(page);

    // A figure leads to the departures behind it.
    await table.getByRole("link", { name: lang === "vi" ? "2.150" : "2,150" }).click();
    await expect(page).toHaveURL(/\/reports\/rows\?.*key=TW/);
    await expect(page.locator("main")).toContainText(lang === "vi" ? "2.150" : "2,150");
    await expect(page.locator("main tbody tr")).toHaveCount(100);
    await settled(page);
    await expectAccessible(page);
  });
}

/** A placement whose departure was recorded on a later day than its opening, and the day before it was. */
async function somebodyWithAPast(page: import("@playwright/test").Page) {
  const { rows } = await read(page, "/people?state=ABROAD&limit=50");
  for (const row of rows) {
    const view = await read(page, `/cases/${row.latest.id}`);
    const days = view.history.map((entry: { at: string }) => inVietnam(entry.at));
    const departed = view.history.find((entry: { type: string }) => entry.type === "departure_recorded");
    const opened = days[days.length - 1];
    const simple = view.history.every((entry: { standing: string }) => entry.standing === "holds");
    if (simple && departed && opened < inVietnam(departed.at)) {
      return { placement: view.id as string, day: opened as string, written: opened.split("-").reverse().join("/") };
    }
  }
  throw new Error("the demo has nobody abroad whose placement was opened before the departure was recorded");
}

function inVietnam(at: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Ho_Chi_Minh" }).format(new Date(at));
}
