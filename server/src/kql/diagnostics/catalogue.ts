import type { KqlDiagnostic } from "../../../contract/index.ts";
import type { Span } from "../syntax/nodes.ts";
import { insteadOf } from "./refusals.ts";

interface Message {
  readonly text: string;
  readonly fix?: string | null;
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const listed = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

/** Every sentence that this engine says about a query, by stable code. Microsoft's parser says the rest. */
const MESSAGES = {
  "kql/unsupported": (p: { readonly what: string; readonly instead?: string }): Message => {
    const instead = p.instead ?? insteadOf(p.what);
    return { text: `${capitalised(p.what)} is not supported here.${instead === null ? "" : ` ${instead}`}` };
  },
  "kql/refused": (p: { readonly what: string; readonly why: string }): Message => ({
    text: [`${capitalised(p.what)} is not available in this lab: ${p.why}.`, insteadOf(p.what)].filter((part) => part !== null).join(" "),
  }),
  "kql/no-such-file": (p: { readonly address: string; readonly known: readonly string[] }): Message => ({
    text:
      `This exercise ships no file for \`${p.address}\`, and nothing is ever fetched from a network. ` +
      (p.known.length === 0 ? "It ships no files for `externaldata` at all." : `It ships: ${listed(p.known)}.`),
  }),
  "kql/no-such-watchlist": (p: { readonly alias: string; readonly known: readonly string[] }): Message => ({
    text:
      `There is no watchlist \`${p.alias}\`. ` +
      (p.known.length === 0 ? "This exercise ships no watchlists." : `This exercise has: ${listed(p.known)}.`),
  }),
  "kql/no-range": (p: { readonly token: string }): Message => ({
    text: `\`${p.token}\` stands for an end of the time range, and no range is chosen. Choose one above the editor, or write an instant such as \`2021-03-03T08:00:00Z\` in its place.`,
  }),
  "kql/shipped-file": (): Message => ({ text: "These rows come from a file of this exercise, not from the network." }),
  "kql/unknown-table": (p: { readonly name: string; readonly nearest: string | null }): Message => ({
    text: `There is no table or function named \`${p.name}\`.${p.nearest === null ? "" : ` Did you mean \`${p.nearest}\`?`}`,
    fix: p.nearest,
  }),
  "kql/empty-union": (): Message => ({ text: "None of the tables of this `union` exists here, so there is nothing to put together." }),
  "kql/unknown-column": (p: { readonly name: string; readonly nearest: string | null }): Message => ({
    text: `There is no column or variable named \`${p.name}\` here.${p.nearest === null ? "" : ` Did you mean \`${p.nearest}\`?`}`,
    fix: p.nearest,
  }),
  "kql/unknown-column-of-data": (p: { readonly name: string; readonly operator: string }): Message => ({
    text:
      `There is no column named \`${p.name}\` here: \`${p.operator}\` makes its columns from the rows that it gets, and it gets none that hold any. ` +
      `Widen the time range, or declare the columns that you expect: \`evaluate ${p.operator}(…) : (…)\`.`,
  }),
  "kql/unknown-function": (p: { readonly name: string; readonly nearest: string | null }): Message => ({
    text: `There is no function named \`${p.name}\`.${p.nearest === null ? "" : ` Did you mean \`${p.nearest}\`?`}`,
    fix: p.nearest,
  }),
  "kql/aggregate-place": (p: { readonly name: string }): Message => ({
    text: `\`${p.name}\` is an aggregate: it stands in \`summarize\`, and not inside of another aggregate. Compute it there first, then use the column that comes out.`,
  }),
  "kql/join-kind": (p: { readonly kind: string; readonly meant: string | null }): Message => ({
    text: `There is no join kind \`${p.kind}\`.${p.meant === null ? " Possible are `inner`, `innerunique`, `leftouter`, `rightouter`, `fullouter`, `leftanti`, `rightanti`, `leftsemi` and `rightsemi`." : ` Did you mean \`${p.meant}\`?`}`,
    fix: p.meant === null ? null : `kind=${p.meant}`,
  }),
  "kql/compare-types": (p: { readonly text: string; readonly number: string; readonly fix: string | null }): Message => ({
    text: `This compares a \`${p.text}\` with a \`${p.number}\`; Kusto asks for one type on both sides.`,
    fix: p.fix,
  }),
  "kql/literal-wildcard": (p: { readonly operator: string; readonly sign: string; readonly fix: string | null }): Message => ({
    text: `\`${p.operator}\` takes \`${p.sign}\` literally. To find a part of a text, use \`contains\`, \`startswith\` or \`endswith\` without it.`,
    fix: p.fix,
  }),
  "kql/own-choice": (p: { readonly name: string }): Message => ({
    text: `How Kusto chooses the groups of \`${p.name}\` is not published. These are true of the rows, but Kusto may show others.`,
  }),
  "kql/decimal-quotient": (): Message => ({
    text: "A quotient of decimals keeps 18 digits behind its point here; Kusto keeps 34 digits in all. Use `real` where that is enough.",
  }),
  "kql/null-literal": (p: { readonly type: string; readonly written: string }): Message => ({
    text: `\`${p.written}\` is not a \`${p.type}\` that can be read, so it is null, and nothing equals it.`,
  }),
  "kql/not-a-table": (p: { readonly what: string }): Message => ({ text: `A table is expected here, but ${p.what} is a single value.` }),
  "kql/bare-value": (p: { readonly name: string }): Message => ({
    text: `\`${p.name}(…)\` is a single value, and a query starts with a table. Put \`print\` before it: \`print ${p.name}(…)\`.`,
  }),
  "kql/not-a-value": (p: { readonly what: string }): Message => ({
    text: `A single value is expected here, but ${p.what} is a table. Use \`toscalar(…)\` to take its first cell.`,
  }),
  "kql/wrong-type": (p: { readonly what: string; readonly expected: string; readonly found: string }): Message => ({
    text: `${p.what} expects ${p.expected}, but this is ${p.found}.`,
  }),
  "kql/wrong-arguments": (p: { readonly what: string; readonly expected: string }): Message => ({
    text: `${p.what} expects ${p.expected}.`,
  }),
  "kql/not-constant": (p: { readonly what: string }): Message => ({ text: `${p.what} must be a constant.` }),
  "kql/invalid-regex": (p: { readonly why: string }): Message => ({ text: `This regular expression is not valid: ${p.why}.` }),
  "kql/duplicate-column": (p: { readonly name: string }): Message => ({ text: `The column \`${p.name}\` appears more than once.` }),
  "kql/too-complex": (p: { readonly what: string }): Message => ({
    text: `This query is too complex: ${p.what}. Split it into smaller steps.`,
  }),
  "kql/recursive": (p: { readonly name: string }): Message => ({ text: `\`${p.name}\` refers to itself; recursion is not possible.` }),
  "kql/only-definitions": (): Message => ({ text: "There are only definitions here. End with a query over a table." }),
  "kql/empty": (): Message => ({ text: "There is no query here yet. Start with a table name." }),
  "kql/command": (): Message => ({
    text: "Management commands (those that start with a dot) are not available in this lab. Write a query instead.",
  }),
  "kql/set-ignored": (p: { readonly option: string }): Message => ({ text: `\`set ${p.option}\` has no effect here.` }),
  "kql/assertion": (p: { readonly message: string }): Message => ({ text: `The query's own check failed: ${p.message}` }),
  "kql/internal": (): Message => ({
    text: "This query could not be translated. Simplify it step by step to find the part that is not understood.",
  }),
} as const;

