// Who must not see what, by page and by API: recruiters each other's people, auditors names, administrators people.

import { expect, expectAccessible, test } from "../support/test";
import { command, enter, freshName, freshNumber, heading, made, read, settled, signIn } from "../support/visit";
import { LANGS, words } from "../support/words";

/** An enterprise of the demo that is not the recruiter's. */
const RIVAL = "9900000102";

for (const lang of LANGS) {
  test(`a recruiter does not see or touch another enterprise's people (${lang})`, async ({ browser, page, registry }) => {
    const w = words(lang);
    // The province registers somebody for the rival.
    const office = await browser.newPage({ baseURL: registry.url });
    await enter(office, registry, "province_officer", lang, "/people");
    const name = freshName("Hoàng Văn Kín");
    const idNumber = freshNumber();
    const { communes } = await read(office, "/catalogue");
    const person = await made(office, "/people", {
      full_name: name,
      birth_date: "12/05/1995",
      sex: "male",
      personal_id: idNumber,
      commune: communes[0].unit,
    });
    const placement = await made(office, `/people/${person}/cases`, {
      form: "service_enterprise",
      market: "JP",
      enterprise: RIVAL,
    });
    await office.close();

    await enter(page, registry, "recruiter", lang, "/people");
    for (const path of [`/people/${person}`, `/cases/${placement}`, "/cases/00000000-0000-7000-8000-000000000000"]) {
      await page.goto(path);
      await expect(page.getByRole("alert").filter({ hasText: w.notFound })).toBeVisible();
      await expect(page.locator("main")).not.toContainText(name);
    }
    await expectAccessible(page);
    expect((await page.request.get(`/api/v1/people/${person}`)).status()).toBe(404);
    expect((await page.request.get(`/api/v1/cases/${placement}`)).status()).toBe(404);
    const fact = { type: "departure_recorded", on: "2026-02-01", facts: { market: "JP", evidence: "stamp" } };
    expect((await command(page, `/cases/${placement}/facts`, fact)).status()).toBe(404);
    const decision = await command(page, `/cases/${placement}/decisions`, { decision: "certify" });
    expect([403, 404]).toContain(decision.status());
    for (const query of [name, idNumber]) {
      expect((await read(page, `/people?q=${encodeURIComponent(query)}`)).total).toBe(0);
    }

    await page.goto("/people");
    await settled(page);
    await page.locator("#search").fill(name);
    await expect(page.locator(".empty")).toBeVisible();
    await expectAccessible(page);

    for (const link of [w.work, w.reports, w.users, w.enterprises, w.plans]) {
      await expect(page.locator("nav.rail").getByRole("link", { name: link, exact: true })).toHaveCount(0);
    }
    for (const path of ["/work", "/admin/users", "/reports"]) {
      await page.goto(path);
      await expect(heading(page)).toHaveText(w.notYours);
    }
    expect((await page.request.get("/api/v1/users")).status()).toBe(403);
    const work = await page.request.get("/api/v1/work?limit=200").then((answer) => answer.text());
    expect(work).not.toContain(placement);
    expect(work).not.toContain(person);
  });

  test(`an auditor sees records without names (${lang})`, async ({ browser, page, registry }) => {
    const w = words(lang);
    const office = await browser.newPage({ baseURL: registry.url });
    await enter(office, registry, "province_officer", lang, "/people");
    const some = (await read(office, "/people?limit=1")).rows[0];
    const name: string = some.person.name.open;
    await office.close();

    await enter(page, registry, "auditor", lang, "/people");
    await expect(page.locator("main table tbody tr").nth(1)).toBeVisible();
    await expect(page.locator("main")).not.toContainText(name);
    await expectAccessible(page);
    const text = await page.request.get("/api/v1/people?limit=50").then((answer) => answer.text());
    expect(text).not.toContain(name);
    expect((await read(page, `/people?q=${encodeURIComponent(name)}`)).total).toBe(0);

    await page.goto(`/people/${some.person.id}`);
    await expect(page.locator("main")).toContainText(w.withheld);
    await expect(page.locator("main")).not.toContainText(name);
    await settled(page);
    await expectAccessible(page);
    await page.goto(`/cases/${some.latest.id}`);
    await expect(page.getByRole("heading", { name: w.history })).toBeVisible();
    await expect(page.locator("main")).not.toContainText(name);
    expect((await page.request.get(`/api/v1/cases/${some.latest.id}`).then((answer) => answer.text()))).not.toContain(name);
    const fact = { type: "departure_verified", on: "2026-02-01", facts: { by: "border" } };
    expect((await command(page, `/cases/${some.latest.id}/facts`, fact)).status()).toBe(403);
  });

  test(`an administrator sees no people (${lang})`, async ({ page, registry }) => {
    const w = words(lang);
    await signIn(page, registry.account("administrator"), lang);
    await expect(heading(page)).toHaveText(w.users);
    await expect(page.locator("#search")).toHaveCount(0);
    await expect(page.locator("nav.rail").getByRole("link", { name: w.people, exact: true })).toHaveCount(0);
    await page.goto("/people");
    await expect(heading(page)).toHaveText(w.notYours);
    await expectAccessible(page);
    for (const path of ["/people", "/people/similar?full_name=a", "/reports/departures/rows?period=2025"]) {
      expect((await page.request.get(`/api/v1${path}`)).status(), path).toBe(403);
    }
  });
}

test("nobody reads anything without signing in", async ({ page }) => {
  for (const path of ["/people", "/work", "/reports/departures?period=2025", "/users", "/catalogue", "/session"]) {
    expect((await page.request.get(`/api/v1${path}`)).status(), path).toBe(401);
  }
});
