import { refuse } from "../../diagnostics/catalogue.ts";
import type { Rel } from "../../plan/rel.ts";
import type { OperatorOf } from "../../syntax/nodes.ts";
import type { Binder, Environment } from "../scope.ts";
import { BAG_UNPACK } from "./bag-unpack.ts";
import { BASKET } from "./basket.ts";
import { DCOUNT_INTERSECT } from "./dcount-intersect.ts";
import { GEO_LINE_LOOKUP, GEO_POLYGON_LOOKUP } from "./geo-lookup.ts";
import { IPV4_LOOKUP, IPV6_LOOKUP } from "./ip-lookup.ts";
import { NARROW } from "./narrow.ts";
import { NEW_ACTIVITY_METRICS } from "./new-activity.ts";
import { PIVOT } from "./pivot.ts";
import type { Plugin } from "./plugin.ts";
import { ROLLING_PERCENTILE } from "./rolling-percentile.ts";
import { ROWS_NEAR } from "./rows-near.ts";
import { SCHEMA_MERGE } from "./schema-merge.ts";
import { SEQUENCE_DETECT } from "./sequence-detect.ts";
import { TIMELINE_PLUGINS } from "./timeline.ts";

const PLUGINS: ReadonlyMap<string, Plugin> = new Map(
  [
    BAG_UNPACK,
    BASKET,
    DCOUNT_INTERSECT,
    GEO_LINE_LOOKUP,
    GEO_POLYGON_LOOKUP,
    IPV4_LOOKUP,
    IPV6_LOOKUP,
    NARROW,
    NEW_ACTIVITY_METRICS,
    PIVOT,
    ROLLING_PERCENTILE,
    ROWS_NEAR,
    SCHEMA_MERGE,
    SEQUENCE_DETECT,
    ...TIMELINE_PLUGINS,
  ].map((plugin) => [plugin.name, plugin]),
);

/** Plugins that reach outside or run foreign code. */
const OUTSIDE: Readonly<Record<string, string>> = {
  python: "it would run foreign code; say it with `scan`, `mv-apply` or `series_*` functions",
  r: "it would run foreign code; say it with `scan`, `mv-apply` or `series_*` functions",
  sql_request: "queries reach the logs of the exercise and nothing else",
  mysql_request: "queries reach the logs of the exercise and nothing else",
  postgresql_request: "queries reach the logs of the exercise and nothing else",
  cosmosdb_sql_request: "queries reach the logs of the exercise and nothing else",
  http_request: "queries reach the logs of the exercise and nothing else",
  http_request_post: "queries reach the logs of the exercise and nothing else",
  azure_digital_twins_query_request: "queries reach the logs of the exercise and nothing else",
  ai_embed_text: "queries reach the logs of the exercise and nothing else",
  ai_embeddings: "queries reach the logs of the exercise and nothing else",
  ai_chat_completion: "queries reach the logs of the exercise and nothing else",
  ai_chat_completion_prompt: "queries reach the logs of the exercise and nothing else",
  infer_storage_schema: "there is no external storage to read; `getschema` gives the columns of a table",
  infer_storage_schema_with_suggestions: "there is no external storage to read; `getschema` gives the columns of a table",
};

/** What does not give Kusto's own answer here, and what does. */
const INSTEAD: Readonly<Record<string, string>> = {
  autocluster: "Its clusters depend on random seeds; `evaluate basket()` finds frequent combinations exactly.",
  diffpatterns: "Its patterns depend on sampling; compare `evaluate basket()` of both parts, or `summarize countif(…)` by column.",
  diffpatterns_text: "Compare `summarize countif(…)` by column.",
  funnel_sequence: "`scan` follows sequences of states, and `sequence_detect` finds them.",
  funnel_sequence_completion: "`scan` follows sequences of states, and `sequence_detect` finds them.",
};

/** Binds `evaluate`. */
export function bindEvaluate(operator: OperatorOf<"evaluate">, input: Rel, env: Environment, binder: Binder): Rel {
  const { call, schema, span } = operator;
  if (call.kind !== "call") throw refuse("kql/wrong-arguments", span, { what: "`evaluate`", expected: "the call of a plugin" });
  const { name, args } = call;
  const plugin = PLUGINS.get(name);
  if (plugin !== undefined) return plugin.bind({ name, span, args, schema, input, env, binder });
  const outside = OUTSIDE[name];
  if (outside !== undefined) throw refuse("kql/refused", span, { what: `\`evaluate ${name}\``, why: outside });
  if (name === "preview")
    throw refuse("kql/unsupported", span, {
      what: "`evaluate preview` inside of a query",
      instead: "It gives two tables, so it must be the last operator of its statement.",
    });
  const instead = INSTEAD[name];
  throw refuse("kql/unsupported", span, { what: `\`evaluate ${name}\``, ...(instead === undefined ? {} : { instead }) });
}
