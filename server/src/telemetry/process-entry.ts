import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

/** A program to fork: its file, and the Node flags that it needs. */
export interface ProcessEntry {
  readonly file: string;
  readonly execArgv: readonly string[];
}

/**
 * Where a child process's program is. The shipped server is bundled, every entry lying beside it as `<name>.js`; in tests
 * and development the sources are run as they are, through tsx.
 */
export function processEntry(name: "build-world" | "query-worker"): ProcessEntry {
  if (!import.meta.url.endsWith(".ts")) return { file: fileURLToPath(new URL(`./${name}.js`, import.meta.url)), execArgv: [] };
  return sourceEntry(new URL(`./processes/${name}.ts`, import.meta.url));
}

/** A TypeScript source as a program. */
export function sourceEntry(source: URL): ProcessEntry {
  const loader = createRequire(import.meta.url).resolve("tsx");
  return { file: fileURLToPath(source), execArgv: ["--import", pathToFileURL(loader).href] };
}
