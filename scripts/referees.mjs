import "./lib/node-floor.mjs";

const { ensureInstalled } = await import("./lib/install.mjs");
await ensureInstalled();
const { bin, run } = await import("./lib/run.mjs");
const { code } = await run(bin("tsx"), ["server/referees/run.ts", ...process.argv.slice(2)]);
process.exit(code);
