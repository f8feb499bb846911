export type CodePart = { readonly text: string; readonly isCode: boolean };

/** A sentence cut at its backticks: what stands between two of them is code. A lonely backtick stays a character. */
export function codeParts(sentence: string): readonly CodePart[] {
  const parts: CodePart[] = [];
  let end = 0;
  for (const match of sentence.matchAll(/`([^`]+)`/g)) {
    if (match.index > end) parts.push({ text: sentence.slice(end, match.index), isCode: false });
    parts.push({ text: match[1] ?? "", isCode: true });
    end = match.index + match[0].length;
  }
  if (end < sentence.length) parts.push({ text: sentence.slice(end), isCode: false });
  return parts;
}
