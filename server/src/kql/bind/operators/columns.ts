import type { Column } from "../../plan/column.ts";
import { asDynamic } from "../../functions/convert.ts";
import { at } from "../../functions/definition.ts";
import { call, constantText, type Expr } from "../../plan/expr.ts";
import type { Item, Rel } from "../../plan/rel.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import { sql } from "../../sql/fragment.ts";
import { whole } from "../../sql/literal.ts";
import type { Expression, OperatorOf } from "../../syntax/nodes.ts";
import { constantItems } from "../dynamic-access.ts";
import { implicitName, NamePool } from "../result-names.ts";
import { tupleParts } from "../tuple-call.ts";
import { findColumn, Row, type Binder, type Environment } from "../scope.ts";

export const wildcardMatcher = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split("*")
      .map((part) => part.replaceAll(/[\\^$.+?()[\]{}|]/g, String.raw`\$&`))
      .join(".*")}$`,
  );

/** A computed column before it is named: `name` null asks for `Column1`. */
interface Output {
  readonly name: string | null;
  readonly isExplicit: boolean;
  readonly value: Expr;
}

/** What one item of `project` or `extend` computes; `(a, b) = f(…)` takes an array apart. `keepsRest`: parts without a name come too. */
export function outputsOf(item: Expression, row: Row | null, env: Environment, binder: Binder, keepsRest = false): Output[] {
  const parts = tupleParts(item.kind === "named" && item.isCompound ? item.value : item, { row, env }, binder);
  if (parts !== null) {
    const names = item.kind === "named" ? item.names : [];
    const isCut = item.kind === "named" && !(keepsRest && item.isCompound);
    return (isCut ? parts.slice(0, names.length) : parts).map((part, index) => {
      const name = names[index]?.name;
      return { name: name ?? part.name, isExplicit: name !== undefined, value: part.value };
    });
  }
  if (item.kind === "named" && item.isCompound) {
    const array = asDynamic(binder.scalar(item.value, { row, env }));
    return item.names.map((part, index) => ({
      name: part.name,
      isExplicit: true,
      value: call("[]", "dynamic", [array], (a) => sql`k_item(${at(a, 0)}, ${whole(index)})`),
    }));
  }
  const value = binder.scalar(item, { row, env });
  return [{ name: implicitName(item), isExplicit: item.kind === "named", value }];
}

function compute(input: Rel, items: readonly Item[], columns: readonly Column[]): Rel {
  return { kind: "compute", input, items, columns, itemId: input.itemId, ordering: input.ordering };
}

/** `extend a`, where there is a column `a`: it is there already. */
const isThere = (item: Expression, input: Rel): boolean =>
  item.kind === "name" && input.columns.some((column) => column.name === item.name);

/** New columns at the end; a column of the same name is replaced where it stands. */
export function bindExtend(operator: OperatorOf<"extend" | "serialize">, input: Rel, env: Environment, binder: Binder): Rel {
  const row = new Row(input, { allowsWindows: true });
  const outputs = operator.items.filter((item) => !isThere(item, input)).flatMap((item) => outputsOf(item, row, env, binder));
  const names = new NamePool(input.columns.map((column) => column.name));
  const columns = [...input.columns];
  const items: Item[] = [];
  for (const output of outputs) {
    const known = output.name === null ? -1 : columns.findIndex((column) => column.name === output.name);
    const isReplaced = known >= 0 && output.isExplicit;
    const name = isReplaced ? (output.name ?? "") : output.name === null ? names.takeUnnamed() : names.take(output.name);
    const column = binder.context.ids.create(name, output.value.type);
    items.push({ column, value: output.value });
    if (isReplaced) columns[known] = column;
    else columns.push(column);
  }
  return compute(row.rel, items, columns);
}

/** Chosen columns only. A plain column keeps its identity; anything else is computed. */
export function bindProject(operator: OperatorOf<"project">, input: Rel, env: Environment, binder: Binder): Rel {
  const row = new Row(input, { allowsWindows: true });
  const names = new NamePool(operator.items.flatMap((item) => (item.kind === "named" ? item.names.map((part) => part.name) : [])));
  const taken = new Set<number>();
  const items: Item[] = [];
  const columns: Column[] = [];
  for (const item of operator.items) {
    if (item.kind === "star" || item.kind === "wildcard") {
      const matcher = wildcardMatcher(item.kind === "star" ? "*" : item.pattern);
      columns.push(...input.columns.filter((column) => matcher.test(column.name) && !columns.includes(column)));
      continue;
    }
    for (const output of outputsOf(item, row, env, binder, true)) {
      const name = output.isExplicit ? (output.name ?? "") : output.name === null ? names.takeUnnamed() : names.take(output.name);
      if (output.value.kind === "column" && !taken.has(output.value.column.id)) {
        taken.add(output.value.column.id);
        columns.push({ ...output.value.column, name });
        continue;
      }
      const column = binder.context.ids.create(name, output.value.type);
      items.push({ column, value: output.value });
      columns.push(column);
    }
  }
  return compute(row.rel, items, columns);
}

export function bindPrint(operator: OperatorOf<"print">, env: Environment, binder: Binder): Rel {
  const names = new NamePool();
  const values: Expr[] = [];
  const columns: Column[] = [];
  for (const [index, item] of operator.items.entries()) {
    const isNamed = item.kind === "named";
    if (isNamed && item.isCompound) {
      for (const output of outputsOf(item, null, env, binder)) {
        values.push(output.value);
        columns.push(binder.context.ids.create(names.take(output.name ?? `print_${index}`), output.value.type));
      }
      continue;
    }
    const parts = tupleParts(item, { row: null, env }, binder) ?? [];
    const isSeveral = parts.length > 1;
    const outputs = isSeveral ? parts : [{ name: `print_${index}`, value: binder.scalar(item, { row: null, env }) }];
    for (const output of outputs) {
      values.push(output.value);
      columns.push(binder.context.ids.create(names.take(isNamed ? (item.names[0]?.name ?? "") : output.name), output.value.type));
    }
  }
  return { kind: "rows", rows: [values], ordinal: null, all: columns, columns, itemId: null, ordering: [] };
}

const relabel = (input: Rel, columns: readonly Column[]): Rel => ({
  kind: "relabel",
  input,
  columns,
  itemId: input.itemId,
  ordering: input.ordering,
});

/** Columns that a list of names and wildcards picks, in the order they are picked. */
function picked(items: readonly Expression[], input: Rel): Column[] {
  const found: Column[] = [];
  for (const item of items) {
    const node = item.kind === "ordered" ? item.value : item;
    if (node.kind === "name") {
      const column = findColumn(input, node.name);
      if (column === null)
        throw refuse("kql/unknown-column", node.span, {
          name: node.name,
          nearest: nearest(
            node.name,
            input.columns.map((known) => known.name),
          ),
        });
      if (!found.includes(column)) found.push(column);
      continue;
    }
    if (node.kind !== "wildcard" && node.kind !== "star")
      throw refuse("kql/wrong-arguments", node.span, { what: "This operator", expected: "column names" });
    const matcher = wildcardMatcher(node.kind === "star" ? "*" : node.pattern);
    let matching = input.columns.filter((column) => matcher.test(column.name) && !found.includes(column));
    if (item.kind === "ordered" && item.direction !== null) matching = sortByName(matching, item.direction, item.isNatural);
    found.push(...matching);
  }
  return found;
}

/** Letters without case, as Microsoft's binder orders columns. */
function sortByName(columns: readonly Column[], direction: "asc" | "desc", isNatural: boolean): Column[] {
  const folded = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const compare = (a: string, b: string): number =>
    isNatural ? a.localeCompare(b, "en", { numeric: true }) : folded(a.toUpperCase(), b.toUpperCase());
  return columns.toSorted((a, b) => (direction === "asc" ? compare(a.name, b.name) : compare(b.name, a.name)));
}

export function bindProjectAway(operator: OperatorOf<"project-away">, input: Rel): Rel {
  const away = new Set(picked(operator.items, input));
  return relabel(
    input,
    input.columns.filter((column) => !away.has(column)),
  );
}

export function bindProjectKeep(operator: OperatorOf<"project-keep">, input: Rel): Rel {
  const kept = new Set(picked(operator.items, input));
  return relabel(
    input,
    input.columns.filter((column) => kept.has(column)),
  );
}

export function bindProjectReorder(operator: OperatorOf<"project-reorder">, input: Rel): Rel {
  const first = picked(operator.items, input);
  return relabel(input, [...first, ...input.columns.filter((column) => !first.includes(column))]);
}

/** `project-by-names`: names, wildcards and arrays of them, as constants. Names that no column has are passed over. */
export function bindProjectByNames(operator: OperatorOf<"project-by-names">, input: Rel, env: Environment, binder: Binder): Rel {
  const found = new Set<Column>();
  for (const item of operator.items) {
    const value = binder.scalar(item, { row: null, env });
    const names = value.type === "dynamic" ? constantItems(value) : [value];
    if (names === null || names.some((name) => constantText(name) === null))
      throw refuse("kql/not-constant", item.span, { what: "The column names in `project-by-names`" });
    for (const name of names) {
      const matcher = wildcardMatcher(constantText(name) ?? "");
      for (const column of input.columns) if (matcher.test(column.name)) found.add(column);
    }
  }
  return relabel(input, [...found]);
}

export function bindProjectRename(operator: OperatorOf<"project-rename">, input: Rel): Rel {
  const renamed = new Map<number, string>();
  for (const item of operator.items) {
    if (item.kind !== "named" || item.value.kind !== "name")
      throw refuse("kql/wrong-arguments", item.span, { what: "`project-rename`", expected: "`NewName = OldName`" });
    const [column] = picked([item.value], input);
    if (column !== undefined) renamed.set(column.id, item.names[0]?.name ?? column.name);
  }
  const columns = input.columns.map((column) => ({ ...column, name: renamed.get(column.id) ?? column.name }));
  const duplicate = columns.find((column, index) => columns.findIndex((other) => other.name === column.name) !== index);
  if (duplicate !== undefined) throw refuse("kql/duplicate-column", operator.span, { name: duplicate.name });
  return relabel(input, columns);
}
