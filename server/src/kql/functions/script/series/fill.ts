import type { SessionValue } from "../../../session/session-function.ts";
import { elements, isArray, printArray } from "../arrays.ts";
import { asText, script, type Scripted } from "../script.ts";
import { isWholeSeries, numberOf, printAs } from "./numbers.ts";

const D = "dynamic" as const;

/** Whether an element stands for a missing value: the placeholder, or null where none is given. */
function missing(placeholder: SessionValue | undefined): (token: string) => boolean {
  const wanted = asText(placeholder);
  if (wanted === "" || wanted === "null") return (token) => token === "null";
  const value = numberOf(wanted);
  return (token) => token === wanted || (value !== null && Object.is(numberOf(token), value));
}

function carried(tokens: readonly string[], isMissing: (token: string) => boolean): string[] {
  let last: string | null = null;
  return tokens.map((token) => {
    if (!isMissing(token)) last = token;
    return isMissing(token) ? (last ?? token) : token;
  });
}

/** Straight lines between the known neighbours; of whole numbers, cut to whole numbers. */
function linear(
  json: SessionValue | undefined,
  placeholder: SessionValue | undefined,
  fillsEdges: boolean,
  constant: SessionValue | undefined,
): string | null {
  if (!isArray(json)) return null;
  const tokens = elements(json);
  const isMissing = missing(placeholder);
  const known = tokens.flatMap((token, index) => (isMissing(token) ? [] : [index]));
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) {
    const fill = constant === undefined || constant === null ? "0.0" : asText(constant);
    return printArray(tokens.map(() => fill));
  }
  const isWhole = isWholeSeries(tokens.filter((token) => !isMissing(token)));
  let before = first;
  let next = 0;
  return printArray(
    tokens.map((token, index) => {
      if (!isMissing(token)) {
        before = index;
        return token;
      }
      if (index < first || index > last) return fillsEdges ? (tokens[index < first ? first : last] ?? token) : token;
      while ((known[next] ?? last) <= index) next += 1;
      const after = known[next] ?? last;
      const [a, b] = [numberOf(tokens[before] ?? "null") ?? 0, numberOf(tokens[after] ?? "null") ?? 0];
      const value = a + ((b - a) * (index - before)) / (after - before);
      return printAs(isWhole, isWhole ? Math.trunc(value) : value);
    }),
  );
}

/** Functions that fill the gaps of a series. */
export const FILL_SCRIPTS: readonly Scripted[] = [
  script("series_fill_forward", [D, "dynamic?"], D, (json, placeholder) =>
    isArray(json) ? printArray(carried(elements(json), missing(placeholder))) : null,
  ),
  script("series_fill_backward", [D, "dynamic?"], D, (json, placeholder) =>
    isArray(json) ? printArray(carried(elements(json).toReversed(), missing(placeholder)).toReversed()) : null,
  ),
  script("series_fill_const", [D, "dynamic?", "dynamic?"], D, (json, constant, placeholder) => {
    if (!isArray(json)) return null;
    const isMissing = missing(placeholder);
    const fill = asText(constant) || "0";
    return printArray(elements(json).map((token) => (isMissing(token) ? fill : token)));
  }),
  script("series_fill_linear", [D, "dynamic?", "bool?", "dynamic?"], D, (json, placeholder, edges, constant) =>
    linear(json, placeholder, edges !== false, constant),
  ),
];
