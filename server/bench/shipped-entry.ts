import { fileURLToPath } from "node:url";
import type { ProcessEntry } from "../src/telemetry/process-entry.ts";

/** A child process as people run it: bundled, which `npm run bench` has seen to. */
export function shippedEntry(name: "build-world" | "query-worker"): ProcessEntry {
  return { file: fileURLToPath(new URL(`../dist/${name}.js`, import.meta.url)), execArgv: [] };
}
