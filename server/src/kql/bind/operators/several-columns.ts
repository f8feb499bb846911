import { convert } from "../../functions/convert.ts";
import { at } from "../../functions/definition.ts";
import { percentile } from "../../functions/aggregates.ts";
import { weightedPercentile } from "../../functions/sketches.ts";
import { columnRef, type Expr } from "../../plan/expr.ts";
import type { Column } from "../../plan/column.ts";
import type { AggregateItem } from "../../plan/rel.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import { sql, type Sql } from "../../sql/fragment.ts";
import type { Expression } from "../../syntax/nodes.ts";
import { checkRanks } from "../aggregate-call.ts";
import { implicitName } from "../result-names.ts";
import type { Binder, Scope } from "../scope.ts";
import { extremeKey, valueAtExtreme } from "./row-of-extreme.ts";

export interface SeveralItem extends AggregateItem {
  /** Named by the person, so the name is kept as it is. */
  readonly isExplicit: boolean;
}

type CallNode = Extract<Expression, { readonly kind: "call" }>;

interface Returned {
  readonly name: string;
  readonly value: Expr;
}

/** The expressions after the key; `*` stands for every column that is not grouped by nor the key itself. */
function returned(args: readonly Expression[], except: ReadonlySet<string>, scope: Scope, binder: Binder): Returned[] {
  return args.flatMap((arg): Returned[] => {
    if (arg.kind === "star")
      return (scope.row?.rel.columns ?? [])
        .filter((column) => !except.has(column.name))
        .map((column) => ({ name: column.name, value: columnRef(column) }));
    return [{ name: implicitName(arg) ?? "Column1", value: binder.scalar(arg, scope) }];
  });
}

const orEmpty = (value: Expr, made: Sql): Sql => (value.type === "string" ? sql`coalesce(${made}, '')` : made);

/** `arg_max(key, …)`: values of the row with the extreme key; when every key is null, still those of one row. */
function argExtreme(
  node: CallNode,
  names: readonly string[] | null,
  scope: Scope,
  groups: ReadonlySet<string>,
  binder: Binder,
): SeveralItem[] {
  const [first, ...rest] = node.args;
  if (first === undefined) throw refuse("kql/wrong-arguments", node.span, { what: `\`${node.name}\``, expected: "at least 1 argument" });
  const isMax = node.name.endsWith("max");
  const bound = binder.scalar(first, scope);
  const key = bound.type === "dynamic" ? convert(bound, "real") : bound;
  const extreme = isMax ? "max" : "min";
  const keyName = implicitName(first) ?? extreme;
  // The oldest spelling, `argmax(key, x)`, names its columns `max_key` and `max_key_x`.
  const isOldest = !node.name.includes("_");
  const named = (name: string, index: number): string =>
    !isOldest ? name : index === 0 ? `${extreme}_${name}` : `${extreme}_${keyName}_${name}`;
  const outputs: Returned[] = [
    { name: keyName, value: bound },
    ...returned(rest, new Set([...groups, ...(first.kind === "name" ? [keyName] : [])]), scope, binder),
  ];
  const row = scope.row?.rel;
  const hidden = row?.itemId ?? null;
  const items = outputs.map((output, index) =>
    itemOf({ ...output, name: named(output.name, index) }, names?.[index] ?? null, isMax, key, binder),
  );
  if (hidden === null || !rest.some((arg) => arg.kind === "star")) return items;
  return [...items, { ...itemOf({ name: ".item", value: columnRef(hidden) }, ".item", isMax, key, binder) }];
}

function itemOf(output: Returned, name: string | null, isMax: boolean, key: Expr, binder: Binder): SeveralItem {
  const column: Column = binder.context.ids.create(name ?? output.name, output.value.type);
  return {
    column,
    isExplicit: name !== null,
    name: isMax ? "arg_max" : "arg_min",
    args: [output.value, key],
    render: (a) => orEmpty(output.value, output.value === key ? extremeKey(key, isMax, a) : valueAtExtreme(key, isMax, a)),
  };
}

