import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

// CHROMIUM names the browser; Debian's is taken when it is there, and Playwright's own otherwise.
const debian = "/usr/bin/chromium";
const executablePath = process.env.CHROMIUM || (existsSync(debian) ? debian : undefined);

export default defineConfig({
  testDir: "journeys",
  testIgnore: process.env.PICTURES ? [] : ["pictures.spec.ts"],
  globalSetup: "./support/template.ts",
  // One server per project, one journey at a time: figures and queues on a page are what the journey before left.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    locale: "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "desktop", use: { viewport: { width: 1280, height: 800 } } },
    { name: "phone", use: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } },
  ],
});
