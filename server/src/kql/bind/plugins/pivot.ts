import { refuse } from "../../diagnostics/catalogue.ts";
import { convert } from "../../functions/convert.ts";
import { at } from "../../functions/definition.ts";
import type { Column } from "../../plan/column.ts";
import { call, columnRef, literalExpr, visitColumns, type Expr } from "../../plan/expr.ts";
import type { AggregateItem, Item, Rel } from "../../plan/rel.ts";
import { sql } from "../../sql/fragment.ts";
import { text } from "../../sql/literal.ts";
import type { Expression } from "../../syntax/nodes.ts";
import { NamePool } from "../result-names.ts";
import { Row } from "../scope.ts";
import { Arguments } from "./arguments.ts";
import type { Plugin, PluginCall } from "./plugin.ts";
import { aggregated, computed, filtered, windowed } from "./rels.ts";

const COLUMNS_MAX = 500;

/** What Kusto pivots over. */
const AGGREGATES: ReadonlySet<string> = new Set([
  "min",
  "max",
  "take_any",
  "any",
  "sum",
  "dcount",
  "avg",
  "stdev",
  "variance",
  "make_list",
  "make_bag",
  "make_set",
  "count",
]);

interface Cell {
  readonly aggregates: readonly AggregateItem[];
  readonly value: Expr;
}

const isAggregate = (node: Expression): node is Extract<Expression, { readonly kind: "call" }> => node.kind === "call";

function cellOf(node: Expression | null, { input, binder, env, span }: PluginCall): Cell {
  const written: Expression = node ?? { kind: "call", name: "count", nameSpan: span, args: [], span };
  if (isAggregate(written) && !AGGREGATES.has(written.name))
    throw refuse("kql/unsupported", written.span, {
      what: `\`${written.name}\` in \`pivot\``,
      instead: "Use `summarize` before it, and pivot its result with `take_any(…)`.",
    });
  const aggregates: AggregateItem[] = [];
  const value = binder.scalar(written, { row: new Row(input, { aggregates }), env });
  return { aggregates, value };
}

/** The values of the pivot column, as text, in the order in which they first appear. */
function valuesInData(key: Expr, { name: operator, input, binder, span }: PluginCall): string[] {
  const { ids } = binder.context;
  const place = ids.create(".place", "long");
  const numbered = windowed(input, [
    { column: place, name: "row_number", args: [], render: (_, over) => sql`row_number() OVER (${over})` },
  ]);
  const first = ids.create(".first", "string");
  const group = { column: ids.create(".key", "string"), value: key };
  const min = {
    column: first,
    name: "min",
    args: [columnRef(place)],
    render: (a: Parameters<AggregateItem["render"]>[0]) => sql`lpad(min(${at(a, 0)})::VARCHAR, 20, '0')`,
  };
  const rel: Rel = { ...aggregated(numbered, [group], [min]), ordering: [{ column: first, isDescending: false, nulls: "last" }] };
  const values = binder.context.rowsOf(rel, { operator, start: span.start, prefix: "" });
  if (values.length > COLUMNS_MAX) throw refuse("kql/too-complex", span, { what: `\`pivot\` would make more than ${COLUMNS_MAX} columns` });
  return values.map(([value]) => value ?? "");
}

/** What the aggregate gives for no rows at all: the cell of a value that a group does not have. */
function emptyCell(cell: Cell, { input, binder }: PluginCall): Expr {
  const none = aggregated(filtered({ ...input, ordering: [] }, literalExpr("bool", false)), [], cell.aggregates);
  const column = binder.context.ids.create(".none", cell.value.type);
  const rel = computed(none, [{ column, value: cell.value }], [column]);
  return { kind: "scalar-query", type: column.type, rel, column, shape: "first" };
}

/** Kusto's default: everything but the pivot column and what the aggregate reads. */
function defaultGroups(pivot: Column, cell: Cell, input: Rel): Column[] {
  const read = new Set([pivot.id]);
  for (const item of cell.aggregates) for (const arg of item.args) visitColumns(arg, (column) => read.add(column.id));
  return input.columns.filter((column) => !read.has(column.id));
}

