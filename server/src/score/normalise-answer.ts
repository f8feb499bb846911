/**
 * The form in which answers are compared: without case, outer blanks and quotes, defanging (`[.]`, `hxxp`), kind of slash,
 * doubled blanks and a trailing slash or dot.
 */
export function normaliseAnswer(text: string): string {
  return text
    .normalize("NFKC")
    .trim()
    .replaceAll(/[\u200b-\u200d\ufeff]/g, "")
    .replaceAll(/[“”„«»]/g, '"')
    .replaceAll(/[‘’‚`]/g, "'")
    .replace(/^["']+|["']+$/g, "")
    .toLowerCase()
    .replaceAll(/\[(?:\.|dot)\]|\((?:\.|dot)\)|\{\.\}/g, ".")
    .replaceAll(/\[:\]/g, ":")
    .replaceAll(/\[(?:@|at)\]/g, "@")
    .replace(/^h(?:xx|\*\*)p(s?)/, "http$1")
    .replaceAll(/\[?:\/\/\]?/g, "://")
    .replaceAll(/[\\/]+/g, "/")
    .replaceAll(/["']/g, "")
    .replaceAll(/\s+/g, " ")
    .trim()
    .replace(/[/.]$/, "");
}

/** Same answer, or the same page with and without scheme and host, or the same path with and without a drive's escape. */
export function isSameAnswer(given: string, truth: string): boolean {
  const a = normaliseAnswer(given);
  const b = normaliseAnswer(truth);
  return a !== "" && (a === b || withoutOrigin(a) === withoutOrigin(b));
}

/** The answer names the value: alone, or as a word of a longer text. */
export function namesAnswer(given: string, truth: string): boolean {
  if (isSameAnswer(given, truth)) return true;
  const a = normaliseAnswer(given);
  const b = normaliseAnswer(truth);
  if (b.length < 4) return false;
  const at = a.indexOf(b);
  return at >= 0 && !isWordPart(a[at - 1]) && !isWordPart(a[at + b.length]);
}

function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

function withoutOrigin(answer: string): string {
  return answer.replace(/^https?:\/[^/]+(?=\/)/, "");
}
