import { refuse } from "../../diagnostics/catalogue.ts";
import { REFUSALS } from "../../diagnostics/refusals.ts";
import type { Rel } from "../../plan/rel.ts";
import type { OperatorOf } from "../../syntax/nodes.ts";
import type { Binder, Environment } from "../scope.ts";
import { AUTOCLUSTER } from "./autocluster.ts";
import { BAG_UNPACK } from "./bag-unpack.ts";
import { BASKET } from "./basket.ts";
import { DCOUNT_INTERSECT } from "./dcount-intersect.ts";
import { DIFFPATTERNS } from "./diffpatterns.ts";
import { FUNNEL_SEQUENCE_COMPLETION } from "./funnel.ts";
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
import { SEVERAL_TABLES } from "./several-tables.ts";
import { TIMELINE_PLUGINS } from "./timeline.ts";

const PLUGINS: ReadonlyMap<string, Plugin> = new Map(
  [
    AUTOCLUSTER,
    BAG_UNPACK,
    BASKET,
    DCOUNT_INTERSECT,
    DIFFPATTERNS,
    FUNNEL_SEQUENCE_COMPLETION,
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

/** Names of the plugins that are there. */
export const pluginsThere = (): readonly string[] => [...PLUGINS.keys(), ...SEVERAL_TABLES.keys()];

/** Binds `evaluate`. */
export function bindEvaluate(operator: OperatorOf<"evaluate">, input: Rel, env: Environment, binder: Binder): Rel {
  const { call, schema, span } = operator;
  if (call.kind !== "call") throw refuse("kql/wrong-arguments", span, { what: "`evaluate`", expected: "the call of a plugin" });
  const { name, args } = call;
  const plugin = PLUGINS.get(name);
  if (plugin !== undefined) return plugin.bind({ name, span, args, schema, input, env, binder });
  const known = REFUSALS.find((refusal) => refusal.kind === "plugin" && refusal.name === name);
  if (known?.isOutside === true) throw refuse("kql/refused", span, { what: `\`evaluate ${name}\``, why: known.why });
  if (SEVERAL_TABLES.has(name))
    throw refuse("kql/unsupported", span, {
      what: `\`evaluate ${name}\` inside of a query`,
      instead: "It gives several tables, so it must be the last operator of its statement.",
    });
  throw refuse("kql/unsupported", span, { what: `\`evaluate ${name}\`` });
}
