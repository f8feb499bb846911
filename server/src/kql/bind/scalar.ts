import { sql } from "../sql/fragment.ts";
import { at } from "../functions/definition.ts";
import { and, among, caselessEqual, equal, not, notEqual, or, order } from "../functions/comparison.ts";
import { arithmetic, negate } from "../functions/arithmetic.ts";
import { asDynamic, convert } from "../functions/convert.ts";
import { hasSome, hasSomeOf, stringTest } from "../functions/string-operators.ts";
import { constantText, literalExpr, columnRef, type Call, type Expr, type Membership } from "../plan/expr.ts";
import type { Rel } from "../plan/rel.ts";
import { matchesRegex, regexProblem } from "../functions/regex.ts";
import { Refusal, refuse } from "../diagnostics/catalogue.ts";
import { nearest } from "../diagnostics/nearest.ts";
import type { Expression, Span } from "../syntax/nodes.ts";
import { bindCall } from "./call.ts";
import { bindElement, bindPath, constantItems } from "./dynamic-access.ts";
import { limited } from "./operators/order.ts";
import { findColumn, type Binder, type Scope } from "./scope.ts";
import { isExactDecimal } from "../values/decimal-text.ts";
import { scalarLet } from "./lets.ts";
import { callOf, isCallable } from "./user-function.ts";
import { warnOfComparison, warnOfQuotient } from "./warnings.ts";

type NodeOf<K extends Expression["kind"]> = Extract<Expression, { readonly kind: K }>;

function bindName(node: NodeOf<"name">, scope: Scope, binder: Binder): Expr {
  const column = scope.row?.find(node.name) ?? null;
  if (column !== null) return columnRef(column);
  const binding = scope.env.find(node.name);
  if (binding !== null) {
    const value = scalarLet(binding, binder);
    if (value === null && binding.kind === "let" && binding.node.kind === "function" && isCallable(binding.node))
      return binder.scalar(callOf(node), scope);
    if (value === null) throw refuse("kql/not-a-value", node.span, { what: `\`${node.name}\`` });
    return value;
  }
  if (binder.context.tables.has(node.name)) throw refuse("kql/not-a-value", node.span, { what: `\`${node.name}\`` });
  const known = [...(scope.row?.rel.columns.map((candidate) => candidate.name) ?? []), ...scope.env.names()];
  throw refuse("kql/unknown-column", node.span, { name: node.name, nearest: nearest(node.name, known) });
}

function typeMismatch(node: NodeOf<"binary">, left: Expr, right: Expr): Error {
  return refuse("kql/wrong-type", node.span, {
    what: `\`${node.operator}\``,
    expected: "values that go together",
    found: `\`${left.type}\` and \`${right.type}\``,
  });
}

/** `* has "x"`: whether the condition holds for some column. Columns whose type the condition does not fit do not count. */
function anyColumn(node: Expression, scope: Scope, condition: (column: Expression) => Expr): Expr {
  if (scope.row === null) throw refuse("kql/wrong-arguments", node.span, { what: "This place", expected: "one value, not `*`" });
  const tests = scope.row.rel.columns.flatMap((column): Expr[] => {
    try {
      return [condition({ kind: "name", name: column.name, span: node.span })];
    } catch (error) {
      if (error instanceof Refusal && error.diagnostic.code === "kql/wrong-type") return [];
      throw error;
    }
  });
  return tests.length === 0 ? literalExpr("bool", false) : or(tests);
}

function bindCondition(node: Expression, scope: Scope, binder: Binder): Expr {
  return convert(binder.scalar(node, scope), "bool");
}

/** Long chains of `and` / `or` lean to the left; walk them in a loop, so that hundreds of terms do not nest. */
function bindChain(node: NodeOf<"binary">, scope: Scope, binder: Binder): Expr {
  const terms: Expression[] = [];
  let rest: Expression = node;
  while (rest.kind === "binary" && rest.operator === node.operator) {
    terms.push(rest.right);
    rest = rest.left;
  }
  terms.push(rest);
  const bound = terms.reverse().map((term) => bindCondition(term, scope, binder));
  return node.operator === "and" ? and(bound) : or(bound);
}

