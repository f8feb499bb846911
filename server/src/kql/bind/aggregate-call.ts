import { aggregateFunction } from "../functions/aggregates.ts";
import { columnRef, literalExpr, type Expr } from "../plan/expr.ts";
import type { Expression } from "../syntax/nodes.ts";
import { Row, type Binder, type Scope } from "./scope.ts";
import { refuse } from "../diagnostics/catalogue.ts";
import { warnOfQuotient } from "./warnings.ts";

type CallNode = Extract<Expression, { readonly kind: "call" }>;

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
  const made = definition.make(args);
  if (node.name === "avg" || node.name === "avgif") warnOfQuotient(node.span, args[0] ?? literalExpr("real", null), binder.context);
  const column = binder.context.ids.create(node.name, made.type);
  row.aggregates.push({ column, name: node.name, args: made.args, render: made.render });
  return columnRef(column);
}
