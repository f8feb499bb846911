import type { KqlType } from "../../../../contract/index.ts";
import type { Column } from "../../plan/column.ts";
import { columnRef, literalExpr } from "../../plan/expr.ts";
import { INGESTED, ingestionColumn } from "../../plan/ingestion.ts";
import type { Item, Rel } from "../../plan/rel.ts";
import { Refusal, refuse } from "../../diagnostics/catalogue.ts";
import type { Expression, OperatorOf } from "../../syntax/nodes.ts";
import { sourcesMatching, type Source } from "../sources.ts";
import type { Binder, Environment } from "../scope.ts";

function optionText(operator: OperatorOf<"union">, ...names: readonly string[]): string | null {
  return operator.options.find((option) => names.includes(option.name))?.text.trim() ?? null;
}

function inputsOf(node: Expression, isFuzzy: boolean, position: number, env: Environment, binder: Binder): Source[] {
  if (node.kind === "wildcard" || node.kind === "star") {
    return sourcesMatching(node.kind === "star" ? "*" : node.pattern, node.span, env, binder);
  }
  try {
    const isTable = node.kind === "name" && env.find(node.name) === null;
    return [{ rel: binder.table(node, env), source: isTable ? node.name : `union_arg${position}` }];
  } catch (error) {
    // `isfuzzy` skips tables that do not exist; every other mistake stays one.
    if (isFuzzy && error instanceof Refusal && error.diagnostic.code === "kql/unknown-table") return [];
    throw error;
  }
}

/** Types of one name across the inputs: equal types share a column, others are kept apart as `name_type`. */
function outputName(column: Column, typesByName: ReadonlyMap<string, ReadonlySet<KqlType>>): string {
  const types = typesByName.get(column.name);
  return types !== undefined && types.size > 1 ? `${column.name}_${column.type}` : column.name;
}

/** The columns of a union by their output name, in order of first appearance. */
function outputColumns(
  inputs: readonly Source[],
  kind: "inner" | "outer",
  typesByName: ReadonlyMap<string, ReadonlySet<KqlType>>,
  binder: Binder,
): ReadonlyMap<string, Column> {
  const counts = new Map<string, number>();
  const outputs = new Map<string, Column>();
  for (const { rel } of inputs)
    for (const column of rel.columns) {
      const name = outputName(column, typesByName);
      counts.set(name, (counts.get(name) ?? 0) + 1);
      if (!outputs.has(name)) outputs.set(name, binder.context.ids.create(name, column.type));
    }
  return kind === "outer" ? outputs : new Map([...outputs].filter(([name]) => counts.get(name) === inputs.length));
}

function typesOf(inputs: readonly Source[]): ReadonlyMap<string, ReadonlySet<KqlType>> {
  const typesByName = new Map<string, Set<KqlType>>();
  for (const { rel } of inputs)
    for (const column of rel.columns) typesByName.set(column.name, (typesByName.get(column.name) ?? new Set()).add(column.type));
  return typesByName;
}

/** A name made for a column of several types may be some other column's own; Kusto's way out is not documented. */
function refuseTakenNames(inputs: readonly Source[], operator: OperatorOf<"union">): void {
  const typesByName = typesOf(inputs);
  for (const [name, types] of typesByName)
    for (const type of types.size > 1 ? types : [])
      if (typesByName.has(`${name}_${type}`))
        throw refuse("kql/unsupported", operator.span, {
          what: `A union with \`${name}\` of several types beside a column \`${name}_${type}\``,
          instead: `Rename one of them first with \`project-rename\`.`,
        });
}

/** Puts relations one after the other, matching columns by name and type; what an input lacks is padded. */
export function unionOf(inputs: readonly Source[], kind: "inner" | "outer", sourceColumn: string | null, binder: Binder): Rel {
  const { ids } = binder.context;
  const typesByName = typesOf(inputs);
  const outputs = outputColumns(inputs, kind, typesByName, binder);
  const source = sourceColumn === null ? null : ids.create(sourceColumn, "string");
  const itemId = inputs.some((input) => input.rel.itemId !== null) ? ids.create("_ItemId", "string") : null;
  const ingested = inputs.some((input) => ingestionColumn(input.rel) !== null) ? ids.create(INGESTED, "datetime") : null;
  const mapped = inputs.map(({ rel, source: label }) => {
    const items: Item[] = rel.columns.flatMap((from) => {
      const column = outputs.get(outputName(from, typesByName));
      return column === undefined ? [] : [{ column, value: columnRef(from) }];
    });
    if (source !== null) items.push({ column: source, value: literalExpr("string", label) });
    if (itemId !== null && rel.itemId !== null) items.push({ column: itemId, value: columnRef(rel.itemId) });
    const own = ingestionColumn(rel);
    if (ingested !== null && own !== null) items.push({ column: ingested, value: columnRef(own) });
    return { rel, items };
  });
  const columns = [...(source === null ? [] : [source]), ...outputs.values()];
  return {
    kind: "union",
    inputs: mapped,
    all: [...columns, ...[itemId, ingested].filter((column) => column !== null)],
    columns,
    itemId,
    ordering: [],
  };
}

export function bindUnion(operator: OperatorOf<"union">, input: Rel | null, env: Environment, binder: Binder): Rel {
  const isFuzzy = ["true", "1"].includes((optionText(operator, "isfuzzy") ?? "false").toLowerCase());
  const kind = (optionText(operator, "kind") ?? "outer").toLowerCase() === "inner" ? "inner" : "outer";
  const piped: Source[] = input === null ? [] : [{ rel: input, source: input.kind === "scan" ? input.table.name : "union_arg0" }];
  const others = operator.inputs.flatMap((node, index) => inputsOf(node, isFuzzy, index + piped.length, env, binder));
  const inputs = [...piped, ...others];
  if (inputs.length === 0) throw refuse("kql/empty-union", operator.span, {});
  refuseTakenNames(inputs, operator);
  return unionOf(inputs, kind, optionText(operator, "withsource", "with_source"), binder);
}