/** A column of the result, and the value in the data that fills it. */
interface Made {
  readonly name: string;
  readonly value: string;
}

/** Names give way to those of the columns that group the rows, and to no others: only these two kinds come out. */
function madeInData(values: readonly string[], groups: readonly Column[]): Made[] {
  const names = new NamePool(groups.map(({ name }) => name));
  return values.map((value) => ({ value, name: value === "" ? names.takeUnnamed() : names.take(value) }));
}

function pivoted(madeOf: (groups: readonly Column[]) => readonly Made[], given: Arguments, plugin: PluginCall): Rel {
  const { input, binder } = plugin;
  const { ids } = binder.context;
  const pivot = given.column("pivotColumn");
  const [first, ...others] = given.rest;
  const hasAggregate = first !== undefined && isAggregate(first);
  const cell = cellOf(hasAggregate ? first : null, plugin);
  const chosen = (hasAggregate ? others : given.rest).map((node) => given.columnOf(node));
  const groups = chosen.length > 0 ? chosen : defaultGroups(pivot, cell, input);
  const key: Item = { column: ids.create(".key", "string"), value: convert(columnRef(pivot), "string") };
  const byKey = aggregated(input, [...groups.map((column) => ({ column, value: columnRef(column) })), key], cell.aggregates);
  const filled: Item = { column: ids.create(".cell", cell.value.type), value: cell.value };
  const empty = emptyCell(cell, plugin);
  const wide = madeOf(groups).map(({ name, value }) => {
    const raw = ids.create(".raw", cell.value.type);
    const aggregate: AggregateItem = {
      column: raw,
      name: "cell",
      args: [columnRef(filled.column), columnRef(key.column)],
      render: (a) => sql`first(${at(a, 0)}) FILTER (WHERE ${at(a, 1)} = ${text(value)})`,
    };
    const whole = call("cell", raw.type, [columnRef(raw), empty], (a) => sql`coalesce(${at(a, 0)}, ${at(a, 1)})`);
    return { aggregate, item: { column: ids.create(name, raw.type), value: whole } };
  });
  const rows = aggregated(
    computed(byKey, [filled], [...groups, key.column, filled.column]),
    groups.map((column) => ({ column, value: columnRef(column) })),
    wide.map(({ aggregate }) => aggregate),
  );
  return computed(
    rows,
    wide.map(({ item }) => item),
    [...groups, ...wide.map(({ item }) => item.column)],
  );
}

/** `pivot`: the values of one column become columns; the others group the rows. */
export const PIVOT: Plugin = {
  name: "pivot",
  bind: (plugin) => {
    const given = new Arguments(plugin, ["pivotColumn"]);
    const pivot = given.column("pivotColumn");
    const key = convert(columnRef(pivot), "string");
    if (plugin.schema === null) {
      const values = valuesInData(key, plugin);
      return pivoted((groups) => madeInData(values, groups), given, plugin);
    }
    const declared = plugin.schema.columns;
    const made = declared.filter(({ name }) => !plugin.input.columns.some((column) => column.name === name && column.id !== pivot.id));
    const rel = pivoted(() => made.map(({ name }) => ({ name, value: name })), given, plugin);
    return reordered(rel, declared, plugin);
  },
};

/** The output in the order and the types that the query declares. */
function reordered(rel: Rel, declared: NonNullable<PluginCall["schema"]>["columns"], { binder }: PluginCall): Rel {
  const items: Item[] = [];
  const columns = declared.map(({ name, type, span }) => {
    const found = rel.columns.find((column) => column.name === name);
    if (found === undefined) throw refuse("kql/unknown-column", span, { name, nearest: null });
    if (found.type === type) return found;
    const column = binder.context.ids.create(name, type);
    items.push({ column, value: convert(columnRef(found), type) });
    return column;
  });
  return computed(rel, items, columns);
}
