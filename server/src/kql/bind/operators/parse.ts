import { convert } from "../../functions/convert.ts";
import { at } from "../../functions/definition.ts";
import { portPattern, regexProblem } from "../../functions/regex.ts";
import { onlyCapture } from "../../functions/regex-tokens.ts";
import { call, columnRef, constantText, literalExpr, type Expr } from "../../plan/expr.ts";
import type { Column } from "../../plan/column.ts";
import type { Item, Rel } from "../../plan/rel.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import { commas, sql, type Sql } from "../../sql/fragment.ts";
import { identifier, text, whole } from "../../sql/literal.ts";
import type { OperatorOf, ParsePattern } from "../../syntax/nodes.ts";
import { Row, type Binder, type Environment } from "../scope.ts";

type ColumnPattern = Extract<ParsePattern, { readonly kind: "column" }>;

const escapeRegex = (value: string): string => value.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

/** What text of a column's type looks like, so that `x:long` stops where the number ends. */
const TYPE_PATTERNS: Readonly<Partial<Record<Column["type"], string>>> = {
  long: String.raw`[+-]?\d+`,
  int: String.raw`[+-]?\d+`,
  real: String.raw`[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?`,
  decimal: String.raw`[+-]?\d+(?:\.\d+)?`,
};

interface Compiled {
  readonly pattern: string;
  readonly columns: readonly ColumnPattern[];
}

function compilePatterns(operator: OperatorOf<"parse" | "parse-where">, kind: string, env: Environment, binder: Binder): Compiled {
  const isRegex = kind === "regex";
  let pattern = "";
  // A regular expression takes as much as it can, plain text as little.
  const any = isRegex ? ".*" : ".*?";
  let star = false;
  const columns: ColumnPattern[] = [];
  for (const [index, part] of operator.patterns.entries()) {
    switch (part.kind) {
      case "star":
        star = true;
        break;
      case "text": {
        const written = constantText(binder.scalar(part.value, { row: null, env }));
        if (written === null) throw refuse("kql/not-constant", part.value.span, { what: "The text in `parse`" });
        const problem = isRegex ? regexProblem(written) : null;
        if (problem !== null) throw refuse("kql/invalid-regex", part.value.span, { why: problem });
        pattern += `${star ? any : ""}${isRegex ? `(?:${onlyCapture(portPattern(written), null)})` : escapeRegex(written)}`;
        star = false;
        break;
      }
      case "column": {
        const isLast = index === operator.patterns.length - 1;
        // Relaxed columns take what stands there and may end up null; one that nothing ends still stops where its type does.
        const isOpen = operator.patterns[index + 1]?.kind === "star";
        const strict = TYPE_PATTERNS[part.type];
        const typed = kind !== "relaxed" ? strict : isOpen && strict !== undefined ? `(?:${strict})?` : undefined;
        pattern += `${star ? any : ""}(${typed ?? (isLast ? ".*" : any)})`;
        star = false;
        columns.push(part);
        break;
      }
    }
  }
  return { pattern: `${pattern}${star ? ".*" : ""}`, columns };
}

/** RE2 flags: `.` crosses lines unless the person says otherwise; `U` swaps greediness. */
function flagPrefix(operator: OperatorOf<"parse" | "parse-where">): string {
  const flags = operator.options.find((option) => option.name === "flags")?.text.trim() ?? "";
  const wanted = ["i", "m", "s", "U"].filter((flag) => flag === "s" || flags.includes(flag)).join("");
  return `(?${wanted})`;
}

/** One capture group of a pattern. Beyond the ninth DuckDB knows groups only by names that it is given for all of them. */
function captured(source: Sql, pattern: Sql, group: number, count: number): Sql {
  if (count <= 9) return sql`coalesce(regexp_extract(${source}, ${pattern}, ${whole(group)}), '')`;
  const names = Array.from({ length: count }, (_, index) => text(`g${index + 1}`));
  return sql`coalesce((regexp_extract(${source}, ${pattern}, [${commas(names)}])).${identifier(`g${group}`)}, '')`;
}

export function bindParse(operator: OperatorOf<"parse" | "parse-where">, input: Rel, env: Environment, binder: Binder): Rel {
  const { ids } = binder.context;
  const kind = (operator.options.find((option) => option.name === "kind")?.text ?? "simple").trim().toLowerCase();
  const row = new Row(input);
  const operand = convert(binder.scalar(operator.operand, { row, env }), "string");
  const { pattern, columns: parts } = compilePatterns(operator, kind, env, binder);
  const anchored = `${flagPrefix(operator)}${kind === "regex" ? "" : "^"}${pattern}${kind === "regex" ? "" : "$"}`;
  const matched = ids.create(".matched", "bool");
  const first: Item[] = [
    { column: matched, value: call("parse", "bool", [operand], (a) => sql`regexp_matches(${at(a, 0)}, ${text(anchored)})`) },
  ];
  const columns = [...input.columns];
  const second: Item[] = [];
  const isRelaxed = kind === "relaxed";
  const conversions: { readonly column: Column; readonly raw: Column; readonly value: Expr }[] = [];
  for (const [index, part] of parts.entries()) {
    const raw = ids.create(".raw", "string");
    first.push({
      column: raw,
      value: call("extract", "string", [operand], (a) => captured(at(a, 0), text(anchored), index + 1, parts.length)),
    });
    const column = ids.create(part.name, part.type);
    conversions.push({ column, raw, value: convert(columnRef(raw), part.type) });
    const known = columns.findIndex((other) => other.name === part.name);
    if (known >= 0) columns[known] = column;
    else columns.push(column);
  }
  const strict = conversions.filter((made) => made.column.type !== "string");
  const accepted: Expr = call(
    "parse",
    "bool",
    [columnRef(matched), ...(isRelaxed ? [] : strict.map((made) => made.value))],
    (a) => sql`(${at(a, 0)}${a.slice(1).reduce((all, value) => sql`${all} AND ${value} IS NOT NULL`, sql``)})`,
  );
  for (const made of conversions)
    second.push({
      column: made.column,
      value: call(
        "parse",
        made.column.type,
        [accepted, made.value, literalExpr(made.column.type, made.column.type === "string" ? "" : null)],
        (a) => sql`CASE WHEN ${at(a, 0)} THEN ${at(a, 1)} ELSE ${at(a, 2)} END`,
      ),
    });
  const shape = { itemId: input.itemId, ordering: input.ordering };
  const extracted: Rel = { kind: "compute", input, items: first, columns: input.columns, ...shape };
  const kept: Rel =
    operator.kind === "parse-where"
      ? { kind: "filter", input: extracted, predicate: accepted, columns: input.columns, ...shape }
      : extracted;
  return { kind: "compute", input: kept, items: second, columns, ...shape };
}
