import { at } from "../../functions/definition.ts";
import { convert } from "../../functions/convert.ts";
import { call, columnRef, literalExpr } from "../../plan/expr.ts";
import type { Item, Rel } from "../../plan/rel.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import { sql } from "../../sql/fragment.ts";
import { text } from "../../sql/literal.ts";
import type { OperatorOf } from "../../syntax/nodes.ts";
import { Row, type Binder, type Environment } from "../scope.ts";

/** How the pairs are written, as JSON for the function that takes them apart. */
function settings(operator: OperatorOf<"parse-kv">): string {
  const found: Record<string, unknown> = {};
  for (const { name, value, text: written, span } of operator.properties) {
    if (!["pair_delimiter", "kv_delimiter", "quote", "escape", "greedy"].includes(name))
      throw refuse("kql/unsupported", span, { what: `The option \`${name}\` of \`parse-kv\`` });
    const parsed =
      value?.kind === "literal" ? (value.type === "dynamic" ? (JSON.parse(String(value.value)) as unknown) : value.value) : written;
    found[name] = typeof parsed === "bigint" ? Number(parsed) : parsed;
  }
  if (found["kv_delimiter"] === undefined) throw refuse("kql/unsupported", operator.span, { what: "`parse-kv` without a `kv_delimiter`" });
  return JSON.stringify(found);
}

/** `parse-kv`: keys of a text become columns. */
export function bindParseKv(operator: OperatorOf<"parse-kv">, input: Rel, env: Environment, binder: Binder): Rel {
  const { ids } = binder.context;
  const operand = convert(binder.scalar(operator.operand, { row: new Row(input), env }), "string");
  const bag = ids.create(".pairs", "dynamic");
  const keys = JSON.stringify(operator.keys.map((key) => key.name));
  const taken = settings(operator);
  const shape = { itemId: input.itemId, ordering: input.ordering };
  const pairs: Rel = {
    kind: "compute",
    input,
    items: [
      {
        column: bag,
        value: call("parse-kv", "dynamic", [operand], (a) => sql`js_parse_kv(${at(a, 0)}, ${text(keys)}, ${text(taken)})::JSON`),
      },
    ],
    columns: input.columns,
    ...shape,
  };
  const columns = [...input.columns];
  const items = operator.keys.map((key): Item => {
    const column = ids.create(key.name, key.type);
    const known = columns.findIndex((other) => other.name === key.name);
    if (known >= 0) columns[known] = column;
    else columns.push(column);
    const raw = call(
      "[]",
      "dynamic",
      [columnRef(bag), literalExpr("string", key.name)],
      (a) => sql`k_property_named(${at(a, 0)}, ${at(a, 1)})`,
    );
    return { column, value: convert(raw, key.type) };
  });
  return { kind: "compute", input: pairs, items, columns, ...shape };
}
