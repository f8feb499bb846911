import { convert } from "../functions/convert.ts";
import { refuse } from "../diagnostics/catalogue.ts";
import type { Expr } from "../plan/expr.ts";
import type { Rel } from "../plan/rel.ts";
import type { Expression } from "../syntax/nodes.ts";
import { asCaller, inLibrary } from "./library.ts";
import { Environment, type Binder, type Scope } from "./scope.ts";
import { defineStatements } from "./statements.ts";

type CallNode = Extract<Expression, { readonly kind: "call" }>;
type FunctionNode = Extract<Expression, { readonly kind: "function" }>;

export interface UserFunction {
  readonly node: FunctionNode;
  readonly env: Environment;
  readonly isLibrary: boolean;
  readonly enter: <T>(work: () => T) => T;
}

/** The `let` function or workspace function of this name, if the name is one. A name bound to another function's name is followed. */
export function findFunction(name: string, env: Environment): UserFunction | null {
  const binding = env.find(name);
  if (binding === null || binding.kind !== "let") return null;
  const { node } = binding;
  if (node.kind === "name" && node.name !== name) return findFunction(node.name, binding.env);
  if (node.kind !== "function") return null;
  const enter = <T>(work: () => T): T => {
    if (binding.isBinding) throw refuse("kql/recursive", node.span, { name });
    binding.isBinding = true;
    try {
      return work();
    } finally {
      binding.isBinding = false;
    }
  };
  return { node, env: binding.env, isLibrary: binding.isLibrary === true, enter };
}

/** A function whose parameters can all be left out is called by its bare name as well. */
export const isCallable = ({ parameters }: FunctionNode): boolean => parameters.every(({ defaultValue }) => defaultValue !== null);

export const callOf = ({ name, span }: Extract<Expression, { readonly kind: "name" }>): CallNode => ({
  kind: "call",
  name,
  nameSpan: span,
  args: [],
  span,
});

/** Arguments by parameter: positional first, then `name = value`, then defaults. */
function argumentsOf(fn: FunctionNode, node: CallNode): Map<string, Expression> {
  const found = new Map<string, Expression>();
  const names = fn.parameters.map((parameter) => parameter.name);
  for (const [index, arg] of node.args.entries()) {
    const written = arg.kind === "named" && arg.names.length === 1 ? arg.names[0]?.name : undefined;
    const name = written !== undefined && names.includes(written) ? written : names[index];
    if (name === undefined)
      throw refuse("kql/wrong-arguments", arg.span, { what: `\`${node.name}\``, expected: `${names.length} argument(s)` });
    found.set(name, arg.kind === "named" && written === name ? arg.value : arg);
  }
  return found;
}

/** The environment of one call: parameters bound to the caller's arguments. */
function callEnvironment(fn: UserFunction, node: CallNode, scope: Scope, binder: Binder, piped: (() => Rel) | null): Environment {
  const env = new Environment(fn.env);
  const parameters = piped === null ? fn.node.parameters : fn.node.parameters.slice(1);
  const first = fn.node.parameters[0];
  if (piped !== null && first !== undefined) env.define(first.name, { kind: "table", make: piped });
  const args = argumentsOf({ ...fn.node, parameters }, node);
  for (const parameter of parameters) {
    const arg = args.get(parameter.name) ?? parameter.defaultValue;
    if (arg === null)
      throw refuse("kql/wrong-arguments", node.span, { what: `\`${node.name}\``, expected: `a value for \`${parameter.name}\`` });
    const argEnv = args.has(parameter.name) ? scope.env : fn.env;
    if (typeof parameter.type === "object") {
      const depth = binder.context.libraryDepth;
      env.define(parameter.name, { kind: "table", make: () => asCaller(depth, () => binder.table(arg, argEnv)) });
      continue;
    }
    const bound = binder.scalar(arg, { row: args.has(parameter.name) ? scope.row : null, env: argEnv });
    env.define(parameter.name, { kind: "scalar", expr: parameter.type === "any" ? bound : convert(bound, parameter.type) });
  }
  return env;
}

type CallResult = { readonly kind: "scalar"; readonly expr: Expr } | { readonly kind: "table"; readonly rel: Rel };

/** Inlines a call of the user's function. `piped` is the table that `invoke` hands in as first argument. */
export function callUserFunction(
  fn: UserFunction,
  node: CallNode,
  scope: Scope,
  binder: Binder,
  piped: (() => Rel) | null = null,
): CallResult {
  const env = callEnvironment(fn, node, scope, binder, piped);
  const inline = (): CallResult => fn.enter(() => bodyOf(fn, node, env, binder));
  return fn.isLibrary ? inLibrary(node, binder.context, inline) : inline();
}

function bodyOf(fn: UserFunction, node: CallNode, env: Environment, binder: Binder): CallResult {
  return binder.context.nested(node.span, (): CallResult => {
    defineStatements(fn.node.body.statements, env, binder.context);
    const { result } = fn.node.body;
    if (result === null)
      throw refuse("kql/wrong-arguments", fn.node.span, { what: `The function \`${node.name}\``, expected: "a result at its end" });
    if (binder.isTabular(result, env)) return { kind: "table", rel: binder.table(result, env) };
    return { kind: "scalar", expr: binder.scalar(result, { row: null, env }) };
  });
}

/** Whether a call of this function gives a table. Parameters count by their declared kind. */
export function isTabularFunction(fn: UserFunction, node: CallNode, binder: Binder): boolean {
  const ask = (): boolean => fn.enter(() => endsInTable(fn, binder));
  return fn.isLibrary ? inLibrary(node, binder.context, ask) : ask();
}

function endsInTable(fn: UserFunction, binder: Binder): boolean {
  const { result, statements } = fn.node.body;
  if (result === null) return false;
  const env = new Environment(fn.env);
  for (const parameter of fn.node.parameters) {
    const placeholder = parameter.defaultValue ?? { kind: "literal" as const, type: "long" as const, value: 0n, span: parameter.span };
    if (typeof parameter.type === "object") env.define(parameter.name, { kind: "table", make: () => binder.table(placeholder, env) });
    else env.define(parameter.name, { kind: "scalar", expr: { kind: "literal", type: "long", value: 0n } });
  }
  defineStatements(statements, env, binder.context);
  return binder.isTabular(result, env);
}
