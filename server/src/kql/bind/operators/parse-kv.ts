import { at } from "../../functions/definition.ts";
import { convert } from "../../functions/convert.ts";
import { portPattern, regexProblem } from "../../functions/regex.ts";
import { computeOver } from "../../plan/build.ts";
import { call, columnRef, literalExpr, type Expr } from "../../plan/expr.ts";
import type { Item, Rel } from "../../plan/rel.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import { sql, type Sql } from "../../sql/fragment.ts";
import { text, whole } from "../../sql/literal.ts";
import type { OperatorOf } from "../../syntax/nodes.ts";
import { Row, type Binder, type Environment } from "../scope.ts";

const OPTIONS: ReadonlySet<string> = new Set(["pair_delimiter", "kv_delimiter", "quote", "escape", "greedy", "regex"]);

/** How the pairs are written. `quote` and `escape` may be repeated. */
function settings(operator: OperatorOf<"parse-kv">): ReadonlyMap<string, readonly unknown[]> {
  const found = new Map<string, unknown[]>();
  for (const { name, value, text: written, span } of operator.properties) {
    if (!OPTIONS.has(name))
      throw refuse("kql/unsupported", span, {
        what: `The option \`${name}\` of \`parse-kv\``,
        instead: "There are `pair_delimiter`, `kv_delimiter`, `quote`, `escape`, `greedy` and `regex`.",
      });
    const parsed = value?.kind === "literal" ? value.value : written;
    found.set(name, [...(found.get(name) ?? []), parsed]);
  }
  return found;
}

/** For the function that takes the pairs apart: an option given once as it is, a repeated one as a list. */
const settingsJson = (found: ReadonlyMap<string, readonly unknown[]>): string =>
  JSON.stringify(Object.fromEntries([...found].map(([name, values]) => [name, values.length === 1 ? values[0] : values])));

/** One key's value where a pattern with two groups finds keys and values: the first one wins. */
function matchedValue(operand: Expr, pattern: string, key: string): Expr {
  return call("parse-kv", "string", [operand], (a) => {
    const group = (index: number): Sql =>
      sql`list_transform(regexp_extract_all(${at(a, 0)}, ${text(pattern)}, ${whole(index)}), lambda part: trim(part))`;
    return sql`coalesce((${group(2)})[list_position(${group(1)}, ${text(key)})], '')`;
  });
}

function bindRegex(operator: OperatorOf<"parse-kv">, pattern: string, input: Rel, operand: Expr, binder: Binder): Rel {
  const problem = regexProblem(pattern);
  if (problem !== null) throw refuse("kql/invalid-regex", operator.span, { why: problem });
  return withKeys(operator, input, (key) => matchedValue(operand, portPattern(pattern), key), binder);
}

/** A column per key; one of the same name is replaced where it stands. */
function withKeys(operator: OperatorOf<"parse-kv">, input: Rel, valueOf: (key: string) => Expr, binder: Binder): Rel {
  const columns = [...input.columns];
  const items = operator.keys.map((key): Item => {
    const column = binder.context.ids.create(key.name, key.type);
    const known = columns.findIndex((other) => other.name === key.name);
    if (known >= 0) columns[known] = column;
    else columns.push(column);
    return { column, value: convert(valueOf(key.name), key.type) };
  });
  return computeOver(input, items, columns);
}

/** `parse-kv`: keys of a text become columns. */
export function bindParseKv(operator: OperatorOf<"parse-kv">, input: Rel, env: Environment, binder: Binder): Rel {
  const operand = convert(binder.scalar(operator.operand, { row: new Row(input), env }), "string");
  const found = settings(operator);
  const [pattern] = found.get("regex") ?? [];
  if (typeof pattern === "string") return bindRegex(operator, pattern, input, operand, binder);
  const bag = binder.context.ids.create(".pairs", "dynamic");
  const keys = JSON.stringify(operator.keys.map((key) => key.name));
  const taken = settingsJson(found);
  const value = call("parse-kv", "dynamic", [operand], (a) => sql`js_parse_kv(${at(a, 0)}, ${text(keys)}, ${text(taken)})::JSON`);
  const valueOf = (key: string): Expr =>
    call("[]", "dynamic", [columnRef(bag), literalExpr("string", key)], (a) => sql`k_property_named(${at(a, 0)}, ${at(a, 1)})`);
  return withKeys(operator, computeOver(input, [{ column: bag, value }]), valueOf, binder);
}
