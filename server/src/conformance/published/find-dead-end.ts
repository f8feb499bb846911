import type { SimTime } from "../../base/sim-time.ts";
import type { Expression, Operator, Statement } from "../../kql/syntax/nodes.ts";
import { rememberParsed } from "../../kql/syntax/parse-memory.ts";
import { parseQuery } from "../../kql/syntax/parse.ts";
import type { World } from "../../telemetry/store.ts";
import { ask } from "./ask.ts";
import { namesIn } from "./names-in.ts";

/** At so many of its instants at most is a query looked into; a day's end says what the day holds. */
const INSTANTS_MAX = 3;
/** Queries inside queries are followed so far. */
const DEPTH_MAX = 8;

/** Where a query's rows end: how far they came, and why no further. */
interface DeadEnd {
  readonly depth: number;
  readonly why: string;
}

/** Says which part of a query that gives nothing is the one that nothing passes, by asking its parts one after the other. */
export async function findDeadEnd(world: World, text: string, instants: readonly SimTime[]): Promise<string> {
  const { statements } = rememberParsed(text, { tables: world.tables, functions: world.workspace.functions }, parseQuery);
  const index = statements.findLastIndex(({ kind }) => kind === "query");
  const last = statements[index];
  if (last?.kind !== "query") return "the text asks for nothing";
  let furthest: DeadEnd = { depth: -1, why: "" };
  for (const asOf of instants.slice(-INSTANTS_MAX)) {
    const search = new Search(world, text, asOf, statements);
    const end = await search.within(last.value, index, 0);
    if (end !== null && end.depth > furthest.depth) furthest = end;
  }
  return furthest.why === "" ? "its parts give rows, and together none" : furthest.why;
}

class Search {
  readonly #world: World;
  readonly #text: string;
  readonly #asOf: SimTime;
  readonly #statements: readonly Statement[];

  constructor(world: World, text: string, asOf: SimTime, statements: readonly Statement[]) {
    this.#world = world;
    this.#text = text;
    this.#asOf = asOf;
    this.#statements = statements;
  }

