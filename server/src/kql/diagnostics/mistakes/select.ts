import { isSymbol, isWord, mistake, type Mistake, type Text } from "./mistake.ts";
import type { Token } from "./tokens.ts";

const CLAUSES = ["from", "where", "group", "having", "order", "limit"] as const;
type Clause = (typeof CLAUSES)[number] | "select";

/** Text of each clause of a plain `SELECT`, by its keyword. */
function clausesOf({ text, tokens }: Text): Map<Clause, string> {
  const found = new Map<Clause, string>();
  let current: { readonly clause: Clause; readonly from: number } = { clause: "select", from: tokens[0]?.end ?? 0 };
  for (const [index, token] of tokens.entries()) {
    const clause = CLAUSES.find((name) => token.depth === 0 && isWord(token, name));
    if (clause === undefined) continue;
    found.set(current.clause, text.slice(current.from, token.start).trim());
    const by = tokens[index + 1];
    current = { clause, from: isWord(by, "by") ? by.end : token.end };
  }
  found.set(current.clause, text.slice(current.from).trim().replace(/;$/, ""));
  return found;
}

const AGGREGATE = /\b(count|sum|min|max|avg)\s*\(/gi;

function steps(clauses: ReadonlyMap<Clause, string>): string[] {
  let items = clauses.get("select") ?? "*";
  const made: string[] = [];
  const take = /^top\s+(\d+)\s+/i.exec(items)?.[1] ?? clauses.get("limit");
  items = items.replace(/^top\s+\d+\s+/i, "");
  const isDistinct = /^distinct\s/i.test(items);
  items = items.replace(/^distinct\s+/i, "");
  const group = clauses.get("group");
  if (clauses.has("where")) made.push(`where ${clauses.get("where") ?? ""}`);
  if (group !== undefined || items.search(AGGREGATE) >= 0) {
    const grouped = new Set((group ?? "").split(",").map((name) => name.trim()));
    const aggregates = items
      .split(/,(?![^(]*\))/)
      .map((item) => item.trim().replaceAll(AGGREGATE, (name) => name.toLowerCase()))
      .filter((item) => !grouped.has(item));
    made.push(`summarize ${aggregates.join(", ")}${group === undefined ? "" : ` by ${group}`}`);
  }
  if (clauses.has("having")) made.push(`where ${clauses.get("having") ?? ""}`);
  if (clauses.has("order")) made.push(`sort by ${clauses.get("order") ?? ""}`);
  if (take !== undefined) made.push(`take ${take}`);
  if (group === undefined && items.search(AGGREGATE) < 0 && items !== "*") made.push(`${isDistinct ? "distinct" : "project"} ${items}`);
  return made;
}

/** `SELECT … FROM …` as one mistake over the whole query. `mend` applies the other fixes to the pipeline made from it. */
export function selectMistake(text: Text, mend: (query: string) => string): Mistake | null {
  const { tokens } = text;
  const [first] = tokens;
  const last = tokens.at(-1);
  if (first === undefined || last === undefined || !isWord(first, "select") || !tokens.some((token) => isWord(token, "from"))) return null;
  const clauses = clausesOf(text);
  const table = clauses.get("from") ?? "";
  const isPlain = /^\w+$/.test(table) && !tokens.some((token: Token) => isSymbol(token, "|"));
  const fix = isPlain ? mend([table, ...steps(clauses)].join(" | ")) : null;
  const message = "This is SQL. A KQL query starts with a table, and every step follows a pipe.";
  return mistake("kql/sql-select", first, last, message, fix);
}
