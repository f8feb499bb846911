import type { KqlType } from "../../../../contract/index.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import { at } from "../../functions/definition.ts";
import type { Column } from "../../plan/column.ts";
import { call, columnRef, literalExpr, type Literal } from "../../plan/expr.ts";
import type { Rel } from "../../plan/rel.ts";
import { sql } from "../../sql/fragment.ts";
import type { OperatorOf } from "../../syntax/nodes.ts";
import { aggregated } from "../plugins/rels.ts";
import { Environment, type Binder } from "../scope.ts";
import { limited } from "./order.ts";
import { unionOf } from "./union.ts";

/** Kusto's own bound for a partition that is a query of its own. */
const VALUES_MAX = 64;

/** A value as a probe gives it: text; ticks for instants and durations. */
function literalOf(type: KqlType, text: string | null): Literal {
  if (text === null) return literalExpr(type, null);
  if (type === "bool") return literalExpr(type, text === "true");
  if (type === "real") return literalExpr(type, Number(text));
  const isWhole = type === "int" || type === "long" || type === "datetime" || type === "timespan";
  if (!isWhole) return literalExpr(type, text);
  return literalExpr(type, /^-?\d+$/.test(text) ? BigInt(text) : null);
}

/** The values of the key, which the data knows. */
function valuesOf(key: Column, operator: OperatorOf<"partition">, input: Rel, binder: Binder): Literal[] {
  const text = binder.context.ids.create(".key", "string");
  const value = call("text", "string", [columnRef(key)], (a) => sql`${at(a, 0)}::VARCHAR`);
  const ordering = [{ column: text, isDescending: false, nulls: "first" as const }];
  const distinct: Rel = { ...aggregated({ ...input, ordering: [] }, [{ column: text, value }], []), ordering };
  const asked = limited(distinct, literalExpr("long", BigInt(VALUES_MAX + 1)));
  const rows = binder.context.rowsOf(asked, { operator: "partition", start: operator.span.start, prefix: "" });
  if (rows.length > VALUES_MAX)
    throw refuse("kql/too-complex", operator.span, {
      what: `\`partition by ${key.name}\` with a query in braces has more than ${VALUES_MAX} values of \`${key.name}\`, which is its limit in Kusto too`,
    });
  return rows.map(([first]) => literalOf(key.type, first ?? null));
}

/** `partition by key { query }`: the query once per value of the key, which it sees as a constant; results put together. */
export function bindPerValue(operator: OperatorOf<"partition">, key: Column, input: Rel, env: Environment, binder: Binder): Rel {
  const known = valuesOf(key, operator, input, binder);
  // Without any value there are no rows, but still columns.
  const values = known.length === 0 ? [literalExpr(key.type, null)] : known;
  const parts = values.map((value) => {
    const inner = new Environment(env);
    inner.define(key.name, { kind: "scalar", expr: value });
    return { rel: binder.table(operator.subquery, inner), source: "" };
  });
  const all = unionOf(parts, "outer", null, binder);
  return known.length === 0 ? limited(all, literalExpr("long", 0n)) : all;
}
