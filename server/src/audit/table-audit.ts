import type { KqlTable } from "../../contract/index.ts";
import type { Scenario } from "../scenario/model.ts";
import { quoteName } from "../telemetry/quote-name.ts";
import { type AuditedColumn, auditedColumns, hostColumnOf, instantColumns } from "./audited-columns.ts";
import { type Clause, f1Of, type MeasuredClause } from "./clause.ts";
import { LABELLED, type LabelledWorld } from "./labelled-world.ts";
import { isClock } from "./clocks.ts";
import { measureOrders, orderedColumns, orderRows } from "./order-clauses.ts";
import { BITS_PER_WORD, type FoundRule, recountRules, searchRules, type Signature } from "./search.ts";
import { measureTimes } from "./time-clauses.ts";
import { measureColumn, profileColumn } from "./value-clauses.ts";

/** Clauses that go into pairs; more are never of use, since weaker ones select no better together. */
const CLAUSES_MAX = 6 * BITS_PER_WORD;
/** What a world shows of a table: the clauses that went into its search, and the rules of them, best first. */
export interface TableSearch {
  readonly clauses: readonly Clause[];
  readonly rules: readonly FoundRule[];
}

/** Every rule of one or two clauses that isolates the `sought` rows of a table with `f1Min` or better. Leaves the table labelled. */
export async function searchTable(
  world: LabelledWorld,
  table: KqlTable,
  evidence: Scenario["evidence"],
  sought: number,
  f1Min: number,
): Promise<TableSearch> {
  const columns = await takeTable(world, table, evidence);
  const orders = await measureOrders(world, hostColumnOf(table), orderedColumns(columns));
  const measured: MeasuredClause[] = [];
  for (const [index, column] of columns.entries()) {
    await profileColumn(world, column, index);
    measured.push(...(await measureColumn(world, column, index, await isClock(world, column, index, orders))));
  }
  measured.push(...(await measureTimes(world, instantColumns(table, evidence))), ...orders);
  const [[total] = [0]] = await world.read(`SELECT count(*) FROM ${LABELLED}`);
  const clauses = promising(distinct(measured), sought, Number(total), f1Min);
  const rules = clauses.length === 0 ? [] : searchRules(await signaturesOf(world, columns, clauses), clauses.length, f1Min);
  return { clauses, rules };
}

/** What the same rules select in another world, in the same order: a shortcut holds there too, an accident does not. */
export async function recountTable(
  world: LabelledWorld,
  table: KqlTable,
  evidence: Scenario["evidence"],
  { clauses, rules }: TableSearch,
): Promise<readonly FoundRule[]> {
  if (rules.length === 0) return [];
  const columns = await takeTable(world, table, evidence);
  for (const index of columnsOf(columns, clauses)) {
    const column = columns[index];
    if (column !== undefined) await profileColumn(world, column, index);
  }
  return recountRules(await signaturesOf(world, columns, clauses), rules);
}

/** Puts the table before the audit, rows in order; the columns that rules may ask about. */
async function takeTable(world: LabelledWorld, table: KqlTable, evidence: Scenario["evidence"]): Promise<readonly AuditedColumn[]> {
  const columns = auditedColumns(table, evidence);
  await world.label(table.name, columnsRead(table, columns, instantColumns(table, evidence)));
  await orderRows(world, hostColumnOf(table), orderedColumns(columns));
  return columns;
}

/** Orders are those of a host, even where a scenario declares the host to be evidence and no rule may ask for it. */
function columnsRead(table: KqlTable, columns: readonly AuditedColumn[], instants: readonly string[]): readonly string[] {
  const host = hostColumnOf(table);
  return [...new Set([...(host === null ? [] : [host]), ...columns.map(({ name }) => name), ...instants])];
}

