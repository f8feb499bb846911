/** What this engine knows of and does not do. */
export interface KnownRefusal {
  readonly kind: "operator" | "function" | "aggregate" | "plugin" | "statement" | "expression";
  readonly name: string;
  /** A clause: "it runs code of another language". */
  readonly why: string;
  /** It would leave the exercise, whatever this engine could do. */
  readonly isOutside: boolean;
  /** A whole sentence; null where nothing else does the work. */
  readonly instead: string | null;
}

const OUTSIDE = "queries reach the logs of the exercise and nothing else";
const CODE = "it would run foreign code; say it with `scan`, `mv-apply` or `series_*` functions";
const RANDOM = "its answer depends on random seeds or samples";
const UNPUBLISHED = "its algorithm is not published";
const STORAGE = "there are no extents, cursors or clusters here";
const GRAPH = "graphs are not part of this engine";
const GRAPH_INSTEAD = "Follow relations with `join`, one step per join.";

const refusal = (kind: KnownRefusal["kind"], name: string, why: string, instead: string | null = null): KnownRefusal => ({
  kind,
  name,
  why,
  isOutside: why === OUTSIDE || why === CODE,
  instead,
});

/** Refused on purpose, with the reason and what to use instead. Whatever else is refused, is just not there yet. */
export const REFUSALS: readonly KnownRefusal[] = [
  ...["make-graph", "graph", "graph-match", "graph-shortest-paths", "graph-to-table", "graph-mark-components"].map((name) =>
    refusal("operator", name, GRAPH, GRAPH_INSTEAD),
  ),
  ...["graph-where-edges", "graph-where-nodes"].map((name) => refusal("operator", name, GRAPH, GRAPH_INSTEAD)),
  refusal("operator", "macro-expand", OUTSIDE, "Use `union` over the tables of this exercise."),
  refusal("operator", "execute-and-cache", "it keeps results on a cluster", "Use `materialize(…)` in a `let`."),
  refusal("operator", "assert-schema", "it belongs to stored functions", "Use `getschema` to see the columns."),
  refusal("operator", "mv-apply with id", "it has no documented meaning", "Leave `id` out."),
  ...["cluster", "database", "workspace", "app", "resource", "adx", "arg"].map((name) =>
    refusal("function", name, OUTSIDE, "Name a table of this exercise."),
  ),
  ...["external_table", "materialized_view", "stored_query_result"].map((name) =>
    refusal("function", name, OUTSIDE, "Name a table of this exercise."),
  ),
  ...["http_request", "http_request_post", "sql_request", "cosmosdb_sql_request", "mysql_request", "postgresql_request"].map((name) =>
    refusal("plugin", name, OUTSIDE, "Queries of this lab never reach the network; write the values as a `datatable`."),
  ),
  refusal("plugin", "azure_digital_twins_query_request", OUTSIDE),
  refusal("plugin", "ai_embed_text", OUTSIDE),
  refusal("plugin", "ai_embeddings", OUTSIDE),
  refusal("plugin", "ai_chat_completion", OUTSIDE),
  refusal("plugin", "ai_chat_completion_prompt", OUTSIDE),
  refusal("plugin", "python", CODE),
  refusal("plugin", "r", CODE),
  ...["infer_storage_schema", "infer_storage_schema_with_suggestions"].map((name) =>
    refusal("plugin", name, OUTSIDE, "`getschema` gives the columns of a table."),
  ),
  ...["csharp", "dax_request", "execute_query", "execute_show_command", "external_datatable"].map((name) =>
    refusal("plugin", name, OUTSIDE),
  ),
  ...["estimate_rows_count", "identity", "identity_v3"].map((name) => refusal("plugin", name, STORAGE)),
  refusal("plugin", "diffpatterns_text", RANDOM, "Compare `summarize countif(…)` by column."),
  refusal("function", "hash_combine", UNPUBLISHED, "Hash the joined text: `hash(strcat(a, b))`."),
  refusal("function", "hash_many", UNPUBLISHED, "Hash the joined text: `hash(strcat(a, b))`."),
  refusal("function", "convert_temperature", UNPUBLISHED, "Calculate it: a temperature in Celsius is that in Kelvin minus 273.15."),
  refusal("function", "extent_id", STORAGE),
  refusal("function", "extent_tags", STORAGE),
  ...["cursor_after", "cursor_before_or_at", "cursor_current", "current_cursor"].map((name) =>
    refusal("function", name, STORAGE, "Compare `TimeGenerated` or `ingestion_time()` with a time."),
  ),
  ...["extentid", "rowstore_ordinal_range"].map((name) => refusal("function", name, STORAGE)),
  ...["all", "current_node_id", "inner_nodes", "labels", "map", "node_degree_in", "node_degree_out", "node_id"].map((name) =>
    refusal("function", name, GRAPH, GRAPH_INSTEAD),
  ),
  refusal("function", "graph", GRAPH, GRAPH_INSTEAD),
  refusal("function", "entity_group", OUTSIDE, "Use `union` over the tables of this exercise."),
  refusal("aggregate", "passthrough", STORAGE),
  refusal("function", "row_id", STORAGE, "Number the rows with `serialize n = row_number()`."),
  refusal("statement", "alias database", OUTSIDE, "Name the table itself."),
  refusal("statement", "restrict access", "access is decided by the exercise", "Leave it out; a query sees only its exercise."),
  refusal("expression", "an inline external table", OUTSIDE, "Write the values as a `datatable`."),
  refusal("expression", "an entity group", OUTSIDE, "Use `union` over the tables of this exercise."),
  refusal("expression", "materialized_view_combine", OUTSIDE, "Use `summarize` over the table."),
  refusal("expression", "a data scope", OUTSIDE, "Leave it out; all of a table is in reach."),
  refusal("expression", "the operator `like`", "it is not documented", "Use `contains`, `startswith`, `endswith` or `matches regex`."),
  refusal(
    "expression",
    "a join condition other than equality",
    "Kusto joins on equal keys",
    "Join on an equal key and filter with `where` after it.",
  ),
  refusal("expression", "`join … where`", "Kusto joins on equal keys", "Use `on`, and `where` after the join."),
];

const byName = new Map(REFUSALS.map((known) => [known.name, known]));

/** What to use instead of a construct as refusals name it: with or without ticks, a kind before it or parentheses behind. */
export function insteadOf(what: string): string | null {
  const ticked = /`(?:evaluate )?([\w-]+)(?:\(…?\))?`/.exec(what)?.[1];
  const plain = what.charAt(0).toLowerCase() + what.slice(1);
  return (byName.get(plain) ?? byName.get(what) ?? (ticked === undefined ? undefined : byName.get(ticked)))?.instead ?? null;
}
