import { constantText } from "../plan/expr.ts";
import type { Rel } from "../plan/rel.ts";
import { refuse } from "../diagnostics/catalogue.ts";
import type { Expression, PatternStatement } from "../syntax/nodes.ts";
import { Environment, type Binder } from "./scope.ts";
import { defineStatements } from "./statements.ts";

interface PatternUse {
  readonly pattern: PatternStatement;
  readonly env: Environment;
  readonly args: readonly Expression[];
  readonly path: Expression | null;
}

/** `pattern("a")`, `pattern("a").b` or `pattern("a").["b"]`, where the name was declared as a pattern. */
export function patternUse(node: Expression, env: Environment): PatternUse | null {
  const call = node.kind === "path" || node.kind === "element" ? node.target : node;
  if (call.kind !== "call") return null;
  const binding = env.find(call.name);
  if (binding?.kind !== "pattern") return null;
  const member = (name: string): Expression => ({ kind: "literal", type: "string", value: name, span: node.span });
  const path = node.kind === "path" ? member(node.member) : node.kind === "element" ? node.selector : null;
  return { pattern: binding.node, env: binding.env, args: call.args, path };
}

/** The query that the pattern's declaration maps these values to. Values are compared as text, exactly. */
export function bindPattern(use: PatternUse, node: Expression, env: Environment, binder: Binder): Rel {
  const { pattern } = use;
  const valueOf = (arg: Expression | null, where: Environment): string | null =>
    arg === null ? null : constantText(binder.scalar(arg, { row: null, env: where }));
  const wanted = [...use.args, use.path].map((arg) => valueOf(arg, env));
  const found = pattern.matches.find((match) => {
    const values = [...match.args, match.path].map((arg) => valueOf(arg, use.env));
    return values.length === wanted.length && values.every((value, index) => value === wanted[index]);
  });
  if (found?.body.result === undefined || found.body.result === null)
    throw refuse("kql/wrong-arguments", node.span, { what: `The pattern \`${pattern.name}\``, expected: "values that it maps to a query" });
  const inner = new Environment(use.env);
  for (const [index, parameter] of [...pattern.parameters, ...(pattern.path === null ? [] : [pattern.path])].entries())
    inner.define(parameter.name, { kind: "scalar", expr: { kind: "literal", type: "string", value: wanted[index] ?? "" } });
  defineStatements(found.body.statements, inner, binder.context);
  return binder.table(found.body.result, inner);
}
