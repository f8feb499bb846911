import { and, equal, not, or } from "../../functions/comparison.ts";
import { convert } from "../../functions/convert.ts";
import { anyHasTerm, stringTest } from "../../functions/string-operators.ts";
import { canContain } from "../../functions/text-alphabet.ts";
import { columnRef, literalExpr, type Expr } from "../../plan/expr.ts";
import type { Rel } from "../../plan/rel.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import type { Expression, OperatorOf, Span } from "../../syntax/nodes.ts";
import { Row, type Binder, type Environment } from "../scope.ts";
import { sourcesMatching, type Source } from "../sources.ts";
import { unionOf } from "./union.ts";

/** A bare term of `search`: `*` at an end loosens that edge. */
function termTest(texts: readonly Expr[], term: string, isCaseless: boolean): Expr {
  const [starts, ends] = [term.startsWith("*"), term.endsWith("*") && term.length > 1];
  const needle = term.slice(starts ? 1 : 0, ends ? -1 : undefined);
  return anyHasTerm(texts, needle, isCaseless, { left: !starts, right: !ends });
}

export interface Search {
  readonly rel: Rel;
  readonly env: Environment;
  readonly binder: Binder;
  readonly isCaseless: boolean;
}

/** All columns as text, but for those whose text can never hold the term. */
function textsFor(term: string, search: Search): Expr[] {
  const needle = term.replaceAll("*", "");
  return search.rel.columns.filter(({ type }) => canContain(type, needle)).map((column) => convert(columnRef(column), "string"));
}

function anyColumn(search: Search, test: (column: Expr) => Expr): Expr {
  return or(search.rel.columns.map((column) => test(convert(columnRef(column), "string"))));
}

/** The condition of `search`: bare strings look into every text column, `column:"x"` into one. */
export function condition(node: Expression, search: Search): Expr {
  if (node.kind === "literal" && node.type === "string") {
    const term = String(node.value);
    return termTest(textsFor(term, search), term, search.isCaseless);
  }
  if (node.kind === "literal") return anyNumber(node, search);
  if (node.kind === "star") return literalExpr("bool", true);
  if (node.kind === "call" && node.name === "not" && node.args[0] !== undefined) return not(condition(node.args[0], search));
  if (node.kind === "binary" && (node.operator === "and" || node.operator === "or")) {
    const sides = [condition(node.left, search), condition(node.right, search)];
    return node.operator === "and" ? and(sides) : or(sides);
  }
  if (node.kind === "binary" && node.left.kind === "star") {
    const right = search.binder.scalar(node.right, { row: null, env: search.env });
    return anyColumn(
      search,
      (column) =>
        stringTest(node.operator === ":" ? "has" : node.operator, column, right) ?? equal(column, right) ?? literalExpr("bool", false),
    );
  }
  const row = new Row(search.rel);
  if (node.kind === "binary" && node.operator === ":") {
    if (node.left.kind === "name" && row.find(node.left.name) === null) return literalExpr("bool", false);
    const left = convert(search.binder.scalar(node.left, { row, env: search.env }), "string");
    const right = search.binder.scalar(node.right, { row: null, env: search.env });
    return right.kind === "literal"
      ? termTest([left], String(right.value), search.isCaseless)
      : (stringTest("has", left, right) ?? literalExpr("bool", false));
  }
  if (namesMissing(node, row)) return literalExpr("bool", false);
  return convert(search.binder.scalar(node, { row, env: search.env }), "bool");
}

/** In a search over many tables a column may exist in some only; elsewhere its condition does not hold. */
function namesMissing(node: Expression, row: Row): boolean {
  if (node.kind === "binary" || node.kind === "among" || node.kind === "between") {
    const operand = node.kind === "between" ? node.operand : node.left;
    return operand.kind === "name" && row.find(operand.name) === null;
  }
  return false;
}

function anyNumber(node: Extract<Expression, { readonly kind: "literal" }>, search: Search): Expr {
  const value = literalExpr(node.type, node.value);
  const columns = search.rel.columns.filter((column) => column.type === node.type || (node.type === "long" && column.type === "int"));
  const tests = columns.map((column) => equal(columnRef(column), value)).filter((test): test is Expr => test !== null);
  return or([...tests, termTest(textsFor(String(node.value), search), String(node.value), true)]);
}

/** The tables that `search` and `find` look into: those listed, else all there are and the views of the query. */
export function searched(nodes: readonly Expression[], span: Span, env: Environment, binder: Binder): Source[] {
  const matching = (pattern: string): Source[] => sourcesMatching(pattern, span, env, binder);
  if (nodes.length === 0) return matching("*");
  return nodes.flatMap((node, index) => {
    if (node.kind === "wildcard" || node.kind === "star") return matching(node.kind === "star" ? "*" : node.pattern);
    return [{ rel: binder.table(node, env), source: node.kind === "name" ? node.name : `union_arg${index}` }];
  });
}

export function bindSearch(operator: OperatorOf<"search">, input: Rel | null, env: Environment, binder: Binder): Rel {
  const kind = (operator.options.find((option) => option.name === "kind")?.text ?? "case_insensitive").trim().toLowerCase();
  const isCaseless = kind !== "case_sensitive";
  const filtered = (rel: Rel): Rel => ({
    kind: "filter",
    input: rel,
    predicate: condition(operator.condition, { rel, env, binder, isCaseless }),
    columns: rel.columns,
    itemId: rel.itemId,
    ordering: rel.ordering,
  });
  if (input !== null) {
    const source = input.kind === "scan" ? input.table.name : "search_arg0";
    return unionOf([{ rel: filtered(input), source }], "outer", "$table", binder);
  }
  const all = searched(operator.inTables, operator.span, env, binder);
  if (all.length === 0) throw refuse("kql/unknown-table", operator.span, { name: "search", nearest: null });
  return unionOf(
    all.map((one) => ({ rel: filtered(one.rel), source: one.source })),
    "outer",
    "$table",
    binder,
  );
}
