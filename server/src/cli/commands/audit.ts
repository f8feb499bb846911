import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auditScenario, type ScenarioAudit } from "../../audit/audit-scenario.ts";
import { ENGINE_VERSION } from "../../range/engine-version.ts";
import type { Scenario } from "../../scenario/model.ts";
import { BuilderProcess } from "../../telemetry/build/builder-process.ts";
import { type BuildFolders, worldHash, WorldFolders } from "../../telemetry/disk/world-folders.ts";
import { WORLD_BUILDER } from "../../telemetry/telemetry-programs.ts";
import type { CliContext, Command } from "../command.ts";
import { findScenario } from "../find-scenario.ts";
import { readArguments, readSeed, readSlug } from "../read-arguments.ts";

const USAGE = "mailroom scenario audit <slug> [--seed N] [--json]";

export const auditCommand: Command = {
  name: "scenario audit",
  usage: USAGE,
  summary: "Search for shortcuts: rules that find the intruders' rows without looking at the evidence. Fails above F1 0.35.",
  async run(args, context) {
    const { values, positionals } = readArguments(args, { seed: { type: "string" }, json: { type: "boolean" } });
    const seed = readSeed(values.seed);
    const scenario = await findScenario(readSlug(positionals, USAGE), context);
    if (scenario === null) return 1;
    const audit = await auditFresh(scenario, seed);
    if (values.json === true) context.print(JSON.stringify(audit, null, 2));
    else printAudit(audit, context);
    return audit.isPassed ? 0 : 1;
  },
};

/** Two worlds at once, each in a process of its own, in a folder that goes when the audit is done. */
async function auditFresh(scenario: Scenario, seed: number): Promise<ScenarioAudit> {
  const dataFolder = await mkdtemp(join(tmpdir(), "mailroom-audit-"));
  const folders = new WorldFolders(dataFolder);
  const build = async (of: number): Promise<BuildFolders> => {
    const key = { slug: scenario.slug, scenarioHash: scenario.contentHash, engineVersion: ENGINE_VERSION, seed: of };
    const place = folders.beginBuild(worldHash(key));
    await new BuilderProcess(WORLD_BUILDER).build({ key, scenario, folders: place }, () => {}).finished;
    return place;
  };
  try {
    return await auditScenario(scenario, seed, await Promise.all([build(seed), build(seed + 1)]));
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
}

function printAudit({ slug, seed, otherSeed, f1Max, isPassed, soughtRows, overall, tables }: ScenarioAudit, { print }: CliContext): void {
  print(`${slug}: ${soughtRows} rows of intruders; rules of seed ${seed}, tried again with seed ${otherSeed}`);
  print(`${"All tables".padEnd(26)} ${overall.toFixed(2)}`);
  for (const { table, soughtRows: rows, f1, isJudged, rules } of tables) {
    const note = isJudged ? "" : " (too few to judge)";
    print("");
    print(`${table.padEnd(26)} ${f1.toFixed(2)}, ${rows} rows of intruders${note}`);
    for (const rule of rules) {
      print(`  F1 ${rule.f1.toFixed(2)}: ${rule.hits} of ${rule.selected} rows selected`);
      for (const line of rule.kql.split("\n")) print(`      ${line}`);
    }
  }
  print("");
  print(isPassed ? `No shortcut: nothing isolates the intruders better than F1 ${f1Max}.` : `A shortcut: the limit is F1 ${f1Max}.`);
}
