import "./lib/node-floor.mjs";

const { ensureInstalled } = await import("./lib/install.mjs");
await ensureInstalled();
const { spawn } = await import("node:child_process");
const { bin } = await import("./lib/run.mjs");

// The console with hot reload on 5173, which passes /api and /live on to the server on 8025.
const children = [
  spawn(bin("tsx"), ["watch", "--clear-screen=false", "server/src/main.ts"], { stdio: "inherit" }),
  spawn(process.execPath, [new URL("../node_modules/vite/bin/vite.js", import.meta.url).pathname, "web"], { stdio: "inherit" }),
];
for (const child of children) child.on("exit", (code) => process.exit(code ?? 1));
process.on("SIGINT", () => children.forEach((child) => child.kill("SIGINT")));
