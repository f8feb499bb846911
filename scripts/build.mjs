import "./lib/node-floor.mjs";

const { ensureInstalled } = await import("./lib/install.mjs");
await ensureInstalled();
const { ensureBuilt } = await import("./lib/build.mjs");
await ensureBuilt();
