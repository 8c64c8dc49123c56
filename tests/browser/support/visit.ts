// How somebody gets in and moves about: signing in, fields, dialogs, the API behind the pages.

import { randomUUID } from "node:crypto";
import { type APIResponse, type Locator, type Page, expect } from "@playwright/test";
import type { Account, Registry } from "./registry";
import { type Lang, words } from "./words";

/** Signs in through the page, in a language chosen there. */
export async function signIn(page: Page, account: Account, lang: Lang): Promise<void> {
  const w = words(lang);
  await page.goto("/");
  await page.getByRole("button", { name: lang === "en" ? "English" : "Tiếng Việt" }).click();
  await field(page, "user").fill(account.user);
  await field(page, "password").fill(account.password);
  await page.getByRole("button", { name: w.signIn }).click();
  await expect(page.locator("nav.rail")).toBeVisible();
}

/** Signs in without the page, for journeys that are about something else, and opens an address. */
export async function enter(page: Page, registry: Registry, role: string, lang: Lang, path: string): Promise<void> {
  await page.addInitScript((lang) => localStorage.setItem("lang", lang), lang);
  const { user, password } = registry.account(role);
  const answer = await page.request.post(`${registry.url}/api/v1/session`, { data: { user, password } });
  expect(answer.status(), await answer.text()).toBe(200);
  await page.goto(path);
  await expect(page.locator("main h1")).toBeVisible();
  await settled(page);
}

/** Waits until nothing on the page is still being loaded. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator(".skeleton, .skeleton-title, .stale, [aria-busy=true]")).toHaveCount(0);
}

/** The heading of the page. */
export function heading(page: Page): Locator {
  return page.locator("main h1");
}

/** A field by its name, on the page or in the dialog that is open. */
export function field(within: Page | Locator, name: string): Locator {
  return within.locator(`[name="${name}"]`);
}

/** Chooses in a field that finds while typing. */
export async function choose(within: Page | Locator, name: string, text: string): Promise<void> {
  const box = field(within, name);
  await box.fill(text);
  await within.locator("ul.options [role=option]", { hasText: text }).first().click();
  await expect(box).not.toHaveValue("");
}

/** Chooses the first of what a field finds, whatever it is. */
export async function chooseFirst(within: Page | Locator, name: string): Promise<void> {
  await field(within, name).click();
  await within.locator("ul.options [role=option]").first().click();
  await expect(field(within, name)).not.toHaveValue("");
}

/** The dialog that is open. */
export function dialog(page: Page): Locator {
  return page.locator("dialog[open]");
}

/** Follows the rail to a page. */
export async function follow(page: Page, name: string): Promise<void> {
  await page.locator("nav.rail").getByRole("link", { name }).first().click();
}

/** Today in Vietnam, moved by some days, as people write it. */
export function day(offset = 0): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Ho_Chi_Minh" });
  return parts.format(new Date(Date.now() + offset * 86_400_000));
}

/** A day as it travels. */
export function iso(written: string): string {
  return written.split("/").reverse().join("-");
}

/** An identity number that nobody in the demo holds: a man of Thanh Hóa born in 1995, then six digits of chance. */
export function freshNumber(): string {
  return `038095${String(Math.floor(Math.random() * 1_000_000)).padStart(6, "0")}`;
}

/** A name that nobody else has: digits are not allowed in names, letters are. */
export function freshName(start: string): string {
  const letters = Array.from({ length: 6 }, () => "bcdghklmnpqrstvx"[Math.floor(Math.random() * 16)]);
  const last = letters.join("");
  return `${start} ${last[0].toUpperCase()}${last.slice(1)}`;
}

/** Reads from the API as the person who is signed in. */
export async function read<T = any>(page: Page, path: string): Promise<T> {
  const answer = await page.request.get(new URL(`/api/v1${path}`, page.url()).href);
  expect(answer.status(), await answer.text()).toBe(200);
  return answer.json();
}

/** Sends a command to the API as the person who is signed in. */
export function command(page: Page, path: string, data: unknown): Promise<APIResponse> {
  return page.request.post(`/api/v1${path}`, { data, headers: { "Idempotency-Key": randomUUID() } });
}

/** Sends a command that must succeed, and answers the id of what it made. */
export async function made(page: Page, path: string, data: unknown): Promise<string> {
  const answer = await command(page, path, data);
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()).id;
}
