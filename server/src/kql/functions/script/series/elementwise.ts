import type { SessionValue } from "../../../session/session-function.ts";
import { elements, isArray, printArray } from "../arrays.ts";
import { asText, script, type Scripted } from "../script.ts";
import { isWholeSeries, isWholeToken, numberOf, printAs } from "./numbers.ts";

const D = "dynamic" as const;

const unary = (name: string, apply: (value: number) => number, keepsWhole = false): Scripted =>
  script(`series_${name}`, [D], D, (json) => {
    if (!isArray(json)) return null;
    const tokens = elements(json);
    const isWhole = keepsWhole && isWholeSeries(tokens);
    return printArray(
      tokens.map((token) => {
        const value = numberOf(token);
        return printAs(isWhole, value === null ? null : apply(value));
      }),
    );
  });

/** One side of a pair: a series, or one number that stands for a series of any length. */
interface Side {
  readonly length: number;
  readonly tokens: readonly string[];
  readonly at: (index: number) => number | null;
}

function side(json: SessionValue | undefined): Side | null {
  if (isArray(json)) {
    const tokens = elements(json);
    return { length: tokens.length, tokens, at: (index) => numberOf(tokens[index] ?? "null") };
  }
  const token = asText(json);
  const value = token === "" ? null : numberOf(token);
  return value === null ? null : { length: 0, tokens: [token], at: () => value };
}

/** Pairs of elements up to the longer series; what is missing on a side makes that element null. */
function pairs(
  a: SessionValue | undefined,
  b: SessionValue | undefined,
  print: (x: number, y: number, isWhole: boolean) => string,
): string | null {
  if (!isArray(a) && !isArray(b)) return null;
  const [left, right] = [side(a), side(b)];
  const length = Math.max(left?.length ?? 0, right?.length ?? 0);
  const isWhole = [...(left?.tokens ?? []), ...(right?.tokens ?? [])].every((token) => isWholeToken(token) || token === "null");
  return printArray(
    Array.from({ length }, (_, index) => {
      const [x, y] = [left?.at(index) ?? null, right?.at(index) ?? null];
      return x === null || y === null ? "null" : print(x, y, isWhole);
    }),
  );
}

const binary = (name: string, apply: (x: number, y: number) => number, keepsWhole: boolean): Scripted =>
  script(`series_${name}`, [D, D], D, (a, b) => pairs(a, b, (x, y, isWhole) => printAs(keepsWhole && isWhole, apply(x, y))), false);

const comparison = (name: string, test: (x: number, y: number) => boolean): Scripted =>
  script(`series_${name}`, [D, D], D, (a, b) => pairs(a, b, (x, y) => String(test(x, y))), false);

/** Functions that take each element, or each pair of elements, on its own. */
export const ELEMENTWISE_SCRIPTS: readonly Scripted[] = [
  unary("abs", Math.abs, true),
  unary("sign", Math.sign, true),
  unary("floor", Math.floor, true),
  unary("ceiling", Math.ceil, true),
  unary("exp", Math.exp),
  unary("log", Math.log),
  unary("sin", Math.sin),
  unary("cos", Math.cos),
  unary("tan", Math.tan),
  unary("asin", Math.asin),
  unary("acos", Math.acos),
  unary("atan", Math.atan),
  binary("add", (x, y) => x + y, true),
  binary("subtract", (x, y) => x - y, true),
  binary("multiply", (x, y) => x * y, true),
  binary("divide", (x, y) => x / y, false),
  binary("pow", (x, y) => x ** y, false),
  comparison("equals", (x, y) => x === y),
  comparison("not_equals", (x, y) => x !== y),
  comparison("greater", (x, y) => x > y),
  comparison("greater_equals", (x, y) => x >= y),
  comparison("less", (x, y) => x < y),
  comparison("less_equals", (x, y) => x <= y),
];
