import type { Expr } from "./expr.ts";
import type { Rel } from "./rel.ts";

function expressionsOf(rel: Rel): readonly Expr[] {
  switch (rel.kind) {
    case "scan":
    case "relabel":
    case "shared":
      return [];
    case "rows":
      return rel.rows.flat();
    case "range":
      return [rel.from, rel.to, rel.step];
    case "compute":
      return rel.items.map((item) => item.value);
    case "window":
      return [...rel.items.flatMap((item) => item.args), ...rel.partition];
    case "filter":
      return [rel.predicate];
    case "aggregate":
      return [...rel.groups.map((group) => group.value), ...rel.aggregates.flatMap((item) => item.args)];
    case "limit":
    case "limit-by":
      return [rel.count];
    case "join":
      return [...rel.keys.flatMap((key) => [key.left, key.right]), ...(rel.condition === undefined ? [] : [rel.condition])];
    case "union":
      return rel.inputs.flatMap((input) => input.items.map((item) => item.value));
    case "sequence":
      return [...rel.partition, ...rel.steps.flatMap((step) => [step.condition, ...step.values.map((item) => item.value)])];
    case "expand":
      return rel.outputs.map((output) => output.value);
  }
}

export function inputsOf(rel: Rel): readonly Rel[] {
  if (rel.kind === "join") return [rel.left, rel.right];
  if (rel.kind === "union") return rel.inputs.map((input) => input.rel);
  return "input" in rel ? [rel.input] : [];
}

function subqueriesOf(expr: Expr): readonly Rel[] {
  switch (expr.kind) {
    case "column":
    case "literal":
      return [];
    case "call":
      return expr.args.flatMap(subqueriesOf);
    case "scalar-query":
      return [expr.rel];
    case "membership":
      return [expr.rel, ...subqueriesOf(expr.operand)];
  }
}

export const hasSubquery = (expr: Expr): boolean => subqueriesOf(expr).length > 0;

/** The expression and all that it is made of, without the subqueries in it. */
function visitParts(expr: Expr, visit: (part: Expr) => void): void {
  visit(expr);
  if (expr.kind === "call") for (const arg of expr.args) visitParts(arg, visit);
  if (expr.kind === "membership") visitParts(expr.operand, visit);
}

/** Every expression of a plan, parts and subqueries included. */
export function visitExpressions(root: Rel, visit: (expr: Expr) => void): void {
  visitRels(root, (rel) => {
    for (const expr of expressionsOf(rel)) visitParts(expr, visit);
  });
}

/** Every relation of a plan, subqueries of expressions included, parents before children, each once. */
export function visitRels(root: Rel, visit: (rel: Rel) => void): void {
  const seen = new Set<Rel>();
  const go = (rel: Rel): void => {
    if (seen.has(rel)) return;
    seen.add(rel);
    visit(rel);
    for (const input of inputsOf(rel)) go(input);
    for (const expr of expressionsOf(rel)) for (const sub of subqueriesOf(expr)) go(sub);
  };
  go(root);
}
