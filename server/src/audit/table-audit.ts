import type { KqlTable } from "../../contract/index.ts";
import type { Scenario } from "../scenario/model.ts";
import { quoteName } from "../telemetry/quote-name.ts";
import { type AuditedColumn, auditedColumns, hostColumnOf } from "./audited-columns.ts";
import { type Clause, f1Of, type MeasuredClause } from "./clause.ts";
import { LABELLED, type LabelledWorld } from "./labelled-world.ts";
import { isClock } from "./clocks.ts";
import { measureOrders, orderedColumns, orderRows } from "./order-clauses.ts";
import { BITS_PER_WORD, searchRules, type Signature } from "./search.ts";
import { measureTimes } from "./time-clauses.ts";
import { measureColumn, profileColumn } from "./value-clauses.ts";

/** Clauses that go into pairs; more are never of use, since weaker ones select no better together. */
const CLAUSES_MAX = 6 * BITS_PER_WORD;
/** Rules of a table that are looked at in the other world. */
const RULES_CONFIRMED = 40;

/** A rule with what it selects in one world. */
export interface RuleCount {
  readonly clauses: readonly Clause[];
  readonly hits: number;
  readonly selected: number;
  readonly f1: number;
}

/** The best rules of a table that the world itself shows, best first. Leaves the table labelled. */
export async function searchTable(
  world: LabelledWorld,
  table: KqlTable,
  evidence: Scenario["evidence"],
  sought: number,
  f1Min: number,
): Promise<readonly RuleCount[]> {
  const columns = auditedColumns(table, evidence);
  await world.label(table.name, columnsRead(table, columns));
  await orderRows(world, hostColumnOf(table), orderedColumns(columns));
  const orders = await measureOrders(world, hostColumnOf(table), orderedColumns(columns));
  const measured: MeasuredClause[] = [];
  for (const [index, column] of columns.entries()) {
    await profileColumn(world, column, index);
    measured.push(...(await measureColumn(world, column, index, await isClock(world, column, index, orders))));
  }
  measured.push(...(await measureTimes(world)), ...orders);
  const [[total] = [0]] = await world.read(`SELECT count(*) FROM ${LABELLED}`);
  const clauses = promising(distinct(measured), sought, Number(total), f1Min);
  if (clauses.length === 0) return [];
  const rules = searchRules(await signaturesOf(world, columns, clauses), clauses.length, f1Min).map(({ clauses: indexes, ...count }) => ({
    clauses: indexes.flatMap((index) => clauses[index] ?? []),
    ...count,
  }));
  return withoutVariants(rules).slice(0, RULES_CONFIRMED);
}

/** What the same rules select in another world: a shortcut holds there too, an accident does not. */
export async function countRules(
  world: LabelledWorld,
  table: KqlTable,
  evidence: Scenario["evidence"],
  rules: readonly RuleCount[],
): Promise<readonly RuleCount[]> {
  const columns = auditedColumns(table, evidence);
  await world.label(table.name, columnsRead(table, columns));
  await orderRows(world, hostColumnOf(table), orderedColumns(columns));
  const used = columnsOf(
    columns,
    rules.flatMap(({ clauses }) => clauses),
  );
  for (const index of used) {
    const column = columns[index];
    if (column !== undefined) await profileColumn(world, column, index);
  }
  const asked = [...new Set(rules.flatMap(({ clauses }) => clauses))];
  const answers = asked.map((clause, i) => `(${sqlOf(clause, columns)}) AS c${i}`);
  const counts = rules.map(({ clauses }) => {
    const both = clauses.map((clause) => `c${asked.indexOf(clause)}`).join(" AND ");
    return `count(*) FILTER (${both} AND __sought), count(*) FILTER (${both})`;
  });
  const [row = []] = await world.read(
    `SELECT count(*) FILTER (__sought), ${counts.join(", ")} FROM (SELECT r.__sought, ${answers.join(", ")} ${joined(columns, used, "profile")})`,
  );
  return rules.map(({ clauses }, i) => {
    const [hits, selected] = [Number(row[1 + 2 * i]), Number(row[2 + 2 * i])];
    return { clauses, hits, selected, f1: f1Of(hits, selected, Number(row[0])) };
  });
}

/** Orders are those of a host, even where a scenario declares the host to be evidence and no rule may ask for it. */
function columnsRead(table: KqlTable, columns: readonly AuditedColumn[]): readonly string[] {
  const host = hostColumnOf(table);
  return [...new Set([...(host === null ? [] : [host]), ...columns.map(({ name }) => name)])];
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
     FROM (SELECT r.__sought, ${named.join(", ")} ${joined(columns, used, "bits")}) GROUP BY ALL`,
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

function sqlOf(clause: Clause, columns: readonly AuditedColumn[]): string {
  return clause.sql(`p${columns.findIndex(({ name }) => name === clause.column)}`);
}

/** The labelled rows with their order and what is known of these columns' values. */
function joined(columns: readonly AuditedColumn[], used: readonly number[], known: "profile" | "bits"): string {
  const joins = used.map((index) => {
    const column = columns[index];
    const value = `r.${quoteName(column?.name ?? "")}${column?.kind === "text" ? "::VARCHAR" : ""}`;
    return `LEFT JOIN ${known}_${index} AS p${index} ON p${index}.value = ${value}`;
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

/** Of rules about the same columns that select the same rows in number, one is enough. */
function withoutVariants(rules: readonly RuleCount[]): RuleCount[] {
  const seen = new Set<string>();
  return rules.filter(({ clauses, hits, selected }) => {
    const key = JSON.stringify([clauses.map(({ column }) => column), hits, selected]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
