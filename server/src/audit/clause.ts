/**
 * One thing that a rule may ask of a row: in SQL, for the search, and in KQL, for whoever reads the finding.
 */
export interface Clause {
  /** The column that it asks about; `TimeGenerated` for hours and precision. */
  readonly column: string;
  /** Whether it holds for a value of the column wherever it stands, or for a row. */
  readonly about: "value" | "row";
  /** Speaks of a value by the alias given, of a row as `r`, of its order as `o`. */
  readonly sql: (profile: string) => string;
  /** KQL lines that must come first, such as counting how often a value occurs. */
  readonly prelude: readonly string[];
  /** A condition for `where`; a remark where KQL has no function for it. */
  readonly kql: string;
}

/** A clause with what it selects of the world it was found in. */
export interface MeasuredClause extends Clause {
  readonly hits: number;
  readonly selected: number;
}

/** Rows that are alike in what a family of clauses asks about, with how many of them are sought. */
export interface Counted<Fact> {
  readonly fact: Fact;
  readonly rows: number;
  readonly sought: number;
}

/** What a clause selects, `holds` saying of which facts it is true. */
export function measure<Fact>(clause: Clause, counted: readonly Counted<Fact>[], holds: (fact: Fact) => boolean): MeasuredClause {
  let hits = 0;
  let selected = 0;
  for (const { fact, rows, sought } of counted) {
    if (!holds(fact)) continue;
    hits += sought;
    selected += rows;
  }
  return { ...clause, hits, selected };
}

/** The same rule as a query that can be pasted into the hunt page. */
export function readableRule(table: string, clauses: readonly Clause[]): string {
  const preludes = [...new Set(clauses.flatMap(({ prelude }) => prelude))];
  const conditions = clauses.map(({ kql }) => kql);
  const remarks = conditions.filter((text) => text.startsWith("//"));
  const wheres = conditions.filter((text) => !text.startsWith("//")).map((text) => `| where ${text}`);
  return [table, ...preludes, ...wheres, ...remarks].join("\n");
}

/** How well a rule that selects so many rows, `hits` of them sought, isolates `sought` rows: 1 for exactly them. */
export function f1Of(hits: number, selected: number, sought: number): number {
  return sought + selected === 0 ? 0 : (2 * hits) / (sought + selected);
}
