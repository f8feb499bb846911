import { asDynamic, convert } from "../../functions/convert.ts";
import { computeOver, filterOver } from "../../plan/build.ts";
import type { Column } from "../../plan/column.ts";
import { columnRef, literalExpr, type Expr } from "../../plan/expr.ts";
import type { Item, Rel } from "../../plan/rel.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import type { Expression, OperatorOf } from "../../syntax/nodes.ts";
import { findColumn, type Binder, type Environment } from "../scope.ts";
import type { Source } from "../sources.ts";
import { packed } from "../special-forms.ts";
import { condition, searched } from "./search.ts";
import { unionOf } from "./union.ts";

/** Names that the predicate writes as columns: what stands left of an operator, or inside of a call. */
function namesIn(node: Expression): string[] {
  if (node.kind === "name") return [node.name];
  if (node.kind === "binary") return [...namesIn(node.left), ...namesIn(node.right)];
  if (node.kind === "among") return [...namesIn(node.left), ...node.items.flatMap(namesIn)];
  if (node.kind === "between") return [node.operand, node.low, node.high].flatMap(namesIn);
  if (node.kind === "unary") return namesIn(node.operand);
  if (node.kind === "call") return node.args.flatMap(namesIn);
  return node.kind === "path" || node.kind === "element" ? namesIn(node.target) : [];
}

const bagOf = (columns: readonly Column[]): Expr =>
  packed(columns.flatMap((column) => [literalExpr("string", column.name), asDynamic(columnRef(column))]));

/** Columns of the predicate and those that every table has stand by themselves, the rest goes into one bag. */
function smart(sources: readonly Source[], used: ReadonlySet<string>, binder: Binder): Source[] {
  const isCommon = (column: Column): boolean =>
    sources.every(({ rel }) => rel.columns.some((other) => other.name === column.name && other.type === column.type));
  return sources.map(({ rel, source }) => {
    const own = rel.columns.filter((column) => used.has(column.name) || isCommon(column));
    const pack = binder.context.ids.create("pack_", "dynamic");
    const rest = rel.columns.filter((column) => !own.includes(column));
    return { rel: computeOver(rel, [{ column: pack, value: bagOf(rest) }], [...own, pack]), source };
  });
}

interface Wanted {
  readonly name: string;
  /** Null for the bag of the whole row. */
  readonly type: Column["type"] | null;
}

function wantedColumns(project: readonly Expression[], sources: readonly Source[]): Wanted[] {
  return project.map((node): Wanted => {
    if (node.kind === "call" && node.name === "pack_all") return { name: "pack_", type: null };
    if (node.kind === "typed-name") return { name: node.name, type: node.type };
    if (node.kind !== "name") throw refuse("kql/wrong-arguments", node.span, { what: "`find … project`", expected: "column names" });
    const types = new Set(sources.flatMap(({ rel }) => findColumn(rel, node.name)?.type ?? []));
    const [type] = types;
    if (type === undefined) throw refuse("kql/unknown-column", node.span, { name: node.name, nearest: null });
    if (types.size > 1)
      throw refuse("kql/wrong-arguments", node.span, {
        what: `The column \`${node.name}\`, which has several types,`,
        expected: `one of them: \`${node.name}:${type}\``,
      });
    return { name: node.name, type };
  });
}

function projected(sources: readonly Source[], wanted: readonly Wanted[], binder: Binder): Source[] {
  return sources.map(({ rel, source }) => {
    const packs = rel.columns.filter((column) => !wanted.some((one) => one.name === column.name));
    const items = wanted.map(({ name, type }): Item => {
      if (type === null) return { column: binder.context.ids.create(name, "dynamic"), value: bagOf(packs) };
      const column = findColumn(rel, name);
      const missing = literalExpr(type, type === "string" ? "" : null);
      const value = column === null ? missing : type === "dynamic" ? asDynamic(columnRef(column)) : convert(columnRef(column), type);
      return { column: binder.context.ids.create(name, type), value };
    });
    const columns = items.map((item) => item.column);
    return { rel: computeOver(rel, items, columns), source };
  });
}

/** `find`: rows of many tables that a predicate holds for. Tables that have none of its columns stay out. */
export function bindFind(operator: OperatorOf<"find">, input: Rel | null, env: Environment, binder: Binder): Rel {
  const all = input === null ? searched(operator.inTables, operator.span, env, binder) : [{ rel: input, source: "find_arg0" }];
  const names = namesIn(operator.condition).filter((name) => all.some(({ rel }) => findColumn(rel, name) !== null));
  const used = new Set(names);
  const sources = all
    .filter(({ rel }) => used.size === 0 || names.some((name) => findColumn(rel, name) !== null))
    .map(({ rel, source }) => ({ rel: filterOver(rel, condition(operator.condition, { rel, env, binder, isCaseless: true })), source }));
  if (sources.length === 0) throw refuse("kql/unknown-table", operator.span, { name: "find", nearest: null });
  const { project } = operator;
  const shaped = project === null ? smart(sources, used, binder) : projected(sources, wantedColumns(project, sources), binder);
  const label = operator.options.find((option) => option.name === "withsource")?.text.trim() ?? "source_";
  return unionOf(shaped, "outer", label, binder);
}
