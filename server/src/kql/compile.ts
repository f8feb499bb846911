import type { KqlDiagnostic } from "../../contract/index.ts";
import { Asked, Unanswered } from "./bind/asked.ts";
import { createBinder } from "./bind/binder.ts";
import { bindResults, type BoundTable } from "./bind/results.ts";
import { LibraryEnvironment } from "./bind/library.ts";
import { Context, Environment } from "./bind/scope.ts";
import { defineStatements } from "./bind/statements.ts";
import { diagnose, Refusal, refuse } from "./diagnostics/catalogue.ts";
import { assembleErrors, oncePerPlace } from "./diagnostics/assemble.ts";
import { isDemoted, softenedDiagnostic } from "./diagnostics/vendor.ts";
import type { CompileKql, Compilation, CompiledQuery, CompiledTable, Facts, KqlScope } from "./engine.ts";
import { lowerQuery } from "./lower/query.ts";
import { planText } from "./plan/plan-text.ts";
import { filteredColumns } from "./plan/time-bounds.ts";
import { asksForLostType } from "./plan/typed-dynamics.ts";
import { visitRels } from "./plan/walk.ts";
import { fillPortalTokens } from "./portal-tokens.ts";
import { expansionProblem } from "./syntax/expansion.ts";
import { nestingProblem } from "./syntax/nesting.ts";
import { libraryOf } from "./syntax/parse-function.ts";
import { rememberParsed } from "./syntax/parse-memory.ts";
import type { Span } from "./syntax/nodes.ts";
import { parseQuery } from "./syntax/parse.ts";

const TEXT_LENGTH_MAX = 2_000_000;
/** Answers of a probe; operators that ask refuse at far fewer columns. */
const PROBE_ROWS_MAX = 10_000;
/** What the parser says of a text whose meaning it does not look into. */
const TOO_DEEP = "KS245";
const WHOLE = { start: 0, end: 0 };

function lowerTables(bound: readonly BoundTable[], timeFiltered: ReadonlySet<number>, scope: KqlScope, rowsMax: number): CompiledQuery {
  const [first, ...rest] = bound.map((table): CompiledTable => lowerQuery(table, scope, rowsMax, timeFiltered));
  if (first === undefined) throw refuse("kql/empty", WHOLE, {});
  const tables = new Set<string>();
  for (const { rel } of bound) visitRels(rel, (part) => part.kind === "scan" && tables.add(part.table.name));
  return {
    tables: [first, ...rest],
    planText: bound.map(({ rel }) => planText(rel)).join("\n\n"),
    tablesUsed: [...tables].toSorted(),
  };
}

const failed = (diagnostics: readonly KqlDiagnostic[]): Compilation => ({ query: null, probe: null, diagnostics });

/** What is said of a column that is not there: behind an operator that makes its columns from rows, it may be for want of rows. */
function missing(column: string, own: KqlDiagnostic, empty: string | null): KqlDiagnostic {
  return empty === null ? own : diagnose("kql/unknown-column-of-data", own, { name: column, operator: empty });
}

