import type { RenderHint } from "../../../contract/index.ts";
import type { Rel } from "../plan/rel.ts";
import { refuse } from "../diagnostics/catalogue.ts";
import { sql } from "../sql/fragment.ts";
import type { Expression, Operator, OperatorOf } from "../syntax/nodes.ts";
import { isTranslated } from "./call.ts";
import { shareRel } from "./lets.ts";
import { limited, rowCount } from "./operators/order.ts";
import { bindSubquery } from "./operators/per-group.ts";
import { SEVERAL_TABLES } from "./plugins/several-tables.ts";
import { Environment, Row, type Binder } from "./scope.ts";
import { MOST_RECORDS } from "./statements.ts";

export interface BoundTable {
  readonly name: string | null;
  readonly rel: Rel;
  readonly render: RenderHint | null;
}

/** A single value as a table of one cell, as Kusto answers `1 + 1`. */
function singleValue(query: Expression, env: Environment, binder: Binder): Rel {
  const value = binder.scalar(query, { row: null, env });
  const column = binder.context.ids.create("print_0", value.type);
  return { kind: "rows", rows: [[value]], ordinal: null, all: [column], columns: [column], itemId: null, ordering: [] };
}

function tableOf(query: Expression, env: Environment, binder: Binder): Rel {
  if (binder.isTabular(query, env)) return binder.table(query, env);
  const isUnknown = (query.kind === "name" || query.kind === "call") && env.find(query.name) === null;
  if (isUnknown && query.kind === "call" && isTranslated(query.name)) throw refuse("kql/bare-value", query.span, { name: query.name });
  return isUnknown || query.kind === "refused" ? binder.table(query, env) : singleValue(query, env, binder);
}

/** Binds one table and takes the chart that its pipeline asks for. */
function finished(name: string | null, binder: Binder, bind: () => Rel): BoundTable {
  binder.context.render = null;
  const rel = bind();
  const most = binder.context.options.get(MOST_RECORDS);
  const shown = most === undefined ? rel : limited(rel, rowCount(most, new Environment(null), binder));
  return { name, rel: shown, render: binder.context.render };
}

/** The name that a pipeline ends with: `T | as Name`, a chart behind it or not. */
function nameAtEnd(query: Expression): string | null {
  if (query.kind !== "pipe") return null;
  if (query.operator.kind === "as") return query.operator.name;
  return query.operator.kind === "render" ? nameAtEnd(query.source) : null;
}

function bindFork(operator: OperatorOf<"fork">, input: Rel, env: Environment, binder: Binder): BoundTable[] {
  return operator.branches.map(({ name, query }) =>
    finished(name ?? nameAtEnd(query), binder, () => bindSubquery(query, shareRel(input, binder), new Environment(env), binder)),
  );
}

function countBy(node: Expression, input: Rel, env: Environment, binder: Binder): Rel {
  if (node.kind !== "name") throw refuse("kql/wrong-arguments", node.span, { what: "`facet by`", expected: "column names" });
  const value = binder.scalar(node, { row: new Row(input), env });
  const column = binder.context.ids.create(node.name, value.type);
  const count = binder.context.ids.create(`count_${node.name}`, "long");
  return {
    kind: "aggregate",
    input,
    groups: [{ column, value }],
    aggregates: [{ column: count, name: "count", args: [], render: () => sql`count(*)` }],
    columns: [column, count],
    itemId: null,
    ordering: [],
  };
}

/** `facet by`: the rows of its `with`, where it has one, and the values of each column with their counts. */
function bindFacet(operator: OperatorOf<"facet">, input: Rel, env: Environment, binder: Binder): BoundTable[] {
  const { subquery } = operator;
  const rows =
    subquery === null ? [] : [finished(null, binder, () => bindSubquery(subquery, shareRel(input, binder), new Environment(env), binder))];
  const counts = operator.by.map((node) => finished(null, binder, () => countBy(node, shareRel(input, binder), env, binder)));
  return [...rows, ...counts];
}

/** `evaluate` of a plugin that gives several tables, each over the same rows; null for anything else. */
function bindSeveral(operator: Operator, source: Expression, env: Environment, binder: Binder): BoundTable[] | null {
  if (operator.kind !== "evaluate" || operator.call.kind !== "call") return null;
  const { name, args } = operator.call;
  const tables = SEVERAL_TABLES.get(name);
  if (tables === undefined) return null;
  const input = binder.table(source, env);
  const { schema, span } = operator;
  return tables.map((bind) =>
    finished(null, binder, () => bind({ name, span, args, schema, input: shareRel(input, binder), env, binder })),
  );
}

/** The result tables of one tabular statement: one, or several where it ends in `fork` or `facet`. */
export function bindResults(query: Expression, env: Environment, binder: Binder): BoundTable[] {
  if (query.kind === "pipe") {
    const { operator, source } = query;
    if (operator.kind === "fork") return bindFork(operator, binder.table(source, env), env, binder);
    const several = bindSeveral(operator, source, env, binder);
    if (several !== null) return several;
    if (operator.kind === "facet") return bindFacet(operator, binder.table(source, env), env, binder);
  }
  return [finished(nameAtEnd(query), binder, () => tableOf(query, env, binder))];
}
