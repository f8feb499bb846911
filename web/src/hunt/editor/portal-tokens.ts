/** What the server fills with the ends of the picked range before it parses (the same list as its query engine's). */
const TOKENS = /\{\{\s*(?:start|end)time(?:iso)?\s*\}\}|\{TimeRange:(?:start|end)(?:ISO)?\}/gi;

/** The text as the parser may read it: an instant of the same length in place of each token, so that every place stays. */
export function withoutPortalTokens(text: string): string {
  return text.replaceAll(TOKENS, (token) => "2021-01-01".padEnd(token.length));
}
