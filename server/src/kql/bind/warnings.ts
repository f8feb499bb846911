import type { Expr } from "../plan/expr.ts";
import type { Expression, Span } from "../syntax/nodes.ts";
import type { Context } from "./scope.ts";

type BinaryNode = Extract<Expression, { readonly kind: "binary" }>;

const NUMBERS: ReadonlySet<string> = new Set(["int", "long", "real", "decimal"]);

/** `scStatus == 200` on text: Kusto asks for one type, and a person reads past it. */
function warnOfTypes(node: BinaryNode, left: Expr, right: Expr, context: Context): void {
  const [text, number] = left.type === "string" ? [left, right] : [right, left];
  if (text.type !== "string" || !NUMBERS.has(number.type) || number.kind === text.kind) return;
  const literal = node.left.kind === "literal" ? node.left : node.right;
  if (literal.kind !== "literal" || literal.value === null) return;
  const isNumeral = /^\d+$/.test(String(literal.value));
  const fix = literal.type !== "string" ? `"${String(literal.value)}"` : isNumeral ? String(literal.value) : null;
  context.warn("kql/compare-types", literal.span, { text: "string", number: number.type, fix });
}

/** `has "*owa*"`, `contains "%owa%"`: wildcards of other languages, taken literally here. */
function warnOfWildcards(node: BinaryNode, context: Context): void {
  const { right, operator } = node;
  if (right.kind !== "literal" || typeof right.value !== "string" || right.value.length < 3 || right.value.includes('"')) return;
  const found = /^([*%])?[^*%]+([*%])?$/.exec(right.value);
  const sign = found?.[1] ?? found?.[2];
  if (sign === undefined) return;
  const isSearch = /^!?(?:has|contains|startswith|endswith)/.test(operator);
  const plain = right.value.replaceAll(sign, "");
  context.warn("kql/literal-wildcard", right.span, { operator, sign, fix: isSearch ? `"${plain}"` : null });
}

const EQUALITIES: ReadonlySet<string> = new Set(["==", "!=", "=~", "!~"]);

/** Comparisons that run and are seldom meant. */
export function warnOfComparison(node: BinaryNode, left: Expr, right: Expr, context: Context): void {
  if (EQUALITIES.has(node.operator)) warnOfTypes(node, left, right, context);
  if (left.type === "string" && (EQUALITIES.has(node.operator) || /^!?(?:has|contains|startswith|endswith)/.test(node.operator)))
    warnOfWildcards(node, context);
}

/** A quotient of decimals that has no end: Kusto keeps 34 digits, this engine fewer. Without a word that would be rounding in silence. */
export function warnOfQuotient(span: Span, value: Expr, context: Context): void {
  if (value.type === "decimal") context.warn("kql/decimal-quotient", span, {});
}
