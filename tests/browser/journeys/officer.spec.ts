// The main job of an officer: a person is registered, a direct contract is filed and certified, the person leaves and
// comes back, and every step can be found again.

import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessible, test } from "../support/test";
import { choose, day, dialog, field, follow, freshName, freshNumber, heading, settled, signIn } from "../support/visit";
import { LANGS, type Lang, type Words, words } from "../support/words";

for (const lang of LANGS) {
  test(`from registration to return, by a commune officer (${lang})`, async ({ page, registry }) => {
    test.setTimeout(180_000);
    const w = words(lang);
    const name = freshName("Nguyễn Văn Thuận");
    await signIn(page, registry.account("commune_officer"), lang);
    await expect(heading(page)).toHaveText(w.work);

    await register(page, w, name);
    await openPlacement(page, w, lang);
    await prepare(page, w);
    await certify(page, w, name);
    await untilReady(page, w);
    await leave(page, w, lang);
    await comeBack(page, w);
    await everyStepIsThere(page, w, registry.account("commune_officer").user);
    await amend(page, w);
  });
}

/** Registers a person: first with mistakes, then with a number that says another year, then as it is. */
async function register(page: Page, w: Words, name: string): Promise<void> {
  await follow(page, w.register);
  await expect(field(page, "full_name")).toBeVisible();
  await settled(page);
  await expectAccessible(page);

  const submit = page.locator("main form [type=submit]");
  await field(page, "full_name").fill("Nguyễn Văn 7");
  await field(page, "birth_date").fill("31/02/1995");
  await field(page, "personal_id").fill("038095");
  await field(page, "phone").fill("12345");
  await submit.click();
  const summary = page.locator(".error-summary");
  await expect(summary).toBeFocused();
  await expect(summary).toContainText(w.wrong);
  await expect(summary.locator("li")).toHaveCount(5);
  await expect(page.locator(".field-error")).toHaveCount(5);
  await expectAccessible(page);
  await summary.locator("a").first().click();
  await expect(field(page, "full_name")).toBeFocused();

  const number = freshNumber();
  await field(page, "full_name").fill(name);
  await field(page, "birth_date").fill("12/05/1996");
  await page.locator("[name=sex][value=male]").check();
  await field(page, "personal_id").fill(number);
  await field(page, "phone").fill("0912 345 678");
  await field(page, "address").fill("Thôn 3");
  // The number says 1995: a doubt is shown while typing and goes when the year is right.
  await expect(page.locator(".field-warning")).toHaveCount(1);
  await expectAccessible(page);
  await field(page, "birth_date").fill("12/05/1995");
  await expect(page.locator(".field-warning")).toHaveCount(0);
  await submit.click();

  await expect(heading(page)).toContainText(name);
  await expect(page).toHaveURL(/\/people\/[0-9a-f-]{36}$/);
  await expect(page.locator("main")).toContainText(number);
  await settled(page);
  await expectAccessible(page);
}

async function openPlacement(page: Page, w: Words, lang: Lang): Promise<void> {
  await page.locator("main a[href$='/open']").first().click();
  await expect(heading(page)).toHaveText(w.newCase);
  await expectAccessible(page);
  await field(page, "form").selectOption("direct_contract");
  await choose(page, "market", lang === "vi" ? "Nhật Bản" : "Japan");
  await field(page, "on").fill(day(-6));
  await page.locator("main form [type=submit]").click();
  await expect(page).toHaveURL(/\/cases\/[0-9a-f-]{36}$/);
  await expectState(page, w.stateRegistered);
  await settled(page);
  await expectAccessible(page);
}

/** The labour contract and the dossier, so that the clock runs. */
async function prepare(page: Page, w: Words): Promise<void> {
  await act(page, w.labourContract, w.record, async (box) => {
    await box.locator("[type=submit]").click();
    await expect(box.locator(".error-summary")).toBeVisible();
    await expectAccessible(page);
    await field(box, "on").fill(day(-6));
    await field(box, "employer").fill("Sunrise Precision Works");
    await field(box, "sector").selectOption("mechanics");
    await field(box, "start").fill(day(30));
    await field(box, "end").fill(day(30 + 730));
    await field(box, "number").fill("HD-2026/17");
  });
  await expect(page.locator("#contract")).toBeVisible();
  await act(page, w.file, w.record, async (box) => {
    await field(box, "on").fill(day(-5));
    await expect(field(box, "commune")).not.toHaveValue("");
    await expectAccessible(page);
  });
  await expectState(page, w.statePending);
  await expect(page.locator("section[aria-labelledby=direct] .days li")).not.toHaveCount(0);
  await expect(page.getByRole("button", { name: w.printReceipt })).toBeVisible();
  await settled(page);
  await expectAccessible(page);
}