function bindBinary(node: NodeOf<"binary">, scope: Scope, binder: Binder): Expr {
  const { operator } = node;
  if (operator === "and" || operator === "or") return bindChain(node, scope, binder);
  if (node.left.kind === "star") return anyColumn(node, scope, (left) => bindBinary({ ...node, left }, scope, binder));
  const left = binder.scalar(node.left, scope);
  const right = binder.scalar(node.right, scope);
  warnOfComparison(node, left, right, binder.context);
  switch (operator) {
    case "+":
    case "-":
    case "*":
    case "/":
    case "%": {
      const made = arithmetic(operator, left, right);
      if (made === null) throw typeMismatch(node, left, right);
      if (operator === "/") warnOfQuotient(node.span, made, binder.context);
      return made;
    }
    case "==":
    case "!=": {
      const made = operator === "==" ? equal(left, right) : notEqual(left, right);
      if (made === null) throw typeMismatch(node, left, right);
      return made;
    }
    case "<":
    case "<=":
    case ">":
    case ">=": {
      const made = order(operator, left, right);
      if (made === null) throw typeMismatch(node, left, right);
      return made;
    }
    case "=~":
    case "!~": {
      const made = caselessEqual(left, right);
      if (made === null) throw typeMismatch(node, left, right);
      return operator === "=~" ? made : not(made);
    }
    case "matches regex": {
      const problem = regexProblem(constantText(right) ?? "");
      if (problem !== null) throw refuse("kql/invalid-regex", node.right.span, { why: problem });
      return matchesRegex(left, right);
    }
    default: {
      const made = stringTest(operator, left, right);
      if (made === null)
        throw refuse("kql/unsupported", node.span, {
          what: `The operator \`${operator}\` between these types`,
          instead: "Convert one side first, for example with `tostring(…)` or `tolong(…)`.",
        });
      return made;
    }
  }
}

function bindAmong(node: NodeOf<"among">, scope: Scope, binder: Binder): Expr {
  const operator = node.operator.replace(/^!/, "");
  const isNegated = node.operator.startsWith("!");
  const operand = binder.scalar(node.left, scope);
  const [only] = node.items;
  if (operator === "has_any" || operator === "has_all") return bindHasSome(node, operator, operand, scope, binder);
  const isCaseless = operator === "in~";
  if (node.items.length === 1 && only !== undefined && isTable(only, scope, binder)) {
    const rel = binder.table(only, scope.env);
    const column = rel.columns[0];
    if (column === undefined)
      throw refuse("kql/wrong-arguments", only.span, { what: `\`${operator}\``, expected: "a table with one column" });
    return { kind: "membership", type: "bool", operand, rel, column, test: isCaseless ? "caseless" : "equals", isNegated };
  }
  const items = node.items.flatMap((item) => {
    const bound = binder.scalar(item, scope);
    return bound.type === "dynamic" ? (constantItems(bound) ?? [bound]) : [bound];
  });
  const arrays = items.filter((item) => item.type === "dynamic" && item.kind !== "literal");
  const made =
    arrays.length > 0
      ? or([
          ...arrays.map((array): Expr => {
            const table = arrayAsTable(array);
            const test = isCaseless ? "caseless" : "equals";
            return table === null
              ? inArray(operand, array, isCaseless)
              : { kind: "membership", type: "bool", operand, ...table, test, isNegated: false };
          }),
          ...present(
            among(
              operand,
              items.filter((item) => !arrays.includes(item)),
              isCaseless,
            ),
          ),
        ])
      : among(operand, items, isCaseless);
  if (made === null)
    throw refuse("kql/wrong-type", node.span, {
      what: `\`${node.operator}\``,
      expected: `values of type \`${operand.type}\``,
      found: "a list of another type",
    });
  return isNegated ? not(made) : made;
}