function compileChecked(text: string, scope: KqlScope, rowsMax: number, facts: Facts): Compilation {
  if (text.length > TEXT_LENGTH_MAX)
    return failed([
      diagnose("kql/too-complex", { start: 0, end: text.length }, { what: "its text is longer than two million characters" }),
    ]);
  const nesting = nestingProblem(text);
  if (nesting !== null) return failed([diagnose("kql/too-complex", nesting, { what: "it is nested too deeply" })]);
  const expansion = expansionProblem(text);
  if (expansion !== null)
    return failed([diagnose("kql/too-complex", expansion, { what: "its `let` statements expand into too many steps" })]);
  const parsed = rememberParsed(text, scope, parseQuery);
  if (parsed.kind === "command") return failed([diagnose("kql/command", { start: 0, end: text.length }, {})]);
  if (parsed.diagnostics.some(({ code }) => code === TOO_DEEP))
    return failed([diagnose("kql/too-complex", { start: 0, end: text.length }, { what: "it is nested too deeply" })]);
  const hard = parsed.diagnostics.some((found) => found.severity === "error" && !isDemoted(found, text));
  const asked = new Asked(facts, (rel, timeFiltered) =>
    lowerQuery({ name: null, rel, render: null }, scope, PROBE_ROWS_MAX, timeFiltered ?? filteredColumns(rel)),
  );
  const context = new Context(scope, (rel, opens) => asked.rowsOf(rel, opens));
  const env = new Environment(new LibraryEnvironment(libraryOf(scope)));
  try {
    const queries = defineStatements(parsed.statements, env, context);
    if (queries.length === 0 && !hard)
      throw refuse(parsed.statements.length > 0 ? "kql/only-definitions" : "kql/empty", { start: 0, end: text.length }, {});
    const binder = createBinder(context);
    const bound = queries.flatMap((query) => bindResults(query, env, binder));
    if (hard) return failed(assembleErrors(text, parsed.diagnostics, null));
    if (mentions("gettype", text, scope) && asksForLostType(bound.map(({ rel }) => rel)))
      throw refuse("kql/unsupported", gettypeIn(text), LOST_TYPE);
    const timeFiltered = new Set(bound.flatMap(({ rel }) => [...filteredColumns(rel)]));
    asked.confirm(timeFiltered);
    const softened = parsed.diagnostics.map((found) => softenedDiagnostic(found, text));
    return {
      query: lowerTables(bound, timeFiltered, scope, rowsMax),
      probe: null,
      diagnostics: [...softened, ...oncePerPlace(context.warnings)],
    };
  } catch (error) {
    // What the parser rejects is not worth a question to the data.
    if (error instanceof Unanswered)
      return hard ? failed(assembleErrors(text, parsed.diagnostics, null)) : { query: null, probe: error.probe, diagnostics: [] };
    if (!(error instanceof Refusal)) throw error;
    const { column, diagnostic } = error;
    if (column === null) return failed(assembleErrors(text, parsed.diagnostics, diagnostic));
    const said = missing(column, diagnostic, asked.lastEmpty());
    return { ...failed(assembleErrors(text, parsed.diagnostics, said)), missingColumn: column };
  }
}

const LOST_TYPE = {
  what: "`gettype` of a dynamic value, in a query that puts a moment, a duration or a guid into one",
  instead: "Inside of a dynamic value these are text here. Ask before they go in, or convert the text: `isnotnull(todatetime(…))`.",
};

/** Whether the query, or a function that it may call, has the word: to look through every plan for it would cost each query. */
const mentions = (word: string, text: string, { functions }: KqlScope): boolean =>
  text.includes(word) || (functions ?? []).some(({ body }) => body.includes(word));

/** Where the query first asks; an asking function of the workspace is not in its text. */
function gettypeIn(text: string): Span {
  const start = text.search(/\bgettype\s*\(/);
  return start < 0 ? { start: 0, end: text.length } : { start, end: start + "gettype".length };
}

const NO_FACTS: Facts = new Map();

/** Translates a query into one DuckDB statement per result table. See {@link CompileKql}; text is never executed here. */
export const compileKql: CompileKql = (text, scope, limits, facts = NO_FACTS) => {
  try {
    const filled = fillPortalTokens(text, scope.range);
    if (filled.problems.length > 0) return failed(filled.problems);
    const compilation = compileChecked(filled.text, scope, limits.rowsMax, facts);
    return { ...compilation, diagnostics: filled.asTyped(compilation.diagnostics) };
  } catch (error) {
    if (error instanceof RangeError)
      return failed([diagnose("kql/too-complex", { start: 0, end: text.length }, { what: "it is nested too deeply" })]);
    return failed([diagnose("kql/internal", { start: 0, end: text.length }, {})]);
  }
};

/** Loads and exercises the parser, so that a person's first query does not pay for it (about two seconds). */
export function warmUp(): void {
  const scope: KqlScope = { tables: [], nowTicks: 0n, range: null, source: () => ({ relations: [], inlineJson: null }) };
  for (const text of WARM_UP_QUERIES) compileKql(text, scope, { rowsMax: 1 });
}

const WARM_UP_QUERIES: readonly string[] = [
  "let n = 5; datatable(a: long, t: datetime, s: string, d: dynamic) [1, datetime(2021-03-01), 'x', dynamic({'k': [1]})] | where a < n and s has 'x' and t > ago(1d) | extend b = tostring(d.k[0]) | project a, b, t",
  "range x from 1 to 3 step 1 | join kind=leftouter (print x = 1, y = 'a') on x | summarize count(), make_set(y), arg_max(x, *) by bin(x, 2) | top 5 by x | sort by x asc",
  "union (print a = 1), (print a = 2) | mv-expand b = dynamic([1, 2]) | parse 'a=1' with 'a=' c:long | distinct a, c",
];
