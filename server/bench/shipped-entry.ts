import { fileURLToPath } from "node:url";
import type { Program } from "../src/programs/program.ts";

/** A child process as people run it: bundled, which `npm run bench` has seen to. */
export function shippedEntry(name: "build-world" | "query-worker"): Program {
  return { file: fileURLToPath(new URL(`../dist/${name}.js`, import.meta.url)), execArgv: [] };
}
