import type { KqlColumn, KqlDiagnostic, KqlTable, RenderHint } from "../../contract/index.ts";

/** What a query may see and when it is. The engine knows nothing else of the lab. */
export interface KqlScope {
  readonly tables: readonly KqlTable[];
  /** `now()`, in ticks; also the visibility horizon of every table. */
  readonly nowTicks: bigint;
  /** Default range on `TimeGenerated`, applied to a table that the query does not itself bound in time. */
  readonly range: { readonly fromTicks: bigint; readonly toTicks: bigint } | null;
  /** Values for the query's `declare query_parameters`, as a client sends them: `long(5)`, `"text"`, `text`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /**
   * Where a table's rows are in SQL. The engine calls it once per referenced table, puts the result into a CTE and adds
   * visibility and the padding of unfilled columns itself.
   */
  readonly source: (table: string) => TableSource;
}

/** `relations` are quoted by the engine's one quoting function; every relation has the table's filled columns, `_ItemId` and `_VisibleAt`. */
export interface TableSource {
  /** `[catalogue, schema, table]` paths to union. */
  readonly relations: readonly (readonly string[])[];
  /** Rows that are not in a relation (alerts raised in this exercise), as JSON array text of objects; bound as a parameter. */
  readonly inlineJson: string | null;
}

/** Physical conventions: datetime and timespan are BIGINT ticks, dynamic is JSON text, string is never NULL. */
export interface CompiledQuery {
  readonly sql: string;
  /** Positional, `$1` …; bigint binds as BIGINT, number as DOUBLE unless integral. */
  readonly parameters: readonly (string | number | bigint | boolean | null)[];
  readonly columns: readonly KqlColumn[];
  /** Index of the hidden row-identity column in the SQL result, or null when the query keeps no row identity. */
  readonly itemIdColumn: number | null;
  readonly render: RenderHint | null;
  /** Typed plan as indented text, for people. */
  readonly planText: string;
  readonly tablesUsed: readonly string[];
}

export interface Compilation {
  readonly query: CompiledQuery | null;
  /** Errors when `query` is null; otherwise only warnings and information. */
  readonly diagnostics: readonly KqlDiagnostic[];
}

/** Never throws for anything that a person can type. */
export type CompileKql = (text: string, scope: KqlScope, limits: { readonly rowsMax: number }) => Compilation;
