// An administrator sets up an enterprise, a plan target and an account; the account signs in.

import { expect, expectAccessible, test } from "../support/test";
import { choose, chooseFirst, enter, field, follow, freshName, heading, settled, signIn } from "../support/visit";
import { LANGS, number, words } from "../support/words";

for (const lang of LANGS) {
  test(`enterprise, plan target, user (${lang})`, async ({ page, browser, registry }) => {
    const w = words(lang);
    await enter(page, registry, "administrator", lang, "/");
    await expect(heading(page)).toHaveText(w.users);

    await follow(page, w.enterprises);
    await expect(heading(page)).toHaveText(w.enterprises);
    await settled(page);
    await page.getByRole("button", { name: w.save }).click();
    await expect(page.locator(".error-summary")).toBeFocused();
    await expect(page.locator(".error-summary li")).not.toHaveCount(0);
    await expectAccessible(page);
    const code = `99${Date.now().toString().slice(-8)}`;
    const company = freshName("Công ty TNHH Thử");
    await field(page, "code").fill(code);
    await field(page, "name").fill(company);
    await field(page, "licence").fill(`GP-${code.slice(-4)}`);
    await field(page, "licence_issued_on").fill("01/02/2024");
    await page.getByRole("button", { name: w.save }).click();
    const row = page.locator("tbody tr", { hasText: company });
    await expect(row).toContainText(code);
    await expect(row).toContainText("01/02/2024");
    await expect(page.locator(".error-summary")).toHaveCount(0);
    await expectAccessible(page);

    await follow(page, w.plans);
    await expect(heading(page)).toHaveText(w.plans);
    await settled(page);
    // Every run has its own year, so that a row is new.
    const year = String(lang === "vi" ? 2031 : 2032);
    await field(page, "year").fill("31");
    await field(page, "low").fill("x");
    await page.getByRole("button", { name: w.save }).click();
    await expect(page.locator(".error-summary li")).toHaveCount(3);
    await field(page, "year").fill(year);
    await field(page, "low").fill("9500");
    await page.getByRole("button", { name: w.save }).click();
    const target = page.locator("tbody tr", { hasText: year });
    await expect(target).toContainText(number(lang, 9500));
    await expectAccessible(page);
    await target.getByRole("button", { name: w.change }).click();
    await field(page, "low").fill("9600");
    await page.getByRole("button", { name: w.save }).click();
    await expect(target).toContainText(number(lang, 9600));
    await expect(target.locator("td.num").last()).toHaveText("1");

    await follow(page, w.users);
    await expect(heading(page)).toHaveText(w.users);
    await settled(page);
    const user = `thu.${Date.now().toString(36)}`;
    const shown = freshName("Đại diện Thử");
    await field(page, "user").fill(user);
    await field(page, "display_name").fill(shown);
    await field(page, "role").selectOption("recruiter");
    await chooseFirst(page, "unit");
    await choose(page, "enterprise", company);
    await field(page, "password").fill("ngan");
    await page.getByRole("button", { name: w.save }).click();
    await expect(page.locator("#field-password-error")).toBeVisible();
    await page.getByRole("button", { name: w.makePassword }).click();
    const password = await field(page, "password").inputValue();
    expect(password.length).toBeGreaterThanOrEqual(12);
    await page.getByRole("button", { name: w.save }).click();
    const account = page.locator("tbody tr", { hasText: shown });
    await expect(account).toContainText(user);
    await expect(field(page, "password")).toHaveValue("");
    await expectAccessible(page);

    const context = await browser.newContext({ baseURL: registry.url });
    const other = await context.newPage();
    await signIn(other, { role: "recruiter", user, password }, lang);
    await expect(heading(other)).toHaveText(w.people);
    await expect(other.locator(".empty")).toBeVisible();
    await expectAccessible(other);

    await account.getByRole("button", { name: w.disable }).click();
    await expect(account).toContainText(w.disabled);
    await other.goto("/people");
    await expect(other.getByRole("heading", { name: w.signIn })).toBeVisible();
    await field(other, "user").fill(user);
    await field(other, "password").fill(password);
    await other.getByRole("button", { name: w.signIn }).click();
    await expect(other.getByRole("alert")).toContainText(w.signInFailed);
    await context.close();
  });
}
