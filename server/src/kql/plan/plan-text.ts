import type { Expr } from "./expr.ts";
import type { Rel } from "./rel.ts";
import { inputsOf } from "./walk.ts";

function exprText(expr: Expr): string {
  switch (expr.kind) {
    case "column":
      return expr.column.name;
    case "literal":
      return `${expr.type}(${String(expr.value)})`;
    case "call":
      return `${expr.name}(${expr.args.map(exprText).join(", ")})`;
    case "scalar-query":
      return `toscalar(${expr.rel.kind})`;
    case "membership":
      return `${exprText(expr.operand)} ${expr.isNegated ? "not among" : "among"} (${expr.rel.kind})`;
  }
}

function detail(rel: Rel): string {
  switch (rel.kind) {
    case "scan":
      return rel.table.name;
    case "rows":
      return `${rel.rows.length} row(s)`;
    case "range":
      return `${exprText(rel.from)} to ${exprText(rel.to)} step ${exprText(rel.step)}`;
    case "compute":
      return rel.items.map((item) => `${item.column.name} = ${exprText(item.value)}`).join(", ");
    case "window":
      return rel.items.map((item) => `${item.name}(${item.args.map(exprText).join(", ")})`).join(", ");
    case "filter":
      return exprText(rel.predicate);
    case "aggregate":
      return `${rel.aggregates.map((item) => `${item.name}(${item.args.map(exprText).join(", ")})`).join(", ")} by ${rel.groups.map((group) => exprText(group.value)).join(", ")}`;
    case "limit":
    case "limit-by":
      return exprText(rel.count);
    case "join":
      return `${rel.joinKind}${rel.isLeftUnique ? " (left unique)" : ""} on ${rel.keys.map((key) => `${exprText(key.left)} == ${exprText(key.right)}`).join(", ")}`;
    case "sequence":
      return rel.steps.map((step) => exprText(step.condition)).join("; ");
    case "expand":
      return rel.outputs.map((output) => exprText(output.value)).join(", ");
    case "union":
    case "relabel":
    case "shared":
      return "";
  }
}

/** The plan as indented text: operator, what it does, and the typed columns that come out. */
export function planText(rel: Rel, depth = 0): string {
  const columns = rel.columns.map((column) => `${column.name}: ${column.type}`).join(", ");
  const line = `${"  ".repeat(depth)}${rel.kind} ${detail(rel)}`.trimEnd();
  return [`${line} → (${columns})`, ...inputsOf(rel).map((input) => planText(input, depth + 1))].join("\n");
}
