import "./lib/node-floor.mjs";

const { ensureInstalled } = await import("./lib/install.mjs");
await ensureInstalled();
const { runChecks } = await import("./lib/checks.mjs");
const { failed } = await runChecks();
process.exit(failed === 0 ? 0 : 1);
