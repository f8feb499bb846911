import { access } from "node:fs/promises";
import { canInstallDebianPackages, installDebianPackages } from "./debian.mjs";
import { run } from "./run.mjs";

const SYSTEM_PATHS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

async function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function firstExisting(paths) {
  for (const path of paths) if (path && (await exists(path))) return path;
  return null;
}

async function playwrightsOwn() {
  const { chromium } = await import("@playwright/test");
  return chromium.executablePath();
}

/**
 * A Chromium to test with: `CHROMIUM_PATH`, Playwright's own (fetched if it can be had), one of the system's, or Debian's
 * package, in this order. Null when there is none; the caller says what to do.
 */
export async function findChromium() {
  const own = await playwrightsOwn();
  const found = await firstExisting([process.env.CHROMIUM_PATH, own, ...SYSTEM_PATHS]);
  if (found !== null) return found;
  if ((await run("npx", ["playwright", "install", "chromium"], { quiet: true })).code === 0 && (await exists(own))) return own;
  if (await canInstallDebianPackages()) await installDebianPackages("chromium");
  return firstExisting(SYSTEM_PATHS);
}
