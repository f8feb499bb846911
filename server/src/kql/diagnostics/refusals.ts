/** What this engine knows of and does not do. */
export interface KnownRefusal {
  readonly kind: "operator" | "function" | "aggregate" | "plugin" | "statement" | "expression";
  readonly name: string;
  /** A clause: "it runs code of another language". */
  readonly why: string;
  /** It would leave the exercise, whatever this engine could do. */
  readonly isOutside: boolean;
  /** What to use instead: a whole sentence. */
  readonly instead: string;
}

const OUTSIDE = "queries reach the logs of the exercise and nothing else";
const CODE = "it would run foreign code";
const CODE_INSTEAD = "Say it with `scan`, `mv-apply` or `series_*` functions.";
const NETWORK_INSTEAD = "Write the values that it would fetch as a `datatable`.";
const UNPUBLISHED = "its algorithm is not published";
const STORAGE = "there are no extents, cursors or clusters here";
const ROWS_INSTEAD = "Tell rows apart by `TimeGenerated`, or number them with `serialize n = row_number()`.";
const SHAPE = "which points Kusto keeps or makes is not documented";
const SKETCH = "it is not documented";
const GRAPH = "graphs are not part of this engine";
const GRAPH_INSTEAD = "Follow relations with `join`, one step per join.";

const refusal = (kind: KnownRefusal["kind"], name: string, why: string, instead: string): KnownRefusal => ({
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
    refusal("plugin", name, OUTSIDE, NETWORK_INSTEAD),
  ),
  ...["azure_digital_twins_query_request", "dax_request", "external_datatable", "execute_query", "execute_show_command"].map((name) =>
    refusal("plugin", name, OUTSIDE, NETWORK_INSTEAD),
  ),
  ...["ai_embed_text", "ai_embeddings", "ai_chat_completion", "ai_chat_completion_prompt"].map((name) =>
    refusal("plugin", name, OUTSIDE, "Compare texts with `has_any`, `matches regex` or `jaccard_index(…)`."),
  ),
  ...["python", "r", "csharp"].map((name) => refusal("plugin", name, CODE, CODE_INSTEAD)),
  ...["infer_storage_schema", "infer_storage_schema_with_suggestions"].map((name) =>
    refusal("plugin", name, OUTSIDE, "`getschema` gives the columns of a table."),
  ),
  refusal("plugin", "estimate_rows_count", STORAGE, "`count` gives the exact number of rows."),
  ...["identity", "identity_v3"].map((name) => refusal("plugin", name, STORAGE, "Leave it out: it gives the rows that it gets.")),
  refusal("function", "hash_combine", UNPUBLISHED, "Hash the joined text: `hash(strcat(a, b))`."),
  refusal("function", "hash_many", UNPUBLISHED, "Hash the joined text: `hash(strcat(a, b))`."),
  ...["geo_line_simplify", "geo_polygon_simplify"].map((name) =>
    refusal("function", name, SHAPE, "Use the shape as it is: every `geo_*` function takes it."),
  ),
  refusal("function", "geo_simplify_polygons_array", SHAPE, "Unite the polygons as they are: `geo_union_polygons_array(…)`."),
  refusal("function", "geo_line_buffer", SHAPE, "Compare a distance: `geo_distance_point_to_line(longitude, latitude, line) <= radius`."),
  refusal(
    "function",
    "geo_polygon_buffer",
    SHAPE,
    "Compare a distance: `geo_distance_point_to_polygon(longitude, latitude, polygon) <= radius`.",
  ),
  refusal("function", "hll_isvalid", SKETCH, "`dcount_hll(…)` is null where the value is no sketch."),
  refusal("function", "tdigest_isvalid", SKETCH, "`percentile_tdigest(…, 50)` is null where the value is no digest."),
  refusal("operator", "__partitionby", SKETCH, "Use `partition by`."),
  refusal("operator", "find … project-away", SKETCH, "Name the columns to keep: `find … project column, …`."),
  refusal("function", "extent_id", STORAGE, ROWS_INSTEAD),
  refusal("function", "extent_tags", STORAGE, ROWS_INSTEAD),
  ...["cursor_after", "cursor_before_or_at", "cursor_current", "current_cursor"].map((name) =>
    refusal("function", name, STORAGE, "Compare `TimeGenerated` or `ingestion_time()` with a time."),
  ),
  ...["extentid", "rowstore_ordinal_range"].map((name) => refusal("function", name, STORAGE, ROWS_INSTEAD)),
  ...["all", "current_node_id", "inner_nodes", "labels", "map", "node_degree_in", "node_degree_out", "node_id"].map((name) =>
    refusal("function", name, GRAPH, GRAPH_INSTEAD),
  ),
  refusal("function", "graph", GRAPH, GRAPH_INSTEAD),
  refusal("function", "entity_group", OUTSIDE, "Use `union` over the tables of this exercise."),
  refusal("aggregate", "passthrough", STORAGE, "Collect values with `make_list(…)`."),
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
  const ticked = /`(?:evaluate )?([^`(]+?)(?:\(…?\))?`/.exec(what)?.[1];
  const plain = what.charAt(0).toLowerCase() + what.slice(1);
  const known = [plain, what, ticked ?? ""].map((name) => byName.get(name)).find((found) => found !== undefined);
  return known?.instead ?? null;
}
