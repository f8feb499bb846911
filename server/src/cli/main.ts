import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCli } from "./run-cli.ts";

/** The repository's scenarios: the nearest folder of that name above this file, be it source or bundle. */
function findScenarios(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, "scenarios"))) return join(folder, "scenarios");
  }
  return "scenarios";
}

// `… | head` closes the pipe early; that is no mistake.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

const exitCode = await runCli(process.argv.slice(2), {
  scenariosRoot: process.env["MAILROOM_SCENARIOS"] ?? findScenarios(),
  worldsFolder: process.env["MAILROOM_WORLDS"],
  print: (line) => console.log(line),
  printError: (line) => console.error(line),
});

// DuckDB's functions in JavaScript hold the process for about a minute, until they are collected. What was printed goes out first.
process.stdout.write("", () => process.exit(exitCode));