const present = (value: Expr | null): Expr[] => (value === null ? [] : [value]);

/** Membership in an array that is known only at run time. */
function inArray(operand: Expr, array: Expr, isCaseless: boolean): Expr {
  return {
    kind: "call",
    type: "bool",
    name: "in",
    args: [asDynamic(operand), array],
    render: isCaseless ? renderInArray.caseless : renderInArray.exact,
  };
}

const renderInArray: Readonly<Record<"caseless" | "exact", Call["render"]>> = {
  exact: (args) => sql`k_in_array(${at(args, 0)}, ${at(args, 1)})`,
  caseless: (args) => sql`k_in_array(lower(${at(args, 0)}::VARCHAR)::JSON, lower(${at(args, 1)}::VARCHAR)::JSON)`,
};

function isTable(node: Expression, scope: Scope, binder: Binder): boolean {
  if (node.kind === "name" && scope.row !== null && scope.row.find(node.name) !== null) return false;
  return binder.isTabular(node, scope.env);
}

/** The one row that `toscalar` takes, as a table; the same for each use, so that its terms are listed once. */
const firstRows = new WeakMap<Rel, Rel>();

/** The texts of an array that a query gives, as a table: its terms are the same for every row. */
function arrayAsTable(array: Expr): Pick<Membership, "rel" | "column"> | null {
  if (array.kind !== "scalar-query" || array.shape !== "first") return null;
  const rel = firstRows.get(array.rel) ?? limited(array.rel, literalExpr("long", 1n));
  firstRows.set(array.rel, rel);
  return { rel, column: array.column };
}

function bindHasSome(node: NodeOf<"among">, operator: "has_any" | "has_all", operand: Expr, scope: Scope, binder: Binder): Expr {
  const [only] = node.items;
  if (node.items.length === 1 && only !== undefined && isTable(only, scope, binder)) {
    const rel = binder.table(only, scope.env);
    const column = rel.columns[0];
    if (column === undefined)
      throw refuse("kql/wrong-arguments", only.span, { what: `\`${operator}\``, expected: "a table with one column" });
    return { kind: "membership", type: "bool", operand: convert(operand, "string"), rel, column, test: operator, isNegated: false };
  }
  const terms: Expr[] = [];
  const arrays: Expr[] = [];
  for (const item of node.items) {
    const bound = binder.scalar(item, scope);
    if (bound.type !== "dynamic") terms.push(bound);
    else {
      const constants = constantItems(bound);
      if (constants === null) arrays.push(bound);
      else terms.push(...constants);
    }
  }
  const tests = [
    ...(terms.length > 0 || arrays.length === 0 ? [hasSome(operator, operand, terms)] : []),
    ...arrays.map((array): Expr => {
      const table = arrayAsTable(array);
      const text = convert(operand, "string");
      return table === null
        ? hasSomeOf(operator, operand, array)
        : { kind: "membership", type: "bool", operand: text, ...table, test: operator, isNegated: false };
    }),
  ];
  return operator === "has_any" ? or(tests) : and(tests);
}

function bindBetween(node: NodeOf<"between">, scope: Scope, binder: Binder): Expr {
  const operand = binder.scalar(node.operand, scope);
  const low = binder.scalar(node.low, scope);
  const bound = binder.scalar(node.high, scope);
  const high = operand.type === "datetime" && bound.type === "timespan" ? (arithmetic("+", low, bound) ?? bound) : bound;
  const above = order(">=", operand, low);
  const below = order("<=", operand, high);
  if (above === null || below === null)
    throw refuse("kql/wrong-type", node.span, {
      what: "`between`",
      expected: `limits of type \`${operand.type}\``,
      found: `\`${low.type}\` and \`${bound.type}\``,
    });
  const made = and([above, below]);
  return node.isNegated ? not(made) : made;
}

