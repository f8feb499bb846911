import type { KqlDiagnostic } from "../../../contract/index.ts";
import type { Span } from "../syntax/nodes.ts";

interface Message {
  readonly text: string;
  readonly fix?: string | null;
}

/** Every sentence that this engine says about a query, by stable code. Microsoft's parser says the rest. */
const MESSAGES = {
  "kql/unsupported": (p: { readonly what: string; readonly instead?: string }): Message => ({
    text: `${p.what} is not supported here.${p.instead === undefined ? "" : ` ${p.instead}`}`,
  }),
  "kql/refused": (p: { readonly what: string; readonly why: string }): Message => ({
    text: `${p.what} is not available in this lab: ${p.why}.`,
  }),
  "kql/no-such-file": (p: { readonly address: string; readonly nearest: string | null }): Message => ({
    text:
      `This exercise ships no file for \`${p.address}\`, and nothing is ever fetched from a network.` +
      (p.nearest === null ? "" : ` Did you mean \`${p.nearest}\`?`),
  }),
  "kql/shipped-file": (): Message => ({ text: "These rows come from a file of this exercise, not from the network." }),
  "kql/unknown-table": (p: { readonly name: string; readonly nearest: string | null }): Message => ({
    text: `There is no table or function named \`${p.name}\`.${p.nearest === null ? "" : ` Did you mean \`${p.nearest}\`?`}`,
    fix: p.nearest,
  }),
  "kql/unknown-column": (p: { readonly name: string; readonly nearest: string | null }): Message => ({
    text: `There is no column or variable named \`${p.name}\` here.${p.nearest === null ? "" : ` Did you mean \`${p.nearest}\`?`}`,
    fix: p.nearest,
  }),
  "kql/unknown-function": (p: { readonly name: string; readonly nearest: string | null }): Message => ({
    text: `There is no function named \`${p.name}\`.${p.nearest === null ? "" : ` Did you mean \`${p.nearest}\`?`}`,
    fix: p.nearest,
  }),
  "kql/not-a-table": (p: { readonly what: string }): Message => ({ text: `A table is expected here, but ${p.what} is a single value.` }),
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

  constructor(diagnostic: KqlDiagnostic) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}

export function refuse<C extends MessageCode>(code: C, span: Span, parameters: MessageParameters<C>): Refusal {
  return new Refusal(diagnose(code, span, parameters));
}
