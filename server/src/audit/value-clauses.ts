import { quoteName, quoteText } from "../telemetry/quote-name.ts";
import type { AuditedColumn } from "./audited-columns.ts";
import { type Clause, type Counted, measure, type MeasuredClause } from "./clause.ts";
import { LABELLED, type LabelledWorld } from "./labelled-world.ts";

/** A value is rare when it occurs at most so often. */
const RARE = [1, 2, 3, 5, 10, 30, 100];
const COMMON = 101;
/** How many values of a column are tried. */
const VALUES_MAX = 8;
/** Thresholds are taken from the sought rows' values themselves, at these places among them. */
const PLACES = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1];
/** Signs of a value that its entropy is taken of: enough to tell random from written text. */
const ENTROPY_SIGNS = 48;

/** What is known of a value; `value` itself only where a sought row has it, or where it is a number. */
interface ValueFact {
  readonly value: string | number | null;
  readonly isEmpty: boolean;
  readonly n: number;
  readonly len: number | null;
  readonly entropy: number | null;
}

interface ValueClause extends Clause {
  readonly holds: (fact: ValueFact) => boolean;
}

/** Makes `profile_<index>`: each value of the column with its rows, the sought ones, its length and its entropy. */
export async function profileColumn(world: LabelledWorld, { name, kind }: AuditedColumn, index: number): Promise<void> {
  const value = kind === "text" ? `${quoteName(name)}::VARCHAR` : quoteName(name);
  const measures =
    kind === "text"
      ? `length(value) AS len, round(list_entropy(string_split(left(value, ${ENTROPY_SIGNS}), '')), 2) AS entropy, coalesce(value, '') = '' AS is_empty`
      : "NULL::BIGINT AS len, NULL::DOUBLE AS entropy, value IS NULL AS is_empty";
  await world.run(
    `CREATE OR REPLACE TEMP TABLE profile_${index} AS SELECT *, ${measures}
     FROM (SELECT ${value} AS value, count(*) AS n, count(*) FILTER (__sought) AS sought,
       min("TimeGenerated") AS first_at, max("TimeGenerated") AS last_at FROM ${LABELLED} GROUP BY 1)`,
  );
}

/** Every clause about one column, with what it selects; of a clock none that names an instant of it. */
export async function measureColumn(
  world: LabelledWorld,
  column: AuditedColumn,
  index: number,
  isClock: boolean,
): Promise<MeasuredClause[]> {
  const counted = await countFacts(world, column, index);
  const sought = counted.filter((one) => one.sought > 0);
  if (counted.length < 2) return [];
  const instants = isClock ? [] : [...valueClauses(column, sought), ...valueThresholds(column, sought), ...rarityClauses(column)];
  const clauses = [...instants, ...emptyClauses(column), ...shapeThresholds(column, sought)];
  return clauses.map((clause) => measure(clause, counted, clause.holds));
}

async function countFacts(world: LabelledWorld, { kind }: AuditedColumn, index: number): Promise<Counted<ValueFact>[]> {
  const value = kind === "text" ? "CASE WHEN sought > 0 THEN value END" : "value::DOUBLE";
  const rows = await world.read(
    `SELECT ${value} AS known, is_empty, least(n, ${COMMON}), len, entropy, sum(n)::BIGINT, sum(sought)::BIGINT FROM profile_${index} GROUP BY ALL`,
  );
  const numberOf = (cell: unknown): number | null => (cell === null ? null : Number(cell));
  return rows.map(([known, isEmpty, n, len, entropy, count, sought]) => ({
    fact: {
      value: known === null ? null : kind === "text" ? String(known) : Number(known),
      isEmpty: isEmpty === true,
      n: Number(n),
      len: numberOf(len),
      entropy: numberOf(entropy),
    },
    rows: Number(count),
    sought: Number(sought),
  }));
}

/** The values that most of the sought rows have, and those that they share with the fewest others. */
function valueClauses({ name, kind }: AuditedColumn, sought: readonly Counted<ValueFact>[]): ValueClause[] {
  const valued = sought.filter(({ fact }) => fact.value !== null);
  const common = valued.toSorted((a, b) => b.sought - a.sought).slice(0, VALUES_MAX);
  const pure = valued.toSorted((a, b) => b.sought / (b.rows + 1) - a.sought / (a.rows + 1)).slice(0, VALUES_MAX);
  const values = [...new Set([...common, ...pure].map(({ fact }) => fact.value))];
  return values.map((value): ValueClause => {
    const literal = kind === "text" ? quoteText(String(value)) : kind === "flag" ? String(value === 1) : String(value);
    const written = kind === "text" ? JSON.stringify(value) : literal;
    return {
      column: name,
      sql: (profile) => `${profile}.value = ${literal}`,
      holds: (fact) => fact.value === value,
      about: "value",
      prelude: [],
      kql: `${name} == ${written}`,
    };
  });
}

function rarityClauses({ name }: AuditedColumn): ValueClause[] {
  const counted = `rowsWith${name}`;
  return RARE.map((most) => ({
    column: name,
    sql: (profile) => `${profile}.n <= ${most}`,
    holds: ({ n }) => n <= most,
    about: "value",
    prelude: [`| as all | join kind=inner (all | summarize ${counted} = count() by ${name}) on ${name}`],
    kql: `${counted} <= ${most}`,
  }));
}

function emptyClauses({ name }: AuditedColumn): ValueClause[] {
  return [true, false].map((isEmpty) => ({
    column: name,
    sql: (profile) => `${profile}.is_empty = ${isEmpty}`,
    holds: (fact) => fact.isEmpty === isEmpty,
    about: "value",
    prelude: [],
    kql: `${isEmpty ? "isempty" : "isnotempty"}(${name})`,
  }));
}

function valueThresholds(column: AuditedColumn, sought: readonly Counted<ValueFact>[]): ValueClause[] {
  return column.kind === "number" ? thresholds(column, sought, "value", (limit) => `${column.name} ${limit}`) : [];
}

function shapeThresholds(column: AuditedColumn, sought: readonly Counted<ValueFact>[]): ValueClause[] {
  const { name, kind, asText } = column;
  if (kind !== "text") return [];
  const remark = `// and the entropy of the first ${ENTROPY_SIGNS} signs of ${name}`;
  return [
    ...thresholds(column, sought, "len", (limit) => `strlen(${asText}) ${limit}`),
    ...thresholds(column, sought, "entropy", (limit) => `${remark} ${limit} bits`),
  ];
}

function thresholds(
  { name }: AuditedColumn,
  sought: readonly Counted<ValueFact>[],
  of: "value" | "len" | "entropy",
  kql: (limit: string) => string,
): ValueClause[] {
  return placesAmong(sought.flatMap(({ fact }) => (typeof fact[of] === "number" ? [fact[of]] : []))).flatMap((limit) =>
    [">=", "<="].map((sign): ValueClause => ({
      column: name,
      sql: (profile) => `${profile}.${of} ${sign} ${limit}`,
      holds: (fact) => {
        const measured = fact[of];
        return typeof measured === "number" && (sign === ">=" ? measured >= limit : measured <= limit);
      },
      about: "value",
      prelude: [],
      kql: kql(`${sign} ${limit}`),
    })),
  );
}

function placesAmong(values: readonly number[]): readonly number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return [...new Set(PLACES.flatMap((place) => sorted[Math.round(place * (sorted.length - 1))] ?? []))];
}
