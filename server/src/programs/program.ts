import { createRequire } from "node:module";
import { basename } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** A program to fork: its file, and the Node flags that it needs. */
export interface Program {
  readonly file: string;
  readonly execArgv: readonly string[];
}

/**
 * A program of this server, by its source. The shipped server is bundled, every program lying beside it under the source's
 * name (`scripts/lib/build.mjs` lists them); in tests and development the source is run as it is.
 */
export function programAt(source: URL): Program {
  if (import.meta.url.endsWith(".ts")) return sourceProgram(source);
  return { file: fileURLToPath(new URL(`./${basename(source.pathname, ".ts")}.js`, import.meta.url)), execArgv: [] };
}

/** A TypeScript source as a program, run through tsx. */
export function sourceProgram(source: URL): Program {
  const loader = createRequire(import.meta.url).resolve("tsx");
  return { file: fileURLToPath(source), execArgv: ["--import", pathToFileURL(loader).href] };
}