/** Rows by which clauses hold for them, packed into words. What depends on a value alone is worked out once per value. */
async function signaturesOf(world: LabelledWorld, columns: readonly AuditedColumn[], clauses: readonly Clause[]): Promise<Signature[]> {
  const wordCount = Math.ceil(clauses.length / BITS_PER_WORD);
  const used = columnsOf(columns, clauses);
  const words: string[][] = Array.from({ length: wordCount }, () => []);
  for (const index of used) {
    const own = await packBits(world, columns[index]?.name ?? "", index, clauses);
    for (const word of own) words[word]?.push(`coalesce(p${index}.w${word}, 0)`);
  }
  const ofRows = clauses.map((clause) => (clause.about === "value" ? null : clause));
  for (const [word, sum] of bitSums(ofRows, (clause) => clause.sql("r"))) words[word]?.push(sum);
  const named = words.map((terms, i) => `${terms.join(" + ")} AS w${i}`);
  const rows = await world.read(
    `SELECT __sought, count(*), ${words.map((_, i) => `w${i}`).join(", ")}
     FROM (SELECT r.__sought, ${named.join(", ")} ${joined(columns, used)}) GROUP BY ALL`,
  );
  return rows.map(([isSought, count, ...packed]) => ({ isSought: isSought === true, rows: Number(count), words: packed.map(Number) }));
}

/** Makes `bits_<index>`, each value of a column with the words that its clauses come to; the words that it has a part in. */
async function packBits(world: LabelledWorld, column: string, index: number, clauses: readonly Clause[]): Promise<readonly number[]> {
  const own = clauses.map((clause) => (clause.column === column && clause.about === "value" ? clause : null));
  const sums = [...bitSums(own, (clause) => clause.sql("profile"))];
  const named = sums.map(([word, sum]) => `${sum} AS w${word}`);
  await world.run(
    `CREATE OR REPLACE TEMP TABLE bits_${index} AS SELECT ${["value", ...named].join(", ")} FROM profile_${index} AS profile`,
  );
  return sums.map(([word]) => word);
}

/** SQL that adds up the bits of the clauses given, by word. */
function bitSums(clauses: readonly (Clause | null)[], sqlOfClause: (clause: Clause) => string): ReadonlyMap<number, string> {
  const terms = new Map<number, string[]>();
  for (const [i, clause] of clauses.entries()) {
    if (clause === null) continue;
    const word = Math.floor(i / BITS_PER_WORD);
    const term = `CASE WHEN ${sqlOfClause(clause)} THEN ${2 ** (i % BITS_PER_WORD)} ELSE 0 END`;
    terms.set(word, [...(terms.get(word) ?? []), term]);
  }
  return new Map([...terms].map(([word, parts]) => [word, parts.join(" + ")]));
}

function columnsOf(columns: readonly AuditedColumn[], clauses: readonly Clause[]): readonly number[] {
  const names = new Set(clauses.filter(({ about }) => about === "value").map(({ column }) => column));
  return columns.flatMap(({ name }, index) => (names.has(name) ? [index] : []));
}

/** The labelled rows with their order and the bits of these columns' values. */
function joined(columns: readonly AuditedColumn[], used: readonly number[]): string {
  const joins = used.map((index) => {
    const column = columns[index];
    const value = `r.${quoteName(column?.name ?? "")}${column?.kind === "text" ? "::VARCHAR" : ""}`;
    return `LEFT JOIN bits_${index} AS p${index} ON p${index}.value IS NOT DISTINCT FROM ${value}`;
  });
  return `FROM ${LABELLED} AS r JOIN orders AS o ON o."_ItemId" = r."_ItemId" ${joins.join(" ")}`;
}

/**
 * The clauses that are worth a pair: those that isolate best by themselves, those that tell most apart, and, by column, so
 * that the bits of one lie together.
 */
function promising(clauses: readonly MeasuredClause[], sought: number, total: number, f1Min: number): MeasuredClause[] {
  const able = clauses.filter(({ hits, selected }) => f1Of(hits, hits, sought) >= f1Min && selected < total);
  const isolates = ({ hits, selected }: MeasuredClause): number => f1Of(hits, selected, sought);
  const tellsApart = ({ hits, selected }: MeasuredClause): number => hits / sought - (selected - hits) / Math.max(1, total - sought);
  const best = [isolates, tellsApart].flatMap((rank) => able.toSorted((a, b) => rank(b) - rank(a)).slice(0, CLAUSES_MAX / 2));
  return [...new Set(best)].toSorted((a, b) => a.column.localeCompare(b.column, "en"));
}

/** Of clauses about one column that select the same rows in number, one is enough. */
function distinct(clauses: readonly MeasuredClause[]): MeasuredClause[] {
  const known = new Map<string, MeasuredClause>();
  for (const clause of clauses) {
    const key = `${clause.column}/${clause.hits}/${clause.selected}`;
    if (!known.has(key)) known.set(key, clause);
  }
  return [...known.values()];
}