/** Certifies from the queue with the keyboard alone. */
async function certify(page: Page, w: Words, name: string): Promise<void> {
  const placement = new URL(page.url()).pathname;
  await follow(page, w.work);
  await expect(page.locator("#work-0")).toBeVisible();
  await settled(page);
  const rows = page.locator("table.queue tbody tr");
  const here = page.locator("table.queue tbody tr.current");
  const steps = (await rows.allInnerTexts()).findIndex((text) => text.includes(name));
  expect(steps, "the placement waits in the queue").toBeGreaterThanOrEqual(0);
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press("j");
  }
  await expect(here).toContainText(name);
  if ((page.viewportSize()?.width ?? 0) > 900) {
    await expect(page.locator(".preview")).toContainText(name);
    await expect(page.locator(".preview").getByRole("button", { name: w.certify, exact: true })).toBeVisible();
    await settled(page);
    await expectAccessible(page);
    await page.keyboard.press("a");
  } else {
    await certifyFromSheet(page, w, rows.filter({ hasText: name }), name);
  }
  const box = dialog(page).last();
  await expect(box).toBeVisible();
  await expectAccessible(page);
  await field(box, "number").fill("12/XN-UBND");
  await field(box, "signed_on").fill(day(-1));
  await field(box, "signed_on").press("Enter");
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.locator(".toasts")).toContainText(w.certifiedToast);
  await expect(rows.filter({ hasText: name })).toHaveCount(0);
  await page.goto(placement);
  await expectState(page, w.stateConfirmed);
  await settled(page);
}

