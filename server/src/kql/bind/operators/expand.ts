import { asDynamic, convert } from "../../functions/convert.ts";
import { at } from "../../functions/definition.ts";
import { filterOver } from "../../plan/build.ts";
import { call, columnRef } from "../../plan/expr.ts";
import type { Column } from "../../plan/column.ts";
import type { ExpandOutput, Item, Rel } from "../../plan/rel.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import { sql } from "../../sql/fragment.ts";
import type { ExpandItem, Expression, Operator, OperatorOf } from "../../syntax/nodes.ts";
import { implicitName, NamePool } from "../result-names.ts";
import { Row, type Binder, type Environment } from "../scope.ts";
import { rowCount } from "./order.ts";

/** Options of `mv-expand` that are spelled as parameters before the columns. */
function option(operator: Operator, name: string): string | null {
  return operator.options.find((found) => found.name === name)?.text.trim() ?? null;
}

interface Expanded {
  readonly rel: Rel;
  readonly replaced: ReadonlyMap<string, Column>;
}

/** One output row per element; several arrays are taken apart side by side. */
export function expand(items: readonly ExpandItem[], operator: Operator, input: Rel, env: Environment, binder: Binder): Expanded {
  const { ids } = binder.context;
  const row = new Row(input, { allowsWindows: true });
  const isArrayOfPairs = (option(operator, "bagexpansion") ?? option(operator, "kind")) === "array";
  const names = new NamePool(input.columns.map((column) => column.name));
  const outputs: ExpandOutput[] = [];
  const typed: Item[] = [];
  const replaced = new Map<string, Column>();
  const columns = [...input.columns];
  for (const item of items) {
    const value = binder.scalar(item.value, { row, env });
    if (value.type !== "dynamic")
      throw refuse("kql/wrong-type", item.span, {
        what: "`mv-expand`",
        expected: "a `dynamic` array (see `parse_json` and `todynamic`)",
        found: `\`${value.type}\``,
      });
    const wanted = implicitName(item.value);
    const known = wanted === null ? -1 : columns.findIndex((column) => column.name === wanted);
    const name = wanted === null ? names.takeUnnamed() : known >= 0 ? wanted : names.take(wanted);
    const element = ids.create(name, item.type === "string" ? "string" : "dynamic");
    outputs.push({ value: asDynamic(value), column: element, isBagAsPairs: isArrayOfPairs });
    const made = item.type === null || item.type === element.type ? element : ids.create(name, item.type);
    if (made !== element) typed.push({ column: made, value: convert(columnRef(element), made.type) });
    replaced.set(name, made);
    if (known >= 0) columns[known] = made;
    else columns.push(made);
  }
  const indexName = option(operator, "with_itemindex");
  const index = indexName === null ? null : ids.create(indexName, "long");
  if (index !== null) columns.push(index);
  const ordinal = ids.create("", "long");
  const ordering = input.ordering.length === 0 ? [] : [...input.ordering, { column: ordinal, isDescending: false, nulls: "last" as const }];
  const expanded: Rel = {
    kind: "expand",
    input: row.rel,
    outputs,
    index,
    ordinal,
    isZipped: outputs.length > 1,
    columns,
    itemId: input.itemId,
    ordering,
  };
  if (typed.length === 0) return { rel: expanded, replaced };
  return { rel: { kind: "compute", input: expanded, items: typed, columns, itemId: input.itemId, ordering }, replaced };
}

/** At most so many elements of each row. */
export function limitedElements(rel: Rel, rowLimit: Expression | null, env: Environment, binder: Binder): Rel {
  const source = rel.kind === "compute" ? rel.input : rel;
  if (rowLimit === null || source.kind !== "expand") return rel;
  const args = [columnRef(source.ordinal), rowCount(rowLimit, env, binder)];
  return filterOver(
    rel,
    call("<", "bool", args, (a) => sql`(${at(a, 0)} < ${at(a, 1)})`),
  );
}

export function bindMvExpand(operator: OperatorOf<"mv-expand">, input: Rel, env: Environment, binder: Binder): Rel {
  return limitedElements(expand(operator.items, operator, input, env, binder).rel, operator.rowLimit, env, binder);
}
