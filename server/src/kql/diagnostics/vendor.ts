import type { KqlDiagnostic } from "../../../contract/index.ts";
import type { VendorDiagnostic } from "../syntax/parse.ts";
import { foreignFunction } from "./foreign-functions.ts";
import { pluginNames } from "../syntax/function-names.ts";
import { tokensOf, type Token } from "./mistakes/tokens.ts";
import { nearest } from "./nearest.ts";
import { operandMessage } from "./operand-types.ts";

/**
 * Errors that Microsoft's parser reports for queries which Microsoft's engine runs. They become warnings when this engine
 * translates the query.
 */
const DEMOTED: ReadonlySet<string> = new Set(["KS107", "KS124", "KS234", "KS235", "KS134", "KS142", "KS208", "KS210", "KS226"]);

/** The calendar windows of the activity plugins, which Microsoft's parser takes for text that cannot be added up. */
const CALENDAR_WINDOW = /^(["'])(?:week|month|year)\1$/;

/** Calls whose documented arguments are more, or fewer, than Microsoft's parser knows; our binder counts them. */
const COUNTED_WRONG: ReadonlySet<string> = new Set(["bag_unpack", "format_ipv4_mask"]);

export function isDemoted({ code, start, end }: VendorDiagnostic, text: string): boolean {
  const written = text.slice(start, end);
  return DEMOTED.has(code) || (code === "KS138" && CALENDAR_WINDOW.test(written)) || (code === "KS119" && COUNTED_WRONG.has(written));
}

/** The parser could not read on: what it says about the text behind is mostly wrong. */
export const isSyntaxError = (code: string): boolean => code.startsWith("KS00") || ["KS174", "KS176", "KS198"].includes(code);

/** What a sentence can be made of. */
interface Found {
  readonly found: VendorDiagnostic;
  /** Text of the span. */
  readonly text: string;
  readonly query: string;
  readonly tokens: readonly Token[];
}

export interface Said {
  readonly code: string;
  readonly message: string;
  readonly fix?: string | null;
  readonly start?: number;
  readonly end?: number;
}

type Say = (found: Found) => Said | null;

const ask = (name: string | null): string => (name === null ? "" : ` Did you mean \`${name}\`?`);

const QUOTED_AFTER = /(?:==|!=|=~|!~|\bhas\w*|\b\w*contains\w*|\bstartswith\w*|\bendswith\w*)\s*$/;

function unknownName({ found, text, query }: Found): Said {
  const near = nearest(text, found.namesInReach);
  const code = "kql/unknown-column";
  if (/^\s*$|[;|(]\s*$|\b(?:union|join|lookup)\s+(?:kind\s*=\s*\w+\s+)?$/.test(query.slice(0, found.start).split("\n").at(-1) ?? ""))
    if (/^\s*(?:$|\||;|\))/.test(query.slice(found.end)) && !query.slice(0, found.start).includes("|"))
      return unknownTableNamed(text, near);
  if (near === null && QUOTED_AFTER.test(query.slice(0, found.start)))
    return { code, message: `There is no column named \`${text}\` here. Text needs quotes: \`"${text}"\`.`, fix: `"${text}"` };
  return { code, message: `There is no column or variable named \`${text}\` here.${ask(near)}`, fix: near };
}

const unknownTable = ({ found, text }: Found): Said => unknownTableNamed(text, nearest(text, found.namesInReach));

function unknownTableNamed(text: string, near: string | null): Said {
  return { code: "kql/unknown-table", message: `There is no table or function named \`${text}\`.${ask(near)}`, fix: near };
}

function unknownFunction({ found, text }: Found): Said {
  const code = "kql/unknown-function";
  const foreign = foreignFunction(text);
  if (foreign !== null) return { code, message: `There is no function named \`${text}\`. KQL has ${foreign.say}.`, fix: foreign.swap };
  const near = nearest(text, found.namesInReach);
  return { code, message: `There is no function named \`${text}\`.${ask(near)}`, fix: near };
}

/** A number of arguments, in the parser's own words but under our rules of style. */
function argumentCount({ found, text }: Found): Said {
  const expects = /expects (.*)\.$/.exec(found.message)?.[1] ?? "another number of arguments";
  return { code: "kql/wrong-arguments", message: `\`${text}\` expects ${expects}.` };
}

/** A text where a moment or a duration is expected can be made one. */
function expectedType({ found, text }: Found): Said {
  const type = found.message.replace(/^A value of type (.*) expected\.$/, "$1");
  const message = `A value of type ${type} is expected here.`;
  const written = /^["'](.*)["']$/.exec(text)?.[1];
  const isMoment = written !== undefined && /^\d{4}-\d\d/.test(written);
  const made =
    written === undefined
      ? null
      : isMoment
        ? `datetime(${written})`
        : /\btimespan\b/.test(type) && /^[\d.:]+[a-z]*$/.test(written)
          ? written
          : null;
  const fix = made === null || !/\b(?:datetime|timespan)\b/.test(type) ? null : made;
  return { code: "kql/wrong-type", message: fix === null ? message : `${message} Write \`${fix}\`.`, fix };
}

const KEY_HINT = "Write the name of a column that both sides have, or `$left.column == $right.column`.";

function keySide({ found, text }: Found): Said {
  const side = found.message.includes("$left") ? "$left" : "$right";
  const column = text.split(".").at(-1) ?? text;
  const fix = `${side}.${column}`;
  return { code: "kql/join-key", message: `A join condition says which side a column is of: \`${fix}\`.`, fix };
}

const SAY: Readonly<Record<string, Say>> = {
  KS004: ({ text }) => ({ code: "kql/literal", message: `\`${text}\` is not a value that can be read.` }),
  KS106: operandMessage,
  KS107: expectedType,
  KS108: ({ text }) => ({
    code: "kql/not-a-value",
    message: `A single value is expected here, but \`${text}\` is a table. Use \`toscalar(…)\` to take its first cell.`,
  }),
  KS109: (seen) =>
    /^\w+$/.test(seen.text) ? unknownName(seen) : { code: "kql/wrong-arguments", message: "The name of a column is expected here." },
  KS111: ({ text }) => ({ code: "kql/not-a-table", message: `A table is expected here, but \`${text}\` is a single value.` }),
  KS117: ({ text }) => ({ code: "kql/missing-parentheses", message: `\`${text}\` is a function: write \`${text}()\`.`, fix: `${text}()` }),
  KS119: argumentCount,
  KS120: argumentCount,
  KS121: ({ text }) => ({ code: "kql/wrong-arguments", message: `\`${text}\` expects another number of arguments.` }),
  KS122: unknownFunction,
  KS123: unknownFunction,
  KS124: ({ text }) => {
    const near = nearest(text, pluginNames());
    return { code: "kql/unknown-plugin", message: `There is no plugin named \`${text}\`.${ask(near)}`, fix: near };
  },
  KS127: ({ found, text }) => {
    const types = /\(([^)]*)\)$/.exec(found.message)?.[1] ?? "";
    return { code: "kql/wrong-type", message: `\`${text}\` does not work on ${types === "" ? "nothing" : `(${types})`}.` };
  },
  KS129: () => ({ code: "kql/not-constant", message: "A constant is expected here." }),
  KS134: () => ({ code: "kql/wrong-type", message: "A whole number is expected here." }),
  KS138: ({ text }) => ({
    code: "kql/wrong-type",
    message: `\`${text}\` cannot be added up. Convert it first: \`tolong(${text})\`.`,
    fix: `tolong(${text})`,
  }),
  KS141: ({ found, text }) => {
    const types = /types?:? (.*?)\.?$/.exec(found.message)?.[1] ?? "";
    if (types === "bool")
      return {
        code: "kql/wrong-type",
        message: `A condition is expected here, but \`${text}\` is neither true nor false. Compare it with something.`,
      };
    if (types === "dynamic")
      return { code: "kql/wrong-type", message: `A dynamic array or bag is expected here. Make one first: \`todynamic(${text})\`.` };
    return { code: "kql/wrong-type", message: `A value of type ${types} is expected here.` };
  },
  KS142: unknownName,
  KS143: unknownFunction,
  KS144: ({ text }) => ({
    code: "kql/aggregate-place",
    message: `\`${text}\` is an aggregate: it stands in \`summarize\`. Compute it there first, then use the column that comes out.`,
  }),
  KS145: ({ text }) => ({ code: "kql/join-key", message: `\`${text}\` is not a column of both sides. ${KEY_HINT}` }),
  KS171: ({ text }) => ({ code: "kql/duplicate-column", message: `The column \`${text}\` appears more than once.` }),
  KS174: ({ text }) => ({ code: "kql/missing-table", message: `\`${text}\` works on a table. Start with the table's name.` }),
  KS182: () => ({ code: "kql/join-key", message: `This is not a join condition. ${KEY_HINT}` }),
  KS183: keySide,
  KS191: () => ({ code: "kql/wrong-arguments", message: "`*` cannot stand here. Name the column." }),
  KS204: unknownTable,
  KS208: ({ text }) => ({
    code: "kql/refused",
    message: `The database ${text} cannot be reached: queries read only this exercise's own tables.`,
  }),
  KS211: unknownFunction,
  KS228: ({ text }) => ({
    code: "kql/reserved-name",
    message: `\`${text}\` is a word of the language. As a name it stands in brackets: \`['${text}']\`.`,
    fix: `['${text}']`,
  }),
  KS178: ({ text }) => ({
    code: "kql/wrong-type",
    message: `\`${text}\` is not of a type that the column can be counted in. Use a timespan for instants, and a number of the column's own type for numbers: \`toint(1)\`.`,
  }),
  KS236: ({ text, found }) => {
    const isInCall = !/\bsummarize\s+(?:.*,\s*)?$/.test(found.message);
    return {
      code: "kql/missing-aggregate",
      message: `\`${text}\` is not an aggregate. Group by it with \`by ${text}\`, or take a value of each group: \`take_any(${text})\`.`,
      fix: isInCall ? `take_any(${text})` : null,
    };
  },
  KS242: ({ found }) => {
    const [left = "", right = ""] = (/\((.*)\)/.exec(found.message)?.[1] ?? "").split(", ");
    return {
      code: "kql/join-key",
      message: `The two sides of this key are of different types, \`${left}\` and \`${right}\`. Convert one of them before the join.`,
    };
  },
};

/** What the parser missed, as a sentence; its list of words is for parsers. */
function syntaxMessage({ found, text }: Found): Said {
  const code = found.code === "KS198" || found.code === "KS002" ? "kql/unexpected" : "kql/incomplete";
  const wanted = /^Expected: (.*)$/.exec(found.message)?.[1];
  const shown = text === "" ? "the end of the query" : `\`${text}\``;
  if (wanted !== undefined && wanted !== "token" && wanted !== ";") return { code, message: `\`${wanted}\` is expected before ${shown}.` };
  if (found.code === "KS006" && /on condition/.test(found.message))
    return { code: "kql/missing-on", message: "`join` and `lookup` need `on` and a column that both sides have: `on Computer`." };
  const several = /^Expected one of: (.*)$/.exec(found.message)?.[1];
  if (several !== undefined) return { code, message: `${shown.replace(/^t/, "T")} cannot stand here. Possible are: ${several}.` };
  if (/json value/.test(found.message))
    return {
      code: "kql/not-constant",
      message: "Inside of `dynamic(…)` only constants stand. For columns, use `pack_array`, `bag_pack` or `todynamic`.",
    };
  if (found.code === "KS006")
    return { code, message: text === "" ? "Something is missing here." : `Something is missing before ${shown}.` };
  return { code: "kql/unexpected", message: `${shown.replace(/^t/, "T")} was not expected here.` };
}

/** A span of nothing is hard to see: the token before it stands for it. */
function visible(start: number, end: number, tokens: readonly Token[]): { readonly start: number; readonly end: number } {
  if (end > start) return { start, end };
  const before = tokens.findLast((token) => token.end <= start) ?? tokens[0];
  return before === undefined ? { start, end } : { start: before.start, end: before.end };
}

/** Microsoft's finding in our words, under our stable code. */
export function portDiagnostic(found: VendorDiagnostic, query: string, tokens: readonly Token[] = tokensOf(query)): KqlDiagnostic {
  const start = Math.max(0, Math.min(found.start, query.length));
  const end = Math.max(start, Math.min(found.end, query.length));
  const seen: Found = { found, text: query.slice(start, end), query, tokens };
  const said: Said =
    SAY[found.code]?.(seen) ??
    (isSyntaxError(found.code) ? syntaxMessage(seen) : { code: `kql/${found.code.toLowerCase()}`, message: found.message });
  const fix = said.fix ?? null;
  return {
    severity: found.severity,
    code: said.code,
    message: said.message,
    ...visible(said.start ?? start, said.end ?? end, tokens),
    fix: fix === null ? null : { title: `Change to \`${fix}\``, text: fix },
  };
}

/** What the parser holds against a query that runs all the same. */
export function softenedDiagnostic(found: VendorDiagnostic, query: string): KqlDiagnostic {
  const ported = portDiagnostic(found, query);
  return found.severity === "error" ? { ...ported, severity: "warning" } : ported;
}
