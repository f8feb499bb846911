import type { KqlDiagnostic } from "../../../contract/index.ts";

interface Explanation {
  readonly pattern: RegExp;
  readonly code: string;
  readonly message: (match: RegExpExecArray) => string;
}

/** What execution can complain of, in words of the query. Nothing of the original text is repeated but the person's own pattern. */
const EXPLANATIONS: readonly Explanation[] = [
  { pattern: /\[refused: ([^\]]*)\]/, code: "kql/too-complex", message: ([, why = ""]) => why },
  {
    pattern: /query check failed: ([^\n]*)/,
    code: "kql/assertion",
    message: (match) => `The query's own check failed: ${match[1] ?? ""}`,
  },
  {
    pattern: /out of memory|memory limit|could not allocate/i,
    code: "query/memory",
    message: () => "The query needs more memory than one query may use. Filter earlier, or summarise fewer groups.",
  },
  {
    pattern: /expression depth/i,
    code: "kql/too-complex",
    message: () => "An expression in this query is nested too deeply. Split it with `extend` or `let`.",
  },
  {
    pattern: /call stack/i,
    code: "kql/too-complex",
    message: () => "A value in this query is nested too deeply.",
  },
  { pattern: /interrupt/i, code: "query/interrupted", message: () => "The query was stopped before it was done." },
  {
    pattern: /pattern too large|invalid repetition size/i,
    code: "kql/invalid-regex",
    message: () => "A regular expression in this query is too large. Let it repeat less, or split it into several conditions.",
  },
  {
    pattern: /(missing|unexpected|invalid|bad|no argument)[^:]*(\)|\]|escape|perl|regex|repetition|character class|group|range|utf-8)/i,
    code: "kql/invalid-regex",
    message: () => "A regular expression in this query is not valid. Check its brackets, and escape characters that are meant literally.",
  },
  {
    pattern: /more than one row returned by a subquery/i,
    code: "kql/scalar",
    message: () => "A single value was expected, but several were found.",
  },
  { pattern: /overflow|out of range/i, code: "kql/overflow", message: () => "A number in this query became too large." },
  {
    pattern: /conversion error|could not convert|invalid input/i,
    code: "kql/conversion",
    message: () => "A value could not be converted to the type that this query asks for.",
  },
  {
    pattern: /step size|generate_series/i,
    code: "kql/range",
    message: () => "`range` needs a step that is not zero and leads from its start to its end.",
  },
];

/** Where the operator or function that a sentence names first stands, when it stands in the query once; else the whole query. */
function placeOf(message: string, text: string): { readonly start: number; readonly end: number } {
  const whole = { start: 0, end: text.length };
  const name = /`([a-z][\w-]*)`/i.exec(message)?.[1];
  if (name === undefined) return whole;
  const places = [...text.matchAll(new RegExp(`(?<![\\w"'-])${name}(?![\\w"'-])`, "g"))];
  const [only] = places;
  return only === undefined || places.length > 1 ? whole : { start: only.index, end: only.index + name.length };
}

/** Turns an execution error into a calm sentence without internals, at the place in the query's text that it names. */
export function describeRuntimeError(error: unknown, text = ""): KqlDiagnostic {
  const found = error instanceof Error ? error.message : String(error);
  for (const { pattern, code, message } of EXPLANATIONS) {
    const match = pattern.exec(found);
    if (match === null) continue;
    const sentence = message(match);
    // A pattern that a person wrote may stand in a check's text; only the engine's own sentences name what they are about.
    const place = code === "kql/assertion" ? { start: 0, end: text.length } : placeOf(sentence, text);
    return { severity: "error", code, message: sentence, ...place, fix: null };
  }
  return {
    severity: "error",
    code: "kql/internal",
    message: "This query failed while it ran. Simplify it step by step to find the part that does.",
    start: 0,
    end: text.length,
    fix: null,
  };
}
