import type { KqlColumn, KqlDiagnostic, KqlFunction, KqlTable, RenderHint } from "../../contract/index.ts";
import type { FileProfile } from "./values/file-profiles.ts";

/** What a query may see and when it is. The engine knows nothing else of the lab. */
export interface KqlScope {
  readonly tables: readonly KqlTable[];
  /** What queries may call besides the language's own functions. Absent where there is no workspace. */
  readonly functions?: readonly KqlFunction[];
  /** `now()`, in ticks; also the visibility horizon of every table. */
  readonly nowTicks: bigint;
  /** Default range on `TimeGenerated`, applied to a table that the query does not itself bound in time. */
  readonly range: { readonly fromTicks: bigint; readonly toTicks: bigint } | null;
  /** Values for the query's `declare query_parameters`, as a client sends them: `long(5)`, `"text"`, `text`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Absent: `externaldata` is refused. */
  readonly external?: ExternalFiles | null;
  /** What `_GetWatchlist` finds by alias; `any` where there is no data: an empty list of whatever columns are read. */
  readonly watchlists?: readonly Watchlist[] | "any";
  /** What `invoke FileProfile()` finds by hash. */
  readonly fileProfiles?: readonly FileProfile[];
  /**
   * Where a table's rows are in SQL. The engine calls it once per referenced table, puts the result into a CTE and adds
   * visibility and the padding of unfilled columns itself.
   */
  readonly source: (table: string) => TableSource;
}

/** Texts by the address under which a query names them. They are all that `externaldata` can read: nothing is ever fetched. */
export interface ExternalFiles {
  readonly addresses: readonly string[];
  /** Null when the exercise ships nothing under this address. */
  readonly file: (address: string) => string | null;
}

/** A list that an organisation keeps beside its logs. */
export interface Watchlist {
  readonly alias: string;
  /** The column whose values are repeated as `SearchKey`, for joins. */
  readonly searchKey: string;
  /** Comma-separated; the first line names the columns. */
  readonly csv: string;
  readonly updatedTicks: bigint;
}

/** `relations` are quoted by the engine's one quoting function; every relation has the table's filled columns, `_ItemId` and `_VisibleAt`. */
export interface TableSource {
  /** `[catalogue, schema, table]` paths to union. */
  readonly relations: readonly (readonly string[])[];
  /** Rows that are not in a relation (alerts raised in this exercise), as JSON array text of objects; bound as a parameter. */
  readonly inlineJson: string | null;
}

type Parameters = readonly (string | number | bigint | boolean | null)[];

/** One result table. Physical conventions: datetime and timespan are BIGINT ticks, dynamic is JSON text, string is never NULL. */
export interface CompiledTable {
  /** What `as` or `fork` calls it; null where the query gives it no name. */
  readonly name: string | null;
  readonly sql: string;
  /** Positional, `$1` …; bigint binds as BIGINT, number as DOUBLE unless integral. */
  readonly parameters: Parameters;
  readonly columns: readonly KqlColumn[];
  /** Index of the hidden row-identity column in the SQL result, or null when the query keeps no row identity. */
  readonly itemIdColumn: number | null;
  readonly render: RenderHint | null;
}

export interface CompiledQuery {
  /** One per tabular statement, several for `fork` and `facet`; in the order of the text. */
  readonly tables: readonly [CompiledTable, ...CompiledTable[]];
  /** Typed plan as indented text, for people. */
  readonly planText: string;
  readonly tablesUsed: readonly string[];
}

/**
 * A question about the data that has to be answered before the query can be translated: which columns come out of
 * `bag_unpack` or `pivot`. It reads what the query itself may read; all its columns are text or null.
 */
export interface Probe {
  /** Put the answer into {@link Facts} under this key. */
  readonly key: string;
  readonly sql: string;
  readonly parameters: Parameters;
  readonly opens: OpenColumns;
}

/** The operator whose columns a probe asks for. Every row of the answer begins with the name of one, without the prefix. */
export interface OpenColumns {
  readonly operator: string;
  /** Where the operator is in the text: an operator that is asked about twice has the same place. */
  readonly start: number;
  /** What the operator puts before every name. */
  readonly prefix: string;
}

export interface Fact {
  /** The SQL of the probe that was answered: the same key can be asked again in other words. */
  readonly sql: string;
  readonly rows: readonly (readonly (string | null)[])[];
}

/** What is known of the data so far, by {@link Probe.key}. */
export type Facts = ReadonlyMap<string, Fact>;

export interface Compilation {
  readonly query: CompiledQuery | null;
  /** Not null when the query is null only because this has to be known first. See {@link settle}. */
  readonly probe: Probe | null;
  /** Errors when both are null; otherwise only warnings and information. */
  readonly diagnostics: readonly KqlDiagnostic[];
  /** The column that was looked for in vain, where that is why there is no query. */
  readonly missingColumn?: string;
}

/** Never throws for anything that a person can type. Same text, scope and facts give the same answer. */
export type CompileKql = (text: string, scope: KqlScope, limits: { readonly rowsMax: number }, facts?: Facts) => Compilation;
