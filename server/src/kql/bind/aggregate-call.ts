import { aggregateFunction } from "../functions/aggregates.ts";
import { columnRef, literalExpr, visitColumns, type Expr, type Literal } from "../plan/expr.ts";
import type { Expression } from "../syntax/nodes.ts";
import { Row, type Binder, type Scope } from "./scope.ts";
import { refuse } from "../diagnostics/catalogue.ts";
import { warnOfQuotient } from "./warnings.ts";

type CallNode = Extract<Expression, { readonly kind: "call" }>;

/** Where the ranks of an aggregate begin: the same for all rows. */
const RANKS_FROM: Readonly<Record<string, number>> = {
  percentile: 1,
  percentiles: 1,
  percentiles_array: 1,
  percentilew: 2,
  percentilesw: 2,
  percentilesw_array: 2,
};

/** Refuses a rank that differs from row to row, and one that is none. */
export function checkRanks(node: CallNode, args: readonly Expr[]): void {
  const first = RANKS_FROM[node.name] ?? args.length;
  for (const [index, rank] of args.entries()) {
    if (index < first) continue;
    const { span } = node.args[index] ?? node;
    visitColumns(rank, () => {
      throw refuse("kql/not-constant", span, { what: `The rank of \`${node.name}\`` });
    });
    if (rank.kind === "literal" && !ranksOf(rank).every(isRank))
      throw refuse("kql/wrong-arguments", span, { what: `\`${node.name}\``, expected: "ranks from 0 to 100" });
  }
}

function ranksOf({ type, value }: Literal): readonly unknown[] {
  const listed: unknown = type === "dynamic" && value !== null ? JSON.parse(String(value)) : value;
  return Array.isArray(listed) ? listed : [listed];
}

const isRank = (value: unknown): boolean => value !== null && value !== "" && Number(value) >= 0 && Number(value) <= 100;

/** An aggregate inside an expression: it joins the list of the `summarize` and the expression goes on with its column. */
export function bindAggregateCall(node: CallNode, row: Row, scope: Scope, binder: Binder): Expr {
  const definition = aggregateFunction(node.name);
  if (definition === null || row.aggregates === null)
    throw refuse("kql/unsupported", node.span, {
      what: `\`${node.name}\` in this place`,
      instead: "Compute it in `summarize` first, then use the column that comes out.",
    });
  const inner: Scope = { row: new Row(row.rel), env: scope.env };
  const args = node.args.map((arg) => {
    if (arg.kind === "star")
      throw refuse("kql/wrong-arguments", arg.span, { what: `\`${node.name}\``, expected: "an expression, not `*`" });
    return binder.scalar(arg, inner);
  });
  if (args.length < definition.min || args.length > definition.max)
    throw refuse("kql/wrong-arguments", node.span, {
      what: `\`${node.name}\``,
      expected: definition.min === definition.max ? `${definition.min} argument(s)` : `${definition.min} to ${definition.max} arguments`,
    });
  checkRanks(node, args);
  const made = definition.make(args);
  if (node.name === "avg" || node.name === "avgif") warnOfQuotient(node.span, args[0] ?? literalExpr("real", null), binder.context);
  const column = binder.context.ids.create(node.name, made.type);
  row.aggregates.push({ column, name: node.name, args: made.args, render: made.render });
  return columnRef(column);
}
