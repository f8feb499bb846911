import type { ScenarioPreview } from "../../../contract/index.ts";
import { previewWorld } from "../../exercise/commands/preview-scenario.ts";
import { ENGINE_VERSION } from "../../range/engine-version.ts";
import type { CliContext, Command } from "../command.ts";
import { findScenario } from "../find-scenario.ts";
import { readArguments, readSeed, readSlug } from "../read-arguments.ts";
import { withWorlds } from "../with-worlds.ts";

const USAGE = "mailroom scenario preview <slug> [--seed N] [--json]";

export const previewCommand: Command = {
  name: "scenario preview",
  usage: USAGE,
  summary: "Simulate a scenario once: its timeline, the rows per table and step, and whether its proofs hold.",
  async run(args, context) {
    const { values, positionals } = readArguments(args, { seed: { type: "string" }, json: { type: "boolean" } });
    const seed = readSeed(values.seed);
    const scenario = await findScenario(readSlug(positionals, USAGE), context);
    if (scenario === null) return 1;
    const preview = await withWorlds(scenario, context, (store) => previewWorld(store, scenario, ENGINE_VERSION, seed));
    if (values.json === true) context.print(JSON.stringify(preview, null, 2));
    else printPreview(preview, context);
    return preview.proofs.every(({ isOk }) => isOk) ? 0 : 1;
  },
};

function printPreview(preview: ScenarioPreview, { print }: CliContext): void {
  print(`${preview.organisation}, seed ${preview.seed}: exercise ${preview.simStart} to ${preview.simEnd}`);
  print("");
  for (const step of preview.steps) {
    print(`${step.at}  ${step.id}  ${step.title} (${step.actor}${step.techniques.map((id) => `, ${id}`).join("")})`);
    print(`    ${step.rows.length === 0 ? "leaves no row" : step.rows.map(({ table, count }) => `${table} ${count}`).join(", ")}`);
  }
  print("");
  for (const inject of preview.injects) print(`${inject.at}  ${inject.id}  ${inject.from}: ${inject.subject}`);
  print("");
  for (const { table, rows, storyRows } of preview.tables)
    print(`${table.padEnd(26)} ${String(rows).padStart(9)} rows, ${storyRows} of the story`);
  print("");
  for (const { file, question, rows, isOk, message } of preview.proofs) {
    print(`${isOk ? "ok  " : "FAIL"} ${file} (${rows} rows) ${question}`);
    if (!isOk) print(`     ${message}`);
  }
}
