import type { KqlTable } from "../../contract/index.ts";
import type { Scenario } from "../scenario/model.ts";
import type { BuildFolders } from "../telemetry/disk/world-folders.ts";
import { evidenceColumns } from "./audited-columns.ts";
import { LabelledWorld } from "./labelled-world.ts";
import { type RuleInWorlds, type WorldRules, weighRules } from "./rule-in-worlds.ts";
import { recountTable, searchTable, type TableSearch } from "./table-audit.ts";

/** No rule without evidence may isolate the intruders' rows better than this. */
export const F1_MAX = 0.35;
/** Rules below this are not worth reading. */
const F1_MIN = 0.3;
/** Fewer rows than this are told apart by any two accidents; they count towards the whole alone. */
const SOUGHT_MIN = 4;
/** Of fewer rows than this in any world, the reader is told: one row more or less moves their F1 by several hundredths. */
const FEW_ROWS = 10;
const RULES_SHOWN = 5;

/** Finished worlds of one scenario, by their part in an audit. */
export interface AuditWorlds {
  /** Suggests the rules. */
  readonly searched: BuildFolders;
  /** All rules are tried here again. */
  readonly next: BuildFolders;
  /** Took no part in choosing a rule; asked for only when one is over the limit in both others. */
  readonly confirming: () => Promise<BuildFolders>;
}

/** The seeds of the worlds of an audit, in the order of {@link AuditWorlds}. */
export const auditedSeeds = (seed: number): readonly [number, number, number] => [seed, seed + 1, seed + 2];

export interface ScenarioAudit {
  readonly slug: string;
  /** Of the world that was searched. */
  readonly seed: number;
  /** Of every world that was read, the searched one first; three when a rule had to be confirmed. */
  readonly seeds: readonly number[];
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
  /** True where a world has so few rows that a single one moves the F1 visibly. */
  readonly hasFewRows: boolean;
  /** Worst first. */
  readonly rules: readonly RuleInWorlds[];
  /** The best rule that was over the limit until the confirming world was asked; null where there was none. */
  readonly refuted: RuleInWorlds | null;
}

/** A world that is being read, with how many rows of intruders it has in each table. */
interface OpenWorld {
  readonly seed: number;
  readonly world: LabelledWorld;
  readonly sought: ReadonlyMap<string, number>;
  readonly soughtRows: number;
}

/** What the worlds that were read so far show of one table. */
interface SearchedTable {
  readonly table: KqlTable;
  readonly search: TableSearch;
  readonly worlds: readonly WorldRules[];
  readonly rules: readonly RuleInWorlds[];
}

/**
 * Searches a world of a scenario for rules that find the intruders' rows without looking at the evidence. A rule counts with the
 * lowest F1 of all worlds: what one world suggests must hold in the next, and, since the best of a hundred thousand rules is lucky
 * twice now and then, what is over the limit in both must hold in a third that had no part in choosing it.
 */
export async function auditScenario(scenario: Scenario, seed: number, worlds: AuditWorlds): Promise<ScenarioAudit> {
  const steps = intruderSteps(scenario);
  const [searchedSeed, nextSeed, confirmingSeed] = auditedSeeds(seed);
  const searched = await openWorld(worlds.searched, searchedSeed, steps);
  const next = await openWorld(worlds.next, nextSeed, steps);
  try {
    const tables = await searchTables(scenario, searched, next);
    const suspects = tables.filter(isOver);
    if (suspects.length === 0) return judge(scenario, [searched, next], tables, tables);
    const confirming = await openWorld(await worlds.confirming(), confirmingSeed, steps);
    try {
      const confirmed: SearchedTable[] = [];
      for (const one of tables) confirmed.push(suspects.includes(one) ? await tryAgain(scenario, one, confirming) : one);
      return judge(scenario, [searched, next, confirming], confirmed, tables);
    } finally {
      confirming.world.close();
    }
  } finally {
    searched.world.close();
    next.world.close();
  }
}

