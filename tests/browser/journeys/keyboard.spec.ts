// Everything works with the keyboard, preferences are remembered, and the first page is there soon.

import { expect, expectAccessible, test } from "../support/test";
import { dialog, enter, field, heading, settled, signIn } from "../support/visit";
import { LANGS, words } from "../support/words";

for (const lang of LANGS) {
  test(`signing in says what is wrong, then leads to work (${lang})`, async ({ page, registry }) => {
    const w = words(lang);
    await page.goto("/");
    await page.getByRole("button", { name: lang === "en" ? "English" : "Tiếng Việt" }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", lang);
    await expectAccessible(page);
    await page.getByRole("button", { name: w.signIn }).click();
    await expect(page.locator(".error-summary")).toContainText(w.wrong);
    await expect(page.locator(".error-summary")).toBeFocused();
    await expectAccessible(page);
    await page.locator(".error-summary a").first().press("Enter");
    await expect(field(page, "user")).toBeFocused();
    await page.keyboard.type(registry.account("province_officer").user);
    await page.keyboard.press("Tab");
    await page.keyboard.type("khong-phai-mat-khau");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toContainText(w.signInFailed);
    await expect(field(page, "password")).toHaveValue("");
    await signIn(page, registry.account("province_officer"), lang);
    await expect(heading(page)).toHaveText(w.work);
    await expect(page.locator(".demo")).toContainText(w.demo);
  });

  test(`the queue is worked with the keyboard (${lang})`, async ({ page, registry }) => {
    const w = words(lang);
    await enter(page, registry, "province_officer", lang, "/work");
    await expect(heading(page)).toBeFocused();
    await expect(page.locator("#work-1")).toBeVisible();
    await expectAccessible(page);
    const current = page.locator("tr[aria-selected=true], tr.current");
    await expect(current).toHaveAttribute("id", "work-0");
    await page.keyboard.press("j");
    await expect(current).toHaveAttribute("id", "work-1");
    await page.keyboard.press("k");
    await expect(current).toHaveAttribute("id", "work-0");
    await page.keyboard.press("?");
    await expect(dialog(page)).toContainText("Enter");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(dialog(page)).toHaveCount(0);

    await page.keyboard.press("/");
    await expect(page.locator("#search")).toBeFocused();
    await page.keyboard.type("j?");
    await expect(dialog(page)).toHaveCount(0);
    await expect(heading(page)).toHaveText(w.people);
    await expect(page.locator("#search")).toHaveValue("j?");
    await expect(page.locator("#search")).toBeFocused();
  });

  test(`people are found without accents and opened with the arrows (${lang})`, async ({ page, registry }) => {
    await enter(page, registry, "province_officer", lang, "/people");
    await expect(page.locator("#row-0")).toBeVisible();
    await expectAccessible(page);
    await page.locator("#row-0").focus();
    await page.keyboard.press("ArrowDown");
    await expect(page.locator("#row-1")).toBeFocused();
    const name = (await page.locator("#row-1 strong").innerText()).trim();
    await page.locator("#search").fill(name.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d").replace(/Đ/g, "D"));
    await expect(page.locator("main table tbody")).toContainText(name);
    await settled(page);
    await page.locator("main table a", { hasText: name }).first().press("Enter");
    await expect(heading(page)).toContainText(name);
  });
}

test("a link in front of everything skips to the content", async ({ page, registry }) => {
  await enter(page, registry, "province_officer", "vi", "/work");
  const skip = page.getByRole("link", { name: words("vi").skip });
  const first = page.locator("a, button, input, summary").first();
  await expect(first).toHaveText(words("vi").skip);
  await skip.focus();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("#content")).toBeFocused();
  await expect(page).toHaveURL(/\/work/);
});

test("language and theme are remembered, and change where one stands", async ({ page, registry }) => {
  const [vi, en] = [words("vi"), words("en")];
  await signIn(page, registry.account("province_officer"), "vi");
  await page.goto("/people?state=ABROAD");
  await expect(heading(page)).toHaveText(vi.people);
  await page.getByRole("button", { name: "English" }).click();
  await expect(heading(page)).toHaveText(en.people);
  await expect(page).toHaveURL(/state=ABROAD/);
  await page.reload();
  await expect(heading(page)).toHaveText(en.people);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");

  await page.getByRole("button", { name: en.themeSystem }).click();
  await page.getByRole("button", { name: en.themeLight }).click();
  await expect(page.getByRole("button", { name: en.themeDark })).toBeVisible();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await settled(page);
  await expectAccessible(page);
  await page.goto("/reports");
  await expect(page.locator("[data-figure=departures]")).toBeVisible();
  await settled(page);
  await expectAccessible(page);
});

test("filters live in the address: back, reload and share work", async ({ page, registry }) => {
  const w = words("vi");
  await enter(page, registry, "province_officer", "vi", "/people");
  // A phone shows the list first, and the filters when they are asked for.
  const unfold = page.locator("main .unfold");
  if (await unfold.isVisible()) {
    await expect(unfold).toHaveAttribute("aria-expanded", "false");
    await unfold.click();
    await expect(unfold).toHaveAttribute("aria-expanded", "true");
    await expectAccessible(page);
  }
  await field(page, "state").selectOption("ABROAD");
  await expect(page).toHaveURL(/state=ABROAD/);
  await expect(page.locator("main table tbody")).toContainText(w.stateAbroad);
  await page.goBack();
  await expect(page).not.toHaveURL(/state=/);
  await expect(field(page, "state")).toHaveValue("");
  await page.goForward();
  await page.reload();
  await expect(field(page, "state")).toHaveValue("ABROAD");
});

test("nothing is wider than the screen", async ({ page, registry }) => {
  await enter(page, registry, "province_officer", "vi", "/work");
  const person = (await page.request.get("/api/v1/people?limit=1").then((answer) => answer.json())).rows[0];
  const paths = ["/work", "/people", "/register", `/people/${person.person.id}`, `/people/${person.person.id}/open`];
  paths.push(`/cases/${person.latest.id}`, "/departures-list", "/reports", "/reports/rows?period=2025", "/admin/plans");
  paths.push("/reports/figures", "/registers/fairs", "/registers/rules", "/registers/orders");
  for (const path of paths) {
    await page.goto(path);
    await expect(heading(page)).toBeVisible();
    await settled(page);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wider, path).toBeLessThanOrEqual(0);
    if (path.startsWith("/registers/") || path === "/reports/figures") {
      await expectAccessible(page);
    }
  }
});

test("the first page of a warm server is usable soon", async ({ page, browser, registry }) => {
  await enter(page, registry, "province_officer", "vi", "/work");
  // A browser that has seen nothing yet, with the session of the other.
  const fresh = await browser.newContext({ baseURL: registry.url, storageState: await page.context().storageState() });
  const first = await fresh.newPage();
  const began = Date.now();
  await first.goto("/work");
  await expect(first.locator("#work-0")).toBeVisible();
  const took = Date.now() - began;
  console.log(`      usable after ${took} ms`);
  // The budget is 1,500 ms on a quiet machine; this bound only catches what is badly wrong on a busy one.
  expect(took).toBeLessThan(5_000);
  await fresh.close();
});