  /** `before`: how many of the statements the expression can see. Null where it does give rows. */
  async within(expression: Expression, before: number, nesting: number): Promise<DeadEnd | null> {
    if (nesting > DEPTH_MAX) return null;
    const { source, steps } = unrolled(expression);
    // A join that keeps its right side makes rows where there were none: what is before it cannot be the reason.
    const first = steps.findLastIndex(({ operator }) => keepsRight(operator));
    if (first < 0 && !(await this.#hasRows(source, before))) return this.#source(source, before, nesting);
    for (const [index, { whole, operator }] of steps.entries()) {
      if (index < first || (await this.#hasRows(whole, before))) continue;
      const end = await this.#operator(operator, steps[index - 1]?.whole ?? source, before, nesting);
      return { depth: end.depth + index + 1, why: end.why };
    }
    return null;
  }

  async #source(source: Expression, before: number, nesting: number): Promise<DeadEnd> {
    if (source.kind === "name") {
      const earlier = this.#statements.findLastIndex((each, index) => index < before && each.kind === "let" && each.name === source.name);
      const statement = this.#statements[earlier];
      const end = statement?.kind === "let" ? await this.within(statement.value, earlier, nesting + 1) : null;
      return end ?? { depth: 0, why: `\`${source.name}\` holds nothing in this estate` };
    }
    if (source.kind === "source") return this.#operator(source.operator, null, before, nesting);
    return { depth: 0, why: source.kind === "call" ? `\`${source.name}()\` gives nothing here` : "its source gives nothing" };
  }

  async #operator(operator: Operator, input: Expression | null, before: number, nesting: number): Promise<DeadEnd> {
    if (operator.kind === "union") {
      const ends: DeadEnd[] = [];
      for (const each of operator.inputs) ends.push((await this.within(each, before, nesting + 1)) ?? { depth: 0, why: "" });
      const [deepest] = ends.filter(({ why }) => why !== "").sort((a, b) => b.depth - a.depth);
      return deepest ?? { depth: 0, why: "no part of its `union` gives anything" };
    }
    if (operator.kind === "join" || operator.kind === "lookup") {
      const end = await this.within(operator.right, before, nesting + 1);
      const keys = listed(operator.on.flatMap(namesIn));
      const isAnti = optionOf(operator, "kind").endsWith("anti");
      const why = isAnti
        ? `every row is known to the other side of its \`join\` by ${keys}`
        : `no two rows of its \`${operator.kind}\` have the same ${keys}`;
      return end ?? { depth: 0, why };
    }
    if (operator.kind === "where" && input !== null) return { depth: 0, why: await this.#condition(operator.condition, input, before) };
    if (operator.kind === "search" || operator.kind === "find")
      return { depth: 0, why: `no row of its tables is what its \`${operator.kind}\` looks for` };
    return { depth: 0, why: `nothing is left behind its \`${operator.kind}\`` };
  }

  /** Names what of a condition nobody meets; if each part is met by somebody, all of it. */
  async #condition(condition: Expression, input: Expression, before: number): Promise<string> {
    const tables = listed(this.#tablesOf(input, before));
    const parts = conjuncts(condition);
    for (const part of parts) {
      if (parts.length > 1 && (await this.#hasRows(input, before, ` | where ${this.#textOf(part)}`))) continue;
      const anyCase = this.#anyCase(part);
      const isCase = anyCase !== null && (await this.#hasRows(input, before, ` | where ${anyCase}`));
      const asked = `the ${listed(namesIn(part))} that it asks for`;
      return isCase ? `no row of ${tables} has ${asked} in just these capitals` : `no row of ${tables} that comes so far has ${asked}`;
    }
    return `no row of ${tables} that comes so far meets all of its conditions on ${listed(namesIn(condition))}`;
  }

  /** The same comparison without regard to capitals; null where there is none. */
  #anyCase(part: Expression): string | null {
    if (part.kind === "binary" && part.operator === "==") return `${this.#textOf(part.left)} =~ ${this.#textOf(part.right)}`;
    if (part.kind === "among" && part.operator === "in")
      return `${this.#textOf(part.left)} in~ (${part.items.map((item) => this.#textOf(item)).join(", ")})`;
    return null;
  }

  #tablesOf(expression: Expression, before: number): string[] {
    return namesIn(expression).flatMap((name): string[] => {
      if (this.#world.tables.some((table) => table.name === name)) return [name];
      const earlier = this.#statements.findLastIndex((each, index) => index < before && each.kind === "let" && each.name === name);
      const statement = this.#statements[earlier];
      return statement?.kind === "let" ? this.#tablesOf(statement.value, earlier) : [];
    });
  }

  #textOf({ span }: Expression): string {
    return this.#text.slice(span.start, span.end);
  }

  async #hasRows(expression: Expression, before: number, more = ""): Promise<boolean> {
    const start = this.#statements[before]?.span.start ?? 0;
    const text = `${this.#text.slice(0, start)}\n${this.#textOf(expression)}${more}\n| take 1`;
    const result = await ask(this.#world, text, this.#asOf, 1);
    // A part that cannot stand alone is taken for one that gives something: the next one tells.
    return result.kind === "refused" || result.tables.some(({ rows }) => rows.length > 0);
  }
}

/** `a | b | c` as its source and what has been done to it, step by step. */
function unrolled(expression: Expression): {
  readonly source: Expression;
  readonly steps: readonly { readonly whole: Expression; readonly operator: Operator }[];
} {
  const steps: { whole: Expression; operator: Operator }[] = [];
  let source = expression;
  for (;;) {
    if (source.kind === "pipe") steps.unshift({ whole: source, operator: source.operator });
    else if (source.kind !== "materialize" && source.kind !== "totable") return { source, steps };
    source = source.source;
  }
}

function optionOf(operator: Operator, name: string): string {
  return operator.options.find((option) => option.name === name)?.text.toLowerCase() ?? "";
}

function keepsRight(operator: Operator): boolean {
  return operator.kind === "join" && /^(?:right|full)/.test(optionOf(operator, "kind"));
}

function conjuncts(condition: Expression): readonly Expression[] {
  return condition.kind === "binary" && condition.operator === "and"
    ? [...conjuncts(condition.left), ...conjuncts(condition.right)]
    : [condition];
}

function listed(names: readonly string[]): string {
  const unique = [...new Set(names)].slice(0, 4).map((name) => `\`${name}\``);
  return unique.length > 1 ? `${unique.slice(0, -1).join(", ")} and ${unique.at(-1)}` : (unique[0] ?? "values");
}
