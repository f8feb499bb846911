/** How every encoded text of the lab begins, so that whoever decodes one knows at once. */
export const INERT_PREFIX = "inert training text: ";

/**
 * Base64 of UTF-16LE, as PowerShell takes encoded commands. The text is a sentence about what was withheld: hunting queries
 * that decode it find their words, and there is nothing to run.
 */
export function encodeInertText(words: string): string {
  return btoa(`${INERT_PREFIX}${words}`.replaceAll(/./g, "$&\0"));
}