function refusedExpression(what: string, span: Span): Error {
  if (what.startsWith("reading another")) return refuse("kql/refused", span, { what, why: "queries read only this exercise's own tables" });
  return refuse("kql/unsupported", span, { what });
}

function bindUnary(node: NodeOf<"unary">, scope: Scope, binder: Binder): Expr {
  const operand = binder.scalar(node.operand, scope);
  const made = node.operator === "-" ? negate(operand) : operand;
  if (made === null)
    throw refuse("kql/wrong-type", node.span, { what: "`-`", expected: "a number or a timespan", found: `\`${operand.type}\`` });
  return made;
}

function bindToScalar(node: NodeOf<"toscalar">, scope: Scope, binder: Binder): Expr {
  // It is computed once, before any row is read: a name means the value outside, even beside a column that is called the same.
  const outside = node.source.kind === "name" ? scope.env.find(node.source.name) : null;
  if (outside?.kind === "scalar") return outside.expr;
  if (!binder.isTabular(node.source, scope.env)) return binder.scalar(node.source, scope);
  const rel = binder.table(node.source, scope.env);
  const column = rel.columns[0];
  if (column === undefined) throw refuse("kql/wrong-arguments", node.span, { what: "`toscalar`", expected: "a table with a column" });
  return { kind: "scalar-query", type: column.type, rel, column, shape: "first" };
}

/** A literal that says nothing is null, with a warning; a decimal that would lose digits is refused. */
function bindLiteral(node: NodeOf<"literal">, binder: Binder): Expr {
  if (node.unreadable !== undefined) binder.context.warn("kql/null-literal", node.span, { type: node.type, written: node.unreadable });
  if (node.type === "decimal" && typeof node.value === "string" && !isExactDecimal(node.value))
    throw refuse("kql/unsupported", node.span, {
      what: "A decimal of more than 20 digits before its point or 18 behind it",
      instead: "Use `real` for such numbers.",
    });
  const made = literalExpr(node.type, node.type === "string" && node.value === null ? "" : node.value);
  return node.holdsTyped === true ? { ...made, holdsTyped: true } : made;
}

/** Binds one scalar expression. */
export function bindScalar(node: Expression, scope: Scope, binder: Binder): Expr {
  switch (node.kind) {
    case "name":
      return bindName(node, scope, binder);
    case "literal":
      return bindLiteral(node, binder);
    case "typeof":
      return literalExpr("string", node.types[0] ?? "dynamic");
    case "path":
      return bindPath(node, scope, binder);
    case "element":
      return bindElement(node, scope, binder);
    case "call":
      return bindCall(node, scope, binder);
    case "unary":
      return bindUnary(node, scope, binder);
    case "binary":
      return bindBinary(node, scope, binder);
    case "among":
      return bindAmong(node, scope, binder);
    case "between":
      return bindBetween(node, scope, binder);
    case "named":
    case "ordered":
      return binder.scalar(node.value, scope);
    case "toscalar":
      return bindToScalar(node, scope, binder);
    case "materialize":
      if (!binder.isTabular(node.source, scope.env)) return binder.scalar(node.source, scope);
      throw refuse("kql/not-a-value", node.span, { what: "`materialize(…)`" });
    case "typed-name": {
      const column = scope.row === null ? null : findColumn(scope.row.rel, node.name);
      if (column === null) throw refuse("kql/unknown-column", node.span, { name: node.name, nearest: null });
      return convert(columnRef(column), node.type);
    }
    case "refused":
      throw refusedExpression(node.what, node.span);
    case "pipe":
    case "source":
    case "datatable":
    case "externaldata":
    case "totable":
      throw refuse("kql/not-a-value", node.span, { what: "this query" });
    case "function":
      throw refuse("kql/unsupported", node.span, { what: "A function as a value", instead: "Call it: `name(…)`." });
    case "star":
    case "wildcard":
      throw refuse("kql/wrong-arguments", node.span, { what: "This place", expected: "one value, not `*`" });
  }
}
