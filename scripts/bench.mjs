import "./lib/node-floor.mjs";

const { ensureInstalled } = await import("./lib/install.mjs");
await ensureInstalled();
const { ensureBuilt } = await import("./lib/build.mjs");
await ensureBuilt();
const { bin, run } = await import("./lib/run.mjs");
const { code } = await run(bin("tsx"), ["server/bench/run.ts", ...process.argv.slice(2)]);
process.exit(code);
