import "./lib/node-floor.mjs";

const { ensureInstalled } = await import("./lib/install.mjs");
await ensureInstalled();
const { ensureBuilt } = await import("./lib/build.mjs");
await ensureBuilt();
process.env.NODE_ENV ??= "production";
// The same process, so that a signal reaches the server itself.
await import("../server/dist/main.js");
