// What every journey imports: `test` with a registry behind it, `expect`, and the accessibility check.

import AxeBuilder from "@axe-core/playwright";
import { type Page, expect, test as base } from "@playwright/test";
import { Registry } from "./registry";

export { expect };

/** Journeys get `registry`, and pages open relative to its address; `province` is the whole demo, only to be read. */
export const test = base.extend<object, { registry: Registry; province: Registry }>({
  registry: [
    // The empty pattern is how Playwright learns that a fixture needs no other.
    async ({}, use) => {
      const registry = await Registry.start();
      await use(registry);
      await registry.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  province: [
    async ({}, use) => {
      const province = await Registry.province();
      await use(province);
      await province.stop();
    },
    { scope: "worker", timeout: 300_000 },
  ],
  baseURL: async ({ registry }, use) => use(registry.url),
});

/** Fails with what axe finds wrong on the page as it stands now. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map((violation) => ({
    rule: violation.id,
    help: violation.help,
    places: violation.nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary ?? ""}`),
  }));
  // The journey goes on, so that one run finds all there is.
  expect.soft(found, `accessibility of ${new URL(page.url()).pathname}`).toEqual([]);
}
