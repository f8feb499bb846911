import type { Scenario } from "../scenario/model.ts";
import type { BuildFolders } from "../telemetry/disk/world-folders.ts";
import { f1Of, readableRule } from "./clause.ts";
import { LabelledWorld } from "./labelled-world.ts";
import { countRules, searchTable } from "./table-audit.ts";

/** No rule without evidence may isolate the intruders' rows better than this. */
export const F1_MAX = 0.35;
/** Rules below this are not worth reading. */
const F1_MIN = 0.3;
/** Fewer rows than this are told apart by any two accidents; they count towards the whole alone. */
const SOUGHT_MIN = 4;
const RULES_SHOWN = 5;

export interface ScenarioAudit {
  readonly slug: string;
  readonly seed: number;
  /** The seed of the world in which the rules were tried again. */
  readonly otherSeed: number;
  readonly f1Max: number;
  readonly isPassed: boolean;
  readonly soughtRows: number;
  /** Over all tables: the best that any rule does against every row of the intruders. */
  readonly overall: number;
  readonly tables: readonly TableAudit[];
}

export interface TableAudit {
  readonly table: string;
  readonly soughtRows: number;
  /** Of the best rule, 0 when none came near the limit. */
  readonly f1: number;
  /** False for a table with too few rows to say anything about it alone. */
  readonly isJudged: boolean;
  /** Worst first. */
  readonly rules: readonly AuditedRule[];
}

export interface AuditedRule {
  /** The lower of the two worlds': a shortcut holds in both. */
  readonly f1: number;
  readonly hits: number;
  readonly selected: number;
  readonly kql: string;
}

/**
 * Searches a world of a scenario for rules that find the intruders' rows without looking at the evidence: what the world of
 * `seed` suggests must hold in the world of the next seed as well. Both lie finished in the folders given.
 */
export async function auditScenario(
  scenario: Scenario,
  seed: number,
  folders: readonly [first: BuildFolders, next: BuildFolders],
): Promise<ScenarioAudit> {
  const intruders = new Set(scenario.actors.filter(({ kind }) => kind === "intruder").map(({ id }) => id));
  const steps = scenario.story.filter(({ actorId }) => intruders.has(actorId)).map(({ id }) => id);
  const world = await LabelledWorld.open(folders[0], steps);
  const other = await LabelledWorld.open(folders[1], steps);
  try {
    return await auditWorlds(world, other, scenario, seed);
  } finally {
    world.close();
    other.close();
  }
}

async function auditWorlds(world: LabelledWorld, other: LabelledWorld, scenario: Scenario, seed: number): Promise<ScenarioAudit> {
  const sought = await world.soughtByTable();
  const soughtRows = [...sought.values()].reduce((sum, rows) => sum + rows, 0);
  const tables: TableAudit[] = [];
  let overall = 0;
  for (const table of world.tables) {
    const rows = sought.get(table.name) ?? 0;
    if (rows === 0) continue;
    const found = await searchTable(world, table, scenario.evidence, rows, F1_MIN);
    const again = found.length === 0 ? [] : await countRules(other, table, scenario.evidence, found);
    const rules = found
      .map(({ clauses, hits, selected, f1 }, i): AuditedRule => ({
        f1: Math.min(f1, again[i]?.f1 ?? 0),
        hits,
        selected,
        kql: readableRule(table.name, clauses),
      }))
      .toSorted((a, b) => b.f1 - a.f1);
    const isJudged = rows >= SOUGHT_MIN;
    tables.push({ table: table.name, soughtRows: rows, f1: rules[0]?.f1 ?? 0, isJudged, rules: rules.slice(0, RULES_SHOWN) });
    overall = Math.max(overall, ...rules.map(({ hits, selected, f1 }) => Math.min(f1, f1Of(hits, selected, soughtRows))));
  }
  const isPassed = overall <= F1_MAX && tables.every(({ f1, isJudged }) => !isJudged || f1 <= F1_MAX);
  return { slug: scenario.slug, seed, otherSeed: seed + 1, f1Max: F1_MAX, isPassed, soughtRows, overall, tables };
}
