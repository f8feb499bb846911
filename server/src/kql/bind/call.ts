import { aggregateFunction } from "../functions/aggregates.ts";
import { scalarFunction } from "../functions/catalogue.ts";
import { CONVERSION_TARGETS } from "../functions/conversions.ts";
import { asDynamic, convert } from "../functions/convert.ts";
import type { ParameterSpec, ParameterType, ScalarFunction } from "../functions/definition.ts";
import { windowFunction } from "../functions/windows.ts";
import { call, columnRef, type Expr } from "../plan/expr.ts";
import { refuse } from "../diagnostics/catalogue.ts";
import { REFUSALS } from "../diagnostics/refusals.ts";
import { nearest } from "../diagnostics/nearest.ts";
import { builtInNames } from "../syntax/function-names.ts";
import type { Expression } from "../syntax/nodes.ts";
import { bindAggregateCall } from "./aggregate-call.ts";
import type { Binder, Scope } from "./scope.ts";
import { REFERENCE_FORMS } from "./reference-forms.ts";
import { SPECIAL_FORMS } from "./special-forms.ts";
import { firstPart, isTupleCall } from "./tuple-call.ts";
import { callUserFunction, findFunction } from "./user-function.ts";

type CallNode = Extract<Expression, { readonly kind: "call" }>;

/** Functions that read what lies outside of the exercise: refused by name, whatever their arguments. */
const FORBIDDEN: ReadonlySet<string> = new Set([
  "http_request",
  "http_request_post",
  ...REFUSALS.filter((known) => known.kind === "function" && known.isOutside).map((known) => known.name),
]);

export function refuseOutside(name: string, node: CallNode): void {
  if (FORBIDDEN.has(name))
    throw refuse("kql/refused", node.span, { what: `\`${name}()\``, why: "queries read only this exercise's own tables" });
}

function coerce(value: Expr, wanted: ParameterType, node: CallNode, index: number): Expr {
  const mismatch = (): Error =>
    refuse("kql/wrong-type", node.args[index]?.span ?? node.span, {
      what: `\`${node.name}\``,
      expected: wanted === "number" ? "a number here" : `a \`${wanted}\` here`,
      found: `\`${value.type}\``,
    });
  const isNull = value.kind === "literal" && value.value === null;
  if (wanted === "any") return value;
  if (wanted === "scalar") return convert(value, "string");
  if (wanted === "dynamic") return asDynamic(value);
  if (wanted === "number") {
    if (value.type === "dynamic") return convert(value, "real");
    if (NUMERIC.has(value.type) && value.type !== "bool") return value;
    if (value.type === "bool") return convert(value, "long");
    throw mismatch();
  }
  if (value.type === wanted || value.type === "dynamic" || isNull) return convert(value, wanted);
  if (wanted === "string" ? value.type === "guid" : NUMERIC.has(value.type) && NUMERIC.has(wanted)) return convert(value, wanted);
  if (value.type === "string" && (wanted === "datetime" || wanted === "timespan" || wanted === "guid")) return convert(value, wanted);
  throw mismatch();
}

const NUMERIC: ReadonlySet<string> = new Set(["int", "long", "real", "decimal", "bool"]);

const bare = (spec: ParameterSpec): ParameterType => spec.replace(/[?*]$/, "") as ParameterType;

function applyScalar(definition: ScalarFunction, node: CallNode, scope: Scope, binder: Binder): Expr {
  const { parameters } = definition;
  const required = parameters.filter((spec) => !/[?*]$/.test(spec)).length;
  const last = parameters.at(-1);
  const most = last?.endsWith("*") === true ? Number.POSITIVE_INFINITY : parameters.length;
  if (node.args.length < required || node.args.length > most)
    throw refuse("kql/wrong-arguments", node.span, {
      what: `\`${node.name}\``,
      expected:
        required === most
          ? `${required} argument(s)`
          : most === Number.POSITIVE_INFINITY
            ? `at least ${required} argument(s)`
            : `${required} to ${most} arguments`,
    });
  const args = node.args.map((arg, index) => {
    const spec = parameters[Math.min(index, parameters.length - 1)] ?? "any";
    return coerce(binder.scalar(arg, { row: scope.row, env: scope.env }), bare(spec), node, index);
  });
  for (const index of definition.constants ?? [])
    if (args[index] !== undefined && args[index].kind !== "literal")
      throw refuse("kql/not-constant", node.args[index]?.span ?? node.span, { what: `This argument of \`${node.name}\`` });
  const type = typeof definition.result === "function" ? definition.result(args) : definition.result;
  return call(node.name, type, args, (rendered) => definition.render(rendered, args));
}

