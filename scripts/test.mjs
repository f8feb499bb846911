import "./lib/node-floor.mjs";

const { ensureInstalled } = await import("./lib/install.mjs");
await ensureInstalled();

const { mkdtemp, readFile, rm } = await import("node:fs/promises");
const { tmpdir } = await import("node:os");
const { join } = await import("node:path");
const { bin, run } = await import("./lib/run.mjs");
const { runChecks } = await import("./lib/checks.mjs");
const { ensureBuilt } = await import("./lib/build.mjs");
const { findChromium } = await import("./lib/chromium.mjs");
const { startPostgres } = await import("./lib/postgres.mjs");

const results = await mkdtemp(join(tmpdir(), "mailroom-test-"));
const total = { passed: 0, failed: 0, skipped: 0 };
const add = ({ passed = 0, failed = 0, skipped = 0 }) => {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
};
const readJson = async (file) => JSON.parse(await readFile(file, "utf8").catch(() => "null"));

async function unitAndIntegration() {
  const postgres = await startPostgres();
  console.log(postgres.url === null ? `Postgres: skipped, ${postgres.why}` : `Postgres: ${postgres.why}`);
  const file = join(results, "vitest.json");
  const env = { ...process.env, ...(postgres.url === null ? {} : { TEST_DATABASE_URL: postgres.url }) };
  const { code } = await run(bin("vitest"), ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`], { env });
  await postgres.stop();
  const report = await readJson(file);
  if (report === null) return { failed: 1 };
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = report;
  // A file that does not load fails without a failed test.
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed, skipped };
}

async function endToEnd() {
  const chromium = await findChromium();
  if (chromium === null) {
    console.error("No Chromium for the end-to-end tests. Install one, or set CHROMIUM_PATH to it, and run npm test again.");
    return { failed: 1 };
  }
  await ensureBuilt();
  const file = join(results, "playwright.json");
  const env = { ...process.env, CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  const { code } = await run(bin("playwright"), ["test", "--reporter=list,json"], {
    cwd: new URL("../e2e/", import.meta.url).pathname,
    env,
  });
  const report = await readJson(file);
  if (report === null) return { failed: 1 };
  const { expected, flaky, unexpected, skipped } = report.stats;
  return { passed: expected + flaky, failed: code !== 0 && unexpected === 0 ? 1 : unexpected, skipped };
}

/** Runs a stage and says how long it took, so that a slow run shows where its time went. */
async function stage(name, work) {
  const began = performance.now();
  add(await work());
  console.log(`${name}: ${Math.round((performance.now() - began) / 1000)} s`);
}

await stage("checks", runChecks);
await stage("unit, property and integration tests", unitAndIntegration);
await stage("end-to-end tests", endToEnd);
await rm(results, { recursive: true, force: true });
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`);
process.exit(total.failed === 0 ? 0 : 1);
