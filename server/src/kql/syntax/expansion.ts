import type { Span } from "./nodes.ts";

/** Uses of `let` names once all are written out. */
const EXPANSION_MAX = 50_000;

/** Comments, strings, names and what bounds a statement; the rest does not matter here. */
const TOKEN = /\/\/[^\n]*|@"(?:[^"\n]|"")*"|@'(?:[^'\n]|'')*'|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[A-Za-z_]\w*|[;{}]/g;

/** A `let` statement, or the query around them, whose end has not come yet. */
interface Open {
  name: string;
  readonly depth: number;
  uses: number;
}

/**
 * Where a query's `let` statements, each using the ones before it several times, come to more than can be written out; or
 * null. The parser's own analysis writes them out too, so this looks at the text before it does.
 */
export function expansionProblem(text: string): Span | null {
  if (!/\blet\b/.test(text)) return null;
  const known = new Map<string, number>();
  const open: Open[] = [{ name: "", depth: -1, uses: 0 }];
  let depth = 0;
  const close = (): void => {
    for (let last = open.at(-1); last !== undefined && last.depth >= depth; last = open.at(-1)) {
      known.set(last.name, last.uses + 1);
      open.pop();
    }
  };
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const last = open.at(-1);
    if (token === "{") depth += 1;
    else if (token === "}") {
      close();
      depth -= 1;
    } else if (token === ";") close();
    else if (token === "let") open.push({ name: "", depth, uses: 0 });
    else if (last?.name === "" && last.depth >= 0) last.name = token;
    else for (const one of open) one.uses += known.get(token) ?? 0;
    if ((open[0]?.uses ?? 0) > EXPANSION_MAX) return { start: index, end: index + token.length };
  }
  return null;
}