/** A window function becomes a step of its own below the current row; the call itself is then just a column. */
function applyWindow(node: CallNode, scope: Scope, binder: Binder): Expr | null {
  const definition = windowFunction(node.name);
  if (definition === null) return null;
  const { row } = scope;
  if (row === null || !row.allowsWindows)
    throw refuse("kql/unsupported", node.span, { what: `\`${node.name}\` in this place`, instead: "Use it in `extend` or `serialize`." });
  const args = node.args.map((arg) => binder.scalar(arg, scope));
  const made = definition(args, node, binder.context.ids, row.rel);
  row.rel = made.rel;
  return columnRef(made.column);
}

/** Their periods are Kusto's; how Kusto scores them is not published. */
const UNPUBLISHED_SCORES: ReadonlySet<string> = new Set(["series_periods_detect", "series_periods_validate"]);

const refuseScores = (node: CallNode): Error =>
  refuse("kql/unsupported", node.span, {
    what: `The score column of \`${node.name}\``,
    instead: `Ask for the periods alone: \`periods = ${node.name}(…)\`.`,
  });

function unsupported(node: CallNode): Error {
  return refuse("kql/unsupported", node.span, { what: `The function \`${node.name}\`` });
}

/** Whether the language's function of this name is translated, as `bindCall` looks it up. */
export function isTranslated(name: string): boolean {
  const isForm = Object.hasOwn(SPECIAL_FORMS, name) || Object.hasOwn(REFERENCE_FORMS, name) || Object.hasOwn(CONVERSION_TARGETS, name);
  return isForm || aggregateFunction(name) !== null || windowFunction(name) !== null || scalarFunction(name) !== null;
}

/** Binds a call: the user's own functions first, then special forms, conversions, aggregates, windows and the table of functions. */
export function bindCall(node: CallNode, scope: Scope, binder: Binder): Expr {
  binder.context.countNode(node.span);
  const userFunction = findFunction(node.name, scope.env);
  if (userFunction !== null) {
    const result = callUserFunction(userFunction, node, scope, binder);
    if (result.kind === "table") throw refuse("kql/not-a-value", node.span, { what: `\`${node.name}(…)\`` });
    return result.expr;
  }
  refuseOutside(node.name, node);
  if (scope.row?.aggregates !== null && scope.row !== null && aggregateFunction(node.name) !== null)
    return bindAggregateCall(node, scope.row, scope, binder);
  const form = SPECIAL_FORMS[node.name] ?? REFERENCE_FORMS[node.name];
  const made = form === undefined ? null : form(node, scope, binder);
  if (made !== null) return made;
  const target = CONVERSION_TARGETS[node.name];
  if (target !== undefined) {
    const [arg] = node.args;
    if (arg === undefined || node.args.length > 1)
      throw refuse("kql/wrong-arguments", node.span, { what: `\`${node.name}\``, expected: "1 argument" });
    return convert(binder.scalar(arg, scope), target);
  }
  const window = applyWindow(node, scope, binder);
  if (window !== null) return window;
  const definition = scalarFunction(node.name);
  if (definition !== null) {
    if (scope.isTakenApart === true && UNPUBLISHED_SCORES.has(node.name)) throw refuseScores(node);
    const made = applyScalar(definition, node, scope, binder);
    return isTupleCall(node) && scope.isTakenApart !== true ? firstPart(node, made) : made;
  }
  if (aggregateFunction(node.name) !== null) throw refuse("kql/aggregate-place", node.nameSpan, { name: node.name });
  const known = [...builtInNames()];
  if (known.includes(node.name)) throw unsupported(node);
  throw refuse("kql/unknown-function", node.nameSpan, { name: node.name, nearest: nearest(node.name, [...known, ...scope.env.names()]) });
}