/** On a phone the selected item comes up from below: seen, left and decided there. */
async function certifyFromSheet(page: Page, w: Words, row: Locator, name: string): Promise<void> {
  const sheet = page.locator("dialog.sheet[open]");
  const decide = sheet.getByRole("button", { name: w.certify, exact: true });
  await row.locator("a").click();
  await expect(sheet).toContainText(name);
  await expect(decide).toBeVisible();
  await expect(page).toHaveURL(/\/work/);
  await settled(page);
  await expectAccessible(page);
  for (const target of await sheet.locator("button, a").all()) {
    expect((await target.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(44);
  }
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  await expect(row.locator("a")).toBeFocused();
  await row.click();
  await decide.click();
}

async function untilReady(page: Page, w: Words): Promise<void> {
  await act(page, w.training, w.record, async (box) => {
    await field(box, "on").fill(day(-1));
    await field(box, "kind").selectOption("orientation");
    await field(box, "hours").fill("74");
  });
  await act(page, w.fund, w.record, async (box) => {
    await field(box, "on").fill(day(-1));
    await field(box, "payer").selectOption("worker");
    await field(box, "amount").fill("100.000");
  });
  await expect(page.locator("section[aria-labelledby=missing] li.lacks")).toHaveCount(1);
  await act(page, w.visa, w.record, async (box) => {
    await field(box, "on").fill(day(-1));
    await field(box, "class").fill("SSW-1");
    await field(box, "valid_to").fill(day(700));
  });
  await expectState(page, w.stateReady);
  await expect(page.locator("section[aria-labelledby=missing] li.lacks")).toHaveCount(0);
  await settled(page);
  await expectAccessible(page);
}

/** The departure moves the report by exactly one. */
async function leave(page: Page, w: Words, lang: Lang): Promise<void> {
  const placement = new URL(page.url()).pathname;
  const before = await departures(page, w);
  await page.goto(placement);
  await act(page, w.depart, w.record, async (box) => {
    await field(box, "evidence").selectOption("stamp");
  });
  await expectState(page, w.stateAbroad);
  const after = await departures(page, w);
  expect(after, lang).toBe(before + 1);
  await page.goto(placement);
  await act(page, w.verifyDeparture, w.record, async (box) => {
    await field(box, "by").selectOption("border");
  });
  await settled(page);
  await expectAccessible(page);
}

async function comeBack(page: Page, w: Words): Promise<void> {
  await act(page, w.return, w.record, async (box) => {
    await field(box, "cause").selectOption("early_worker");
    await field(box, "evidence").selectOption("family");
  });
  await expectState(page, w.stateReturned);
  await act(page, w.verifyReturn, w.record, async (box) => {
    await field(box, "by").selectOption("commune");
  });
  await expectState(page, w.stateReturned);
}

async function everyStepIsThere(page: Page, w: Words, user: string): Promise<void> {
  const me = await page.request.get("/api/v1/session").then((answer) => answer.json());
  expect(me.user).toBe(user);
  const steps: [string, string][] = [
    [w.eventReturnVerified, day()],
    [w.eventReturn, day()],
    [w.eventDepartureVerified, day()],
    [w.eventDeparture, day()],
    [w.eventVisa, day(-1)],
    [w.eventFund, day(-1)],
    [w.eventTraining, day(-1)],
    [w.eventCertified, day(-1)],
    [w.eventFiled, day(-5)],
    [w.eventContract, day(-6)],
    [w.eventOpened, day(-6)],
  ];
  const entries = page.locator("ol.history > li");
  await expect(entries).toHaveCount(steps.length);
  for (const [index, [title, on]] of steps.entries()) {
    const entry = entries.nth(index);
    await expect(entry.locator("h3")).toHaveText(title);
    await expect(entry.locator("time")).toHaveText(on);
    await expect(entry.locator(".who")).toContainText(me.display_name);
    await expect(entry.locator(".who")).toContainText(day());
  }
  await expect(entries.nth(7)).toContainText("12/XN-UBND");
}

/** Corrects the departure, annuls it, and brings it back; nothing disappears. */
async function amend(page: Page, w: Words): Promise<void> {
  // Its title alone, or with what became of it; "Departure confirmed" is another event.
  const title = new RegExp(`^${w.eventDeparture}( ${w.corrected}| ${w.annulled})?\\s*$`);
  const entry = () => page.locator("ol.history > li").filter({ has: page.locator("h3", { hasText: title }) });
  const box = dialog(page);
  const send = async () => {
    await box.getByRole("button", { name: w.record, exact: true }).click();
    await expect(dialog(page)).toHaveCount(0);
    await settled(page);
  };
  await entry().getByRole("button", { name: w.correct }).click();
  await expect(field(box, "on")).toHaveValue(day());
  await expectAccessible(page);
  await field(box, "on").fill(day(-1));
  await send();
  await expect(page.locator("section[aria-labelledby=departure]")).toContainText(day(-1));
  await expect(entry()).toContainText(w.corrected);
  await expect(page.locator("ol.history h3").filter({ hasText: w.correction })).toHaveCount(1);

  await entry().getByRole("button", { name: w.correct }).click();
  await field(box, "way").selectOption("annul");
  await field(box, "note").fill("Nhập nhầm hồ sơ");
  await send();
  await expect(entry()).toContainText(w.annulled);
  await expect(page.locator("ol.history h3").filter({ hasText: w.annulment })).toHaveCount(1);
  await expect(page.locator("section[aria-labelledby=departure]")).toHaveCount(0);

  await entry().getByRole("button", { name: w.correct }).click();
  await expect(field(box, "way")).toHaveValue("reinstate");
  await send();
  await expect(page.locator("ol.history h3").filter({ hasText: w.reinstatement })).toHaveCount(1);
  await expect(page.locator("section[aria-labelledby=departure]")).toContainText(day(-1));
  await expectState(page, w.stateReturned);
  await expectAccessible(page);
}

/** Does what a button of the placement offers, in its dialog. */
async function act(page: Page, action: string, submit: string, fill: (box: Locator) => Promise<void>): Promise<void> {
  await settled(page);
  await page.locator(".action-list").getByRole("button", { name: action, exact: true }).click();
  const box = dialog(page);
  await expect(box).toBeVisible();
  await fill(box);
  await box.getByRole("button", { name: submit, exact: true }).click();
  await expect(dialog(page)).toHaveCount(0);
  await settled(page);
}

async function expectState(page: Page, state: string): Promise<void> {
  await expect(page.locator(".placement > .chips .badge").first()).toHaveText(state);
}

/** Departures of this year, as the reports page shows them. */
async function departures(page: Page, w: Words): Promise<number> {
  await follow(page, w.reports);
  const figure = page.locator("[data-figure=departures]");
  await expect(figure).toBeVisible();
  await settled(page);
  await expectAccessible(page);
  return Number((await figure.innerText()).replace(/\D/g, ""));
}
