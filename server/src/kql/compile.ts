import type { KqlDiagnostic } from "../../contract/index.ts";
import { createBinder } from "./bind/binder.ts";
import { Context, Environment } from "./bind/scope.ts";
import { defineStatements } from "./bind/statements.ts";
import { diagnose, Refusal, refuse } from "./diagnostics/catalogue.ts";
import { isDemoted, portDiagnostic } from "./diagnostics/vendor.ts";
import type { CompileKql, Compilation, CompiledQuery, KqlScope } from "./engine.ts";
import { Lowering, orderBy, readsKeys, named } from "./lower/lowering.ts";
import { lowerRel } from "./lower/rel.ts";
import { planText } from "./plan/plan-text.ts";
import type { Rel } from "./plan/rel.ts";
import { filteredColumns } from "./plan/time-bounds.ts";
import { visitRels } from "./plan/walk.ts";
import { commas, printSql, sql } from "./sql/fragment.ts";
import { whole } from "./sql/literal.ts";
import { nestingProblem } from "./syntax/nesting.ts";
import { rememberParsed } from "./syntax/parse-memory.ts";
import { parseQuery } from "./syntax/parse.ts";
import type { Expression } from "./syntax/nodes.ts";

const TEXT_LENGTH_MAX = 2_000_000;
const WHOLE = { start: 0, end: 0 };

function bindQueries(queries: readonly Expression[], env: Environment, context: Context): Rel {
  const binder = createBinder(context);
  const bound = queries.map((query): Rel => {
    if (binder.isTabular(query, env)) return binder.table(query, env);
    if (query.kind === "name" && env.find(query.name) === null) return binder.table(query, env);
    if (query.kind === "refused" || (query.kind === "call" && env.find(query.name) === null)) return binder.table(query, env);
    const value = binder.scalar(query, { row: null, env });
    const column = context.ids.create("print_0", value.type);
    return { kind: "rows", rows: [[value]], ordinal: null, all: [column], columns: [column], itemId: null, ordering: [] };
  });
  const last = bound.at(-1);
  if (last === undefined) throw refuse("kql/empty", WHOLE, {});
  return last;
}

function lowerQuery(rel: Rel, scope: KqlScope, context: Context, rowsMax: number): CompiledQuery {
  const lowering = new Lowering(scope, filteredColumns(rel), lowerRel);
  const outputs = rel.columns;
  const needed = readsKeys([...outputs.map((column) => column.id), ...(rel.itemId === null ? [] : [rel.itemId.id])], rel.ordering);
  const body = lowering.rel(rel, needed);
  const list = [...outputs, ...(rel.itemId === null ? [] : [rel.itemId])].map((column, index) => sql`${named(column)} AS r${whole(index)}`);
  const selected = list.length === 0 ? sql`1 AS r0` : commas(list);
  const statement = sql`SELECT ${selected} FROM (${body}) ${orderBy(rel.ordering)} LIMIT ${whole(rowsMax + 1)}`;
  const { text, parameters } = printSql(sql`${lowering.withClause()}${statement}`);
  const tables = new Set<string>();
  visitRels(rel, (part) => part.kind === "scan" && tables.add(part.table.name));
  return {
    sql: text,
    parameters,
    columns: outputs.map(({ name, type }) => ({ name, type })),
    itemIdColumn: rel.itemId === null ? null : outputs.length,
    render: context.render,
    planText: planText(rel),
    tablesUsed: [...tables].toSorted(),
  };
}

const failed = (diagnostics: readonly KqlDiagnostic[]): Compilation => ({ query: null, diagnostics });

/** Our own word on a mistake, which may know a fix, in the place of the parser's on the same spot. */
function withOwn(errors: readonly KqlDiagnostic[], own: KqlDiagnostic): KqlDiagnostic[] {
  return errors.map((found) => (own.fix !== null && found.start === own.start && found.end === own.end ? own : found));
}

function compileChecked(text: string, scope: KqlScope, rowsMax: number): Compilation {
  if (text.length > TEXT_LENGTH_MAX)
    return failed([diagnose("kql/too-complex", WHOLE, { what: "its text is longer than two million characters" })]);
  const nesting = nestingProblem(text);
  if (nesting !== null) return failed([diagnose("kql/too-complex", nesting, { what: "it is nested too deeply" })]);
  const parsed = rememberParsed(text, scope.tables, parseQuery);
  if (parsed.kind === "command") return failed([diagnose("kql/command", { start: 0, end: text.length }, {})]);
  const vendor = parsed.diagnostics.map((found) => portDiagnostic(found, text));
  const hard = parsed.diagnostics.some((found) => found.severity === "error" && !isDemoted(found.code));
  const context = new Context(scope.tables, scope.nowTicks, scope.parameters);
  const env = new Environment(null);
  try {
    const queries = defineStatements(parsed.statements, env, context);
    if (queries.length === 0 && !hard) throw refuse("kql/empty", { start: 0, end: text.length }, {});
    const rel = bindQueries(queries, env, context);
    if (hard) return failed(vendor.filter((found) => found.severity === "error"));
    const softened = vendor.map((found) => (found.severity === "error" ? { ...found, severity: "warning" as const } : found));
    return { query: lowerQuery(rel, scope, context, rowsMax), diagnostics: [...softened, ...context.warnings] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const errors = vendor.filter((found) => found.severity === "error");
    const isRefusal = error.diagnostic.code === "kql/unsupported" || error.diagnostic.code === "kql/refused";
    if (errors.length === 0 || isRefusal) return failed([error.diagnostic, ...errors]);
    return failed(withOwn(errors, error.diagnostic));
  }
}

/** Translates a query into one DuckDB statement. See {@link CompileKql}; text is never executed here. */
export const compileKql: CompileKql = (text, scope, limits) => {
  try {
    return compileChecked(text, scope, limits.rowsMax);
  } catch (error) {
    if (error instanceof RangeError) return failed([diagnose("kql/too-complex", WHOLE, { what: "it is nested too deeply" })]);
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
