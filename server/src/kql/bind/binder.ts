import { refuse } from "../diagnostics/catalogue.ts";
import { REFUSALS } from "../diagnostics/refusals.ts";
import { nearest } from "../diagnostics/nearest.ts";
import type { Rel } from "../plan/rel.ts";
import type { Expression, ExpressionOf, Operator } from "../syntax/nodes.ts";
import { refuseOutside } from "./call.ts";
import { shareRel, tableLet } from "./lets.ts";
import { bindOperator } from "./operators/index.ts";
import { bindDatatable } from "./operators/datatable.ts";
import { bindWatchlist } from "./operators/watchlist.ts";
import { bindExternalData } from "./operators/externaldata.ts";
import { bindPattern, patternUse } from "./patterns.ts";
import { bindScalar } from "./scalar.ts";
import type { Binder, Context, Environment, Scope } from "./scope.ts";
import { tableNamed } from "./tables.ts";
import { callOf, callUserFunction, findFunction, isCallable, isTabularFunction } from "./user-function.ts";

type CallNode = Extract<Expression, { readonly kind: "call" }>;

function tableCall(node: CallNode, env: Environment, binder: Binder): Rel {
  binder.context.countNode(node.span);
  const fn = findFunction(node.name, env);
  if (fn !== null) {
    const result = callUserFunction(fn, node, { row: null, env }, binder);
    if (result.kind === "table") return result.rel;
    throw refuse("kql/not-a-table", node.span, { what: `\`${node.name}(…)\`` });
  }
  refuseOutside(node.name, node);
  const [first] = node.args;
  if (node.name === "table" && first !== undefined) {
    const name = binder.scalar(first, { row: null, env });
    if (name.kind !== "literal") throw refuse("kql/not-constant", first.span, { what: "The name in `table()`" });
    return tableNamed(String(name.value), first.span, binder.context);
  }
  if (node.name === "_GetWatchlist") return bindWatchlist(node, env, binder);
  if (REFUSALS.some(({ kind, name }) => kind === "function" && name === node.name))
    throw refuse("kql/unsupported", node.span, { what: `The function \`${node.name}\`` });
  const known = [...binder.context.tables.keys(), ...env.names()];
  throw refuse("kql/unknown-table", node.nameSpan, { name: node.name, nearest: nearest(node.name, known) });
}

function bindTableName(node: ExpressionOf<"name">, env: Environment, binder: Binder): Rel {
  const binding = env.find(node.name);
  if (binding === null) return tableNamed(node.name, node.span, binder.context);
  const rel = tableLet(binding, binder);
  if (rel !== null) return rel;
  const fn = findFunction(node.name, env);
  if (fn !== null && isCallable(fn.node)) return tableCall(callOf(node), env, binder);
  throw refuse("kql/not-a-table", node.span, { what: `\`${node.name}\`` });
}

function bindTable(node: Expression, env: Environment, binder: Binder): Rel {
  const pattern = patternUse(node, env);
  if (pattern !== null) return binder.context.nested(node.span, () => bindPattern(pattern, node, env, binder));
  if (node.kind === "name") return bindTableName(node, env, binder);
  if (node.kind === "call") return tableCall(node, env, binder);
  if (node.kind === "pipe") return binder.operator(node.operator, binder.table(node.source, env), env);
  if (node.kind === "source") return binder.operator(node.operator, null, env);
  if (node.kind === "datatable") return bindDatatable(node, env, binder);
  if (node.kind === "externaldata") return bindExternalData(node, env, binder);
  if (node.kind === "materialize") return shareRel(binder.table(node.source, env), binder);
  if (node.kind === "named") return binder.table(node.value, env);
  if (node.kind === "totable") {
    const value = binder.scalar(node.source, { row: null, env });
    const column = binder.context.ids.create("value", value.type);
    return { kind: "rows", rows: [[value]], ordinal: null, all: [column], columns: [column], itemId: null, ordering: [] };
  }
  // Refused constructs say their own name.
  if (node.kind === "refused" || node.kind === "path") bindScalar(node, { row: null, env }, binder);
  throw refuse("kql/not-a-table", node.span, { what: "this expression" });
}

const ALWAYS_TABULAR: ReadonlySet<Expression["kind"]> = new Set(["pipe", "source", "datatable", "externaldata", "totable"]);

function isTabular(node: Expression, env: Environment, binder: Binder): boolean {
  if (ALWAYS_TABULAR.has(node.kind)) return true;
  if (node.kind === "materialize") return isTabular(node.source, env, binder);
  if (node.kind === "named") return isTabular(node.value, env, binder);
  if (node.kind === "refused") return node.what === "an inline external table";
  if (patternUse(node, env) !== null) return true;
  if (node.kind === "call") return isTabularCall(node, env, binder);
  if (node.kind !== "name") return false;
  const binding = env.find(node.name);
  if (binding === null) return binder.context.tables.has(node.name);
  if (binding.kind !== "let") return binding.kind === "table";
  if (binding.node.kind === "function") return isCallable(binding.node) && isTabularCall(callOf(node), env, binder);
  if (binding.isBinding) throw refuse("kql/recursive", node.span, { name: node.name });
  return isTabular(binding.node, binding.env, binder);
}

function isTabularCall(node: CallNode, env: Environment, binder: Binder): boolean {
  const fn = findFunction(node.name, env);
  if (fn !== null) return isTabularFunction(fn, node, binder);
  return ["table", "cluster", "database", "external_table", "materialized_view", "workspace", "arg", "adx", "_GetWatchlist"].includes(
    node.name,
  );
}

/** Assembles the binder: each part knows the others only through the interface. */
export function createBinder(context: Context): Binder {
  const binder: Binder = {
    context,
    scalar: (node: Expression, scope: Scope) => context.nested(node.span, () => context.sized(node.span, bindScalar(node, scope, binder))),
    table: (node: Expression, env: Environment) =>
      context.nested(node.span, () => {
        context.countTable(node.span);
        return bindTable(node, env, binder);
      }),
    operator: (operator: Operator, input: Rel | null, env: Environment) => bindOperator(operator, input, env, binder),
    isTabular: (node: Expression, env: Environment) => isTabular(node, env, binder),
  };
  return binder;
}
