import { contentOf, type Token } from "./mistakes/tokens.ts";
import type { VendorDiagnostic } from "../syntax/parse.ts";

interface Operands {
  readonly code: string;
  readonly message: string;
  readonly fix: string | null;
  readonly start?: number;
  readonly end?: number;
}

const NUMBERS: ReadonlySet<string> = new Set(["int", "long", "real", "decimal"]);
const COMPARISONS: ReadonlySet<string> = new Set(["<", "<=", ">", ">=", "==", "!="]);

interface Side {
  readonly type: string;
  /** Null where the operand is more than one token. */
  readonly text: string | null;
  readonly token: Token | undefined;
}

/** One operand brought to the other's type, or null when there is no obvious way. */
function converted(side: Side, other: Side, operator: string): string | null {
  if (side.text === null || side.token === undefined) return null;
  if (side.type === "string" && NUMBERS.has(other.type)) return `tolong(${side.text})`;
  if (side.type === "string" && other.type === "datetime")
    return side.token.kind === "string" ? `datetime(${contentOf(side.token)})` : `todatetime(${side.text})`;
  if (side.type === "string" && other.type === "timespan") return `totimespan(${side.text})`;
  if (side.type === "timespan" && other.type === "datetime" && COMPARISONS.has(operator)) return `ago(${side.text})`;
  if (side.type !== "string" && other.type === "string" && /^[a-z!]/.test(operator)) return `tostring(${side.text})`;
  return side.type === "dynamic" && other.type === "string" ? `tostring(${side.text})` : null;
}

/** An operand is simple when the tokens around it end it. */
function simple(token: Token | undefined, beyond: Token | undefined): token is Token {
  if (token === undefined || token.kind === "symbol") return false;
  return beyond === undefined || !["(", "[", ".", ")", "]"].includes(beyond.text);
}

/** `>` between text and number, `+` between texts: what to write instead. */
export function operandMessage(seen: {
  readonly found: VendorDiagnostic;
  readonly text: string;
  readonly query: string;
  readonly tokens: readonly Token[];
}): Operands {
  const { found, text: operator, tokens } = seen;
  const types = /types? (.*)\.$/.exec(found.message)?.[1]?.split(" and ") ?? [];
  const [leftType = "", rightType = ""] = types;
  const at = tokens.findIndex((token) => token.start === found.start);
  const [left, right] = [tokens[at - 1], tokens[at + 1]];
  const leftSide: Side = { type: leftType, token: left, text: simple(left, tokens[at - 2]) ? left.text : null };
  const rightSide: Side = {
    type: rightType,
    token: right,
    text: simple(right, tokens[at + 2]) || tokens[at + 2]?.text === ")" ? (right?.text ?? null) : null,
  };
  const code = "kql/wrong-type";
  if (operator === "+" && leftType === "string" && left !== undefined && right !== undefined) {
    const fix = leftSide.text === null || rightSide.text === null ? null : `strcat(${leftSide.text}, ${rightSide.text})`;
    return {
      code,
      message: "Text is joined with `strcat(a, b)`, not with `+`.",
      fix,
      ...(fix === null ? {} : { start: left.start, end: right.end }),
    };
  }
  if (/^[<>]=?$/.test(operator) && leftType === "string" && rightType === "string")
    return { code, message: `Texts have no order for \`${operator}\`. Compare them with \`strcmp(a, b) ${operator} 0\`.`, fix: null };
  const leftFix = converted(leftSide, rightSide, operator);
  const rightFix = leftFix === null ? converted(rightSide, leftSide, operator) : null;
  const made = leftFix ?? rightFix;
  const token = leftFix === null ? right : left;
  const what =
    rightType === ""
      ? `\`${operator}\` does not work on \`${leftType}\`.`
      : `\`${operator}\` does not work between \`${leftType}\` and \`${rightType}\`.`;
  if (made === null || token === undefined) return { code, message: `${what} Convert one side first.`, fix: null };
  return { code, message: `${what} Write \`${made}\`.`, fix: made, start: token.start, end: token.end };
}
