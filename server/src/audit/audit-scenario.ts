import type { Scenario } from "../scenario/model.ts";
import type { BuildFolders } from "../telemetry/disk/world-folders.ts";
import { evidenceColumns } from "./audited-columns.ts";
import { f1Of, readableRule } from "./clause.ts";
import { LabelledWorld } from "./labelled-world.ts";
import type { FoundRule } from "./search.ts";
import { recountTable, searchTable, type TableSearch } from "./table-audit.ts";

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
  /** Columns that rules may ask about, and those that they may not, because the scenario declares them to be the evidence. */
  readonly searchedColumns: number;
  readonly evidenceColumns: number;
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
    const search = await searchTable(world, table, scenario.evidence, rows, F1_MIN);
    const again = await recountTable(other, table, scenario.evidence, search);
    const rules = bothWorlds(table.name, search, again);
    const evidence = evidenceColumns(table, scenario.evidence).length;
    tables.push({
      table: table.name,
      soughtRows: rows,
      searchedColumns: table.filled.length - evidence,
      evidenceColumns: evidence,
      f1: rules[0]?.f1 ?? 0,
      isJudged: rows >= SOUGHT_MIN,
      rules: rules.slice(0, RULES_SHOWN),
    });
    overall = Math.max(overall, ...rules.map(({ hits, selected, f1 }) => Math.min(f1, f1Of(hits, selected, soughtRows))));
  }
  const isPassed = overall <= F1_MAX && tables.every(({ f1, isJudged }) => !isJudged || f1 <= F1_MAX);
  return { slug: scenario.slug, seed, otherSeed: seed + 1, f1Max: F1_MAX, isPassed, soughtRows, overall, tables };
}

/** Best first; of rules about the same columns that select the same rows in number, one is enough. */
function bothWorlds(table: string, { clauses, rules }: TableSearch, again: readonly FoundRule[]): readonly AuditedRule[] {
  const distinct = new Map<string, { readonly rule: FoundRule; readonly f1: number }>();
  for (const [i, rule] of rules.entries()) {
    const other = again[i];
    const columns = rule.clauses.map((clause) => clauses[clause]?.column);
    const key = JSON.stringify([columns, rule.hits, rule.selected, other?.hits, other?.selected]);
    if (!distinct.has(key)) distinct.set(key, { rule, f1: Math.min(rule.f1, other?.f1 ?? 0) });
  }
  return [...distinct.values()]
    .toSorted((a, b) => b.f1 - a.f1 || a.rule.clauses.length - b.rule.clauses.length)
    .map(({ rule, f1 }) => ({
      f1,
      hits: rule.hits,
      selected: rule.selected,
      kql: readableRule(
        table,
        rule.clauses.flatMap((clause) => clauses[clause] ?? []),
      ),
    }));
}
