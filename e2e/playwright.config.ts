import { defineConfig, devices } from "@playwright/test";

/** Each worker has a server of its own; two fit on two cores. */
export default defineConfig({
  testDir: "specs",
  fullyParallel: false,
  workers: 2,
  retries: 0,
  forbidOnly: process.env["CI"] !== undefined,
  // Twice what the longest takes, because a slow machine is no failure; what must be quick is measured by benchmarks.
  timeout: 600_000,
  expect: { timeout: 30_000 },
  outputDir: "test-results",
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    // A trace films the page, which doubles the time of a specification where Chromium draws in software.
    trace: process.env["E2E_TRACE"] === undefined ? "off" : "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(process.env["CHROMIUM_PATH"] === undefined ? {} : { executablePath: process.env["CHROMIUM_PATH"] }),
      args: [
        // Root (containers, CI) cannot use Chromium's sandbox; nothing but our own pages is opened.
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
