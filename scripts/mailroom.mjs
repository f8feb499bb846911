#!/usr/bin/env node
import "./lib/node-floor.mjs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const { ensureInstalled } = await import("./lib/install.mjs");
await ensureInstalled({ aside: true });
const { isServerBuilt } = await import("./lib/build.mjs");
const { ROOT } = await import("./lib/paths.mjs");

/** The bundle when it is of these sources; otherwise the sources themselves, so that an author never waits for a build. */
if (await isServerBuilt()) {
  await import(pathToFileURL(join(ROOT, "server/dist/cli.js")).href);
} else {
  const { register } = await import("tsx/esm/api");
  register();
  await import(pathToFileURL(join(ROOT, "server/src/cli/main.ts")).href);
}
