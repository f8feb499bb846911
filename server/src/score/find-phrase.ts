/** Words that turn what follows into its opposite, in the same clause. */
const NEGATORS = new Set([
  "not",
  "no",
  "never",
  "without",
  "none",
  "neither",
  "nor",
  "cannot",
  "nothing",
  "nobody",
  "hardly",
  "deny",
  "denies",
  "denied",
]);
/** How many words before a phrase a negator still governs it. */
const NEGATION_REACH = 4;
/** A heap of catchwords is not a sentence. */
const SENTENCE_WORDS_MIN = 4;

export type Sentence = readonly (readonly string[])[];

/** Text as sentences of clauses of words. Words keep inner dots, slashes and dashes, so file names and addresses stay whole. */
export function readSentences(text: string): readonly Sentence[] {
  return text
    .toLowerCase()
    .replaceAll(/[’‘]/g, "'")
    .replaceAll(/n't\b/g, " not")
    .replaceAll(/\[\.\]/g, ".")
    .split(/[.!?]+(?=\s|$)|\n\s*\n|\n\s*[-*•\d]+[.)]?\s/)
    .map((sentence) => sentence.split(/[,;:()]|\s[-–—]\s|\b(?:but|however|although|though|while|yet)\b/).map(wordsOf))
    .filter((sentence) => sentence.flat().length >= SENTENCE_WORDS_MIN);
}

/**
 * Whether a text asserts a phrase. `word*` matches beginnings, `a + b` wants both in one sentence, anything else wants the
 * words in a row. A phrase that is negated is not asserted, unless it is itself a negative one.
 */
export function assertsPhrase(sentences: readonly Sentence[], phrase: string): boolean {
  const parts = phrase
    .toLowerCase()
    .split(/\s\+\s/)
    .map(wordsOf)
    .filter((part) => part.length > 0);
  const isNegative = parts.some((part) => part.some(isNegator));
  return (
    parts.length > 0 && sentences.some((sentence) => parts.every((part) => sentence.some((clause) => findPart(clause, part, isNegative))))
  );
}

function findPart(clause: readonly string[], part: readonly string[], isNegative: boolean): boolean {
  for (let at = 0; at + part.length <= clause.length; at++) {
    if (!part.every((word, index) => matchesWord(clause[at + index] ?? "", word))) continue;
    const before = clause.slice(Math.max(0, at - NEGATION_REACH), at);
    if (isNegative || !before.some(isNegator)) return true;
  }
  return false;
}

function matchesWord(word: string, pattern: string): boolean {
  return pattern.endsWith("*") ? word.startsWith(pattern.slice(0, -1)) : word === pattern;
}

function isNegator(word: string): boolean {
  return NEGATORS.has(word);
}

function wordsOf(text: string): string[] {
  return text
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}/]+|[^\p{L}\p{N}*]+$/gu, ""))
    .filter((word) => word !== "");
}
