import type { KqlDiagnostic } from "../../../../contract/index.ts";
import type { Token } from "./tokens.ts";

/** The text of a query that did not compile, seen as tokens. */
export interface Text {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Where the parser stumbled; a look at ambiguous words. */
  readonly stumbles: readonly { readonly start: number; readonly end: number }[];
}

/** Looks for one kind of mistake at one token. */
export type Look = (token: Token, index: number, text: Text) => Mistake | null;

export interface Mistake {
  readonly code: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** Replacement of the span; null where no text would do. */
  readonly fix: string | null;
}

/** A mistake that spans whole tokens, from the first to the last. */
export function mistake(code: string, from: Token, to: Token, message: string, fix: string | null): Mistake {
  return { code, start: from.start, end: to.end, message, fix };
}

export function diagnosticOf({ code, start, end, message, fix }: Mistake): KqlDiagnostic {
  const title = fix === "" ? "Remove it" : `Change to \`${fix ?? ""}\``;
  return { severity: "error", code, message, start, end, fix: fix === null ? null : { title, text: fix } };
}

export const isWord = (token: Token | undefined, ...words: readonly string[]): token is Token & { readonly kind: "word" } =>
  token?.kind === "word" && words.includes(token.text.toLowerCase());

export const isSymbol = (token: Token | undefined, ...symbols: readonly string[]): token is Token & { readonly kind: "symbol" } =>
  token?.kind === "symbol" && symbols.includes(token.text);

/** Whether the parser stumbled at this token or directly before it. */
export function isStumble({ stumbles, tokens }: Text, index: number): boolean {
  const from = tokens[index - 1]?.end ?? 0;
  const to = tokens[index]?.end ?? 0;
  return stumbles.some(({ start }) => start >= from && start < to);
}