export type MessageCode = keyof typeof MESSAGES;
/** Messages without parameters take an empty object. */
export type MessageParameters<C extends MessageCode> =
  Parameters<(typeof MESSAGES)[C]> extends readonly [] ? Readonly<Record<string, never>> : Parameters<(typeof MESSAGES)[C]>[0];

export function diagnose<C extends MessageCode>(
  code: C,
  span: Span,
  parameters: MessageParameters<C>,
  severity: KqlDiagnostic["severity"] = "error",
): KqlDiagnostic {
  const compose = MESSAGES[code] as unknown as (p: MessageParameters<C>) => Message;
  const { text, fix } = compose(parameters);
  return {
    severity,
    code,
    message: text,
    start: span.start,
    end: span.end,
    fix: fix === undefined || fix === null ? null : { title: `Change to \`${fix}\``, text: fix },
  };
}

/** Carries one diagnostic out of the binder; `compileKql` turns it back into a value. Never leaves the engine. */
export class Refusal extends Error {
  readonly diagnostic: KqlDiagnostic;
  /** The column that was looked for in vain, where that is the reason. */
  readonly column: string | null;
  /** Whether its place is one of the query's own text, although it arose while a function of the workspace was inlined. */
  readonly isOfCaller: boolean;

  constructor(diagnostic: KqlDiagnostic, column: string | null = null, isOfCaller = false) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
    this.column = column;
    this.isOfCaller = isOfCaller;
  }

  ofCaller(): Refusal {
    return new Refusal(this.diagnostic, this.column, true);
  }

  /** The same about the place where the query calls the function in which it arose. */
  seenFrom(call: Span, name: string): Refusal {
    if (this.isOfCaller) return this;
    const message = `In the function \`${name}\`: ${this.diagnostic.message}`;
    return new Refusal({ ...this.diagnostic, ...call, message, fix: null });
  }
}

export function refuse<C extends MessageCode>(code: C, span: Span, parameters: MessageParameters<C>): Refusal {
  const column = code === "kql/unknown-column" ? (parameters as MessageParameters<"kql/unknown-column">).name : null;
  return new Refusal(diagnose(code, span, parameters), column);
}
