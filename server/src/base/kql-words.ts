const COMMENT_OR_STRING = /\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g;
const WORD = /[A-Za-z_]\w*/g;

/**
 * Which of these tables a query names, outside comments and string literals, in the order of `tableNames`. A scan of words,
 * not a parse: enough to notice what somebody looked at, never to decide what they may see.
 */
export function tablesNamedIn(queryText: string, tableNames: readonly string[]): readonly string[] {
  const words = new Set(queryText.replaceAll(COMMENT_OR_STRING, " ").match(WORD));
  return tableNames.filter((name) => words.has(name));
}