function intruderSteps({ actors, story }: Scenario): readonly string[] {
  const intruders = new Set(actors.filter(({ kind }) => kind === "intruder").map(({ id }) => id));
  return story.filter(({ actorId }) => intruders.has(actorId)).map(({ id }) => id);
}

async function openWorld(folders: BuildFolders, seed: number, steps: readonly string[]): Promise<OpenWorld> {
  const world = await LabelledWorld.open(folders, steps);
  const sought = await world.soughtByTable();
  return { seed, world, sought, soughtRows: [...sought.values()].reduce((sum, rows) => sum + rows, 0) };
}

async function searchTables(scenario: Scenario, searched: OpenWorld, next: OpenWorld): Promise<readonly SearchedTable[]> {
  const tables: SearchedTable[] = [];
  for (const table of searched.world.tables) {
    const sought = searched.sought.get(table.name) ?? 0;
    if (sought === 0) continue;
    const search = await searchTable(searched.world, table, scenario.evidence, sought, F1_MIN);
    const first = { table, search, worlds: [rulesOf(searched, table, search.rules)], rules: [] };
    tables.push(await tryAgain(scenario, first, next));
  }
  return tables;
}

async function tryAgain(scenario: Scenario, { table, search, worlds }: SearchedTable, again: OpenWorld): Promise<SearchedTable> {
  const recounted = await recountTable(again.world, table, scenario.evidence, search);
  const all = [...worlds, rulesOf(again, table, recounted)];
  return { table, search, worlds: all, rules: weighRules(table.name, search.clauses, all) };
}

function rulesOf({ seed, sought, soughtRows }: OpenWorld, { name }: KqlTable, rules: WorldRules["rules"]): WorldRules {
  return { seed, soughtInTable: sought.get(name) ?? 0, soughtRows, rules };
}

const isJudged = ({ worlds }: SearchedTable): boolean => (worlds[0]?.soughtInTable ?? 0) >= SOUGHT_MIN;

/** Whether a rule about this table fails the audit as far as the worlds that were read can tell. */
const isOver = (one: SearchedTable): boolean => one.rules.some(({ f1, overall }) => (isJudged(one) && f1 > F1_MAX) || overall > F1_MAX);

/** `before` is what two worlds alone showed of the same tables. */
function judge(
  scenario: Scenario,
  worlds: readonly OpenWorld[],
  after: readonly SearchedTable[],
  before: readonly SearchedTable[],
): ScenarioAudit {
  const [searched] = worlds;
  return {
    slug: scenario.slug,
    seed: searched?.seed ?? 0,
    seeds: worlds.map(({ seed }) => seed),
    f1Max: F1_MAX,
    isPassed: !after.some(isOver),
    soughtRows: searched?.soughtRows ?? 0,
    overall: Math.max(0, ...after.flatMap(({ rules }) => rules.map(({ overall }) => overall))),
    tables: after.map((one, i) => describeTable(scenario, one, worlds, before[i]?.rules ?? [])),
  };
}

function describeTable(
  { evidence }: Scenario,
  one: SearchedTable,
  worlds: readonly OpenWorld[],
  before: readonly RuleInWorlds[],
): TableAudit {
  const { table, rules } = one;
  const evidenceCount = evidenceColumns(table, evidence).length;
  const suspect = before[0];
  const isRefuted = suspect !== undefined && suspect.f1 > F1_MAX && !rules.some(({ f1 }) => f1 > F1_MAX);
  return {
    table: table.name,
    soughtRows: one.worlds[0]?.soughtInTable ?? 0,
    searchedColumns: table.filled.length - evidenceCount,
    evidenceColumns: evidenceCount,
    f1: rules[0]?.f1 ?? 0,
    isJudged: isJudged(one),
    hasFewRows: worlds.some(({ sought }) => (sought.get(table.name) ?? 0) < FEW_ROWS),
    rules: rules.slice(0, RULES_SHOWN),
    refuted: isRefuted ? (rules.find(({ id }) => id === suspect.id) ?? null) : null,
  };
}