/** `take_any(*)`, `take_any(a, b)`: one row's values. */
function takeAny(
  node: CallNode,
  names: readonly string[] | null,
  scope: Scope,
  groups: ReadonlySet<string>,
  binder: Binder,
): SeveralItem[] {
  const prefix = node.name === "any" ? "any_" : "";
  return returned(node.args, groups, scope, binder).map((output, index) => ({
    column: binder.context.ids.create(names?.[index] ?? `${prefix}${output.name}`, output.value.type),
    isExplicit: names?.[index] !== undefined,
    name: node.name,
    args: [output.value],
    render: (a) => orEmpty(output.value, sql`first({v: ${at(a, 0)}}).v`),
  }));
}

/** `percentiles(x, 50, 95)`: one column per rank. */
function percentiles(node: CallNode, names: readonly string[] | null, scope: Scope, binder: Binder): SeveralItem[] {
  const [first, ...ranks] = node.args;
  if (first === undefined || ranks.length === 0)
    throw refuse("kql/wrong-arguments", node.span, { what: `\`${node.name}\``, expected: "a value and at least one rank" });
  const bound = binder.scalar(first, scope);
  const base = implicitName(first) ?? "";
  const bounds = ranks.map((rank) => binder.scalar(rank, scope));
  checkRanks(node, [bound, ...bounds]);
  return bounds.map((at100, index) => {
    const made = percentile(bound, at100);
    const label = at100.kind === "literal" ? String(at100.value).replace(".", "_") : String(index);
    return {
      ...made,
      column: binder.context.ids.create(names?.[index] ?? `percentile_${base}_${label}`, made.type),
      isExplicit: names?.[index] !== undefined,
      name: node.name,
    };
  });
}

/** `percentilesw(x, weight, 50, 95)`. */
function weightedPercentiles(node: CallNode, names: readonly string[] | null, scope: Scope, binder: Binder): SeveralItem[] {
  const [first, second, ...ranks] = node.args;
  if (first === undefined || second === undefined || ranks.length === 0)
    throw refuse("kql/wrong-arguments", node.span, { what: `\`${node.name}\``, expected: "a value, a weight and at least one rank" });
  const [value, weight] = [binder.scalar(first, scope), binder.scalar(second, scope)];
  const bounds = ranks.map((rank) => binder.scalar(rank, scope));
  checkRanks(node, [value, weight, ...bounds]);
  return bounds.map((at100, index) => {
    const label = at100.kind === "literal" ? String(at100.value).replace(".", "_") : String(index);
    const made = weightedPercentile(value, weight, at100);
    return {
      ...made,
      column: binder.context.ids.create(names?.[index] ?? `percentile_${implicitName(first) ?? ""}_${label}`, made.type),
      isExplicit: names?.[index] !== undefined,
      name: node.name,
    };
  });
}

/** The aggregates that give several columns, or null when the item is another expression. */
export function severalColumns(item: Expression, scope: Scope, groups: ReadonlySet<string>, binder: Binder): SeveralItem[] | null {
  const node = item.kind === "named" ? item.value : item;
  const names = item.kind === "named" ? item.names.map((part) => part.name) : null;
  if (node.kind !== "call") return null;
  switch (node.name) {
    case "arg_max":
    case "arg_min":
    case "argmax":
    case "argmin":
      return argExtreme(node, names, scope, groups, binder);
    case "take_any":
    case "any":
      return node.args.length > 1 || node.args[0]?.kind === "star" || node.name === "take_any"
        ? takeAny(node, names, scope, groups, binder)
        : null;
    case "percentiles":
    case "percentile":
      return percentiles(node, names, scope, binder);
    case "percentilesw":
    case "percentilew":
      return weightedPercentiles(node, names, scope, binder);
    default:
      return null;
  }
}
