import { resolve } from "node:path";
import { EMIT_FORMATS, emitScenario } from "../../emit/emit-scenario.ts";
import { type Command, UsageError } from "../command.ts";
import { findScenario } from "../find-scenario.ts";
import { readArguments, readSeed, readSlug } from "../read-arguments.ts";

const USAGE = "mailroom scenario emit <slug> --out DIR [--seed N] [--format ndjson|parquet|native] [--truth]";

export const emitCommand: Command = {
  name: "scenario emit",
  usage: USAGE,
  summary: "Write what a scenario logs into files, for tools of your own; --truth adds the cause of every row.",
  async run(args, context) {
    const { values, positionals } = readArguments(args, {
      seed: { type: "string" },
      out: { type: "string" },
      format: { type: "string" },
      truth: { type: "boolean" },
    });
    const format = EMIT_FORMATS.find((known) => known === (values.format ?? "ndjson"));
    if (format === undefined) throw new UsageError(`--format takes ${EMIT_FORMATS.join(", ")}.`);
    if (values.out === undefined) throw new UsageError(`Say where to write: ${USAGE}`);
    const seed = readSeed(values.seed);
    const scenario = await findScenario(readSlug(positionals, USAGE), context);
    if (scenario === null) return 1;
    const outDir = resolve(values.out);
    const result = await emitScenario({ scenario, seed, outDir, format, withTruth: values.truth === true });
    if (result.kind === "refused") {
      context.printError(`${result.reason}.`);
      return 1;
    }
    for (const [table, rows] of result.rowsByTable) context.print(`${table.padEnd(26)} ${String(rows).padStart(9)} rows`);
    for (const [table, rows] of result.leftOutByTable)
      context.print(`${table.padEnd(26)} ${String(rows).padStart(9)} rows left out: no ${format} form`);
    context.print(`Written to ${outDir}`);
    return 0;
  },
};
