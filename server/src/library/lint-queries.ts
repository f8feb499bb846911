import type { KqlDiagnostic, KqlFunction, LintFinding } from "../../contract/index.ts";
import { sha256 } from "../base/sha256.ts";
import type { KqlScope } from "../kql/engine.ts";
import { compileKql } from "../kql/compile.ts";
import { externalFiles } from "../kql/values/external-files.ts";
import { compileWithoutData } from "../kql/without-data.ts";
import { LOG_TABLES } from "../logs/catalogue.ts";
import { FindingList, type Place } from "../scenario/finding-list.ts";
import { placeIn } from "../scenario/lint/place-in.ts";
import type { DetectionRule, Scenario } from "../scenario/model.ts";
import { suggestName } from "../scenario/nearest-name.ts";
import { parseYaml } from "../scenario/yaml/yaml-source.ts";
import type { EngineAnswer, KnownAnswers } from "./known-answers.ts";

/** Any instant, any range and any relation: nothing is run, only compiled. */
const NOW = 637_500_000_000_000_000n;
const LIMITS = { rowsMax: 1 };

function scopeOf({ workspace }: Scenario): KqlScope {
  return {
    tables: LOG_TABLES,
    functions: workspace.functions,
    external: externalFiles(workspace.files),
    watchlists: workspace.watchlists.map((list) => ({ ...list, updatedTicks: NOW })),
    nowTicks: NOW,
    range: { fromTicks: NOW, toTicks: NOW },
    source: (table) => ({ relations: [[table]], inlineJson: null }),
  };
}

type Ask = (query: string) => EngineAnswer;

/** Only what says one of these can see a scenario's lists; all else is the same for scenarios with other lists. */
const SEES_LISTS = /watchlist|externaldata|threatintel/i;

function askEngine(scenario: Scenario, known: KnownAnswers): Ask {
  const scope = scopeOf(scenario);
  const { functions, files, watchlists } = scenario.workspace;
  const bodies = JSON.stringify(functions);
  const lists = sha256(JSON.stringify([files, watchlists]));
  const withLists = SEES_LISTS.test(bodies);
  const dependsOn = sha256(bodies);
  return (query) => known.of([query, dependsOn, withLists || SEES_LISTS.test(query) ? lists : ""], () => answerOf(query, scope));
}

/** What the query engine has to say of a scenario's functions, rules and proofs, at its place in their files. */
export function lintQueries(scenario: Scenario, texts: ReadonlyMap<string, string>, known: KnownAnswers): readonly LintFinding[] {
  const findings = new FindingList();
  const ask = askEngine(scenario, known);
  lintFunctionBodies(scenario, texts, ask, findings);
  for (const rule of scenario.rules) lintRule(rule, texts, ask, findings);
  for (const { file, query } of scenario.proofs) {
    const text = texts.get(file) ?? query;
    const places = (offset: number): Place => placeIn(text, Math.max(0, text.indexOf(query)) + offset);
    report(file, "proof-query-refused", ask(query).problems, places, findings);
  }
  return findings.sorted();
}

function lintRule(
  { file, query, entityMappings }: DetectionRule,
  texts: ReadonlyMap<string, string>,
  ask: Ask,
  findings: FindingList,
): void {
  const source = parseYaml(file, texts.get(file) ?? "", new FindingList());
  const placeOf = (path: readonly (string | number)[]): Place => source?.placeOf(path) ?? { line: 1, column: 1 };
  const { problems, columns } = ask(query);
  report(file, "rule-query-refused", problems, (offset) => placeInBlock(query, offset, placeOf(["query"])), findings);
  if (problems.length > 0) return;
  for (const [i, { fields }] of entityMappings.entries()) {
    for (const [j, { column }] of fields.entries()) {
      if (columns.includes(column)) continue;
      const place = placeOf(["entityMappings", i, "fieldMappings", j, "columnName"]);
      findings.error(file, place, "rule-unknown-column", `The query gives no column \`${column}\`.`, suggestName(column, columns));
    }
  }
}

function lintFunctionBodies({ slug, workspace }: Scenario, texts: ReadonlyMap<string, string>, ask: Ask, findings: FindingList): void {
  for (const fn of workspace.functions) {
    const file = fileOfFunction(fn, slug, texts);
    const text = texts.get(file) ?? "";
    const { queries, shift } = callsOf(fn, text);
    report(
      file,
      "function-query-refused",
      problemsOfBest(queries, ask),
      (offset) => placeIn(text, Math.max(0, Math.min(offset - shift, text.length))),
      findings,
    );
  }
}

function report(
  file: string,
  code: string,
  problems: readonly KqlDiagnostic[],
  placeOf: (offset: number) => Place,
  findings: FindingList,
): void {
  for (const { start, message, fix } of problems)
    findings.error(file, placeOf(start), code, message, fix?.title ?? "Try it on the hunt page; the editor there marks the place.");
}

function answerOf(query: string, scope: KqlScope): EngineAnswer {
  // A reference stands for a value that this run knows only later; a word of the same length keeps the places.
  const text = query.replaceAll(/\{\{[^{}]*\}\}/g, (reference) => "x".repeat(reference.length));
  const { compilation } = compileWithoutData(compileKql, text, scope, LIMITS);
  if (compilation.query === null) return { problems: compilation.diagnostics.filter(({ severity }) => severity === "error"), columns: [] };
  return { problems: [], columns: compilation.query.tables[0].columns.map(({ name }) => name) };
}

/** None where one of them is sound, else those of the first. Tried one after the other: each takes the engine a good part of a second. */
function problemsOfBest([first, ...others]: Calls["queries"], ask: Ask): readonly KqlDiagnostic[] {
  const { problems } = ask(first);
  return problems.length === 0 || others.some((query) => ask(query).problems.length === 0) ? [] : problems;
}

function fileOfFunction({ name }: KqlFunction, slug: string, texts: ReadonlyMap<string, string>): string {
  const own = `${slug}/functions/${name}.kql`;
  return texts.has(own) ? own : `functions/${name}.kql`;
}

interface Calls {
  /** The function as a table and as a value: only one of them can be right. */
  readonly queries: readonly [string, ...string[]];
  /** How far behind its place in the file everything in these queries stands. */
  readonly shift: number;
}

/** Queries that define the function as its file does and call it, so that what the engine marks is a place of the file. */
function callsOf({ name, parameters, body }: KqlFunction, text: string): Calls {
  const start = text.indexOf(parameters, text.indexOf(name) + name.length);
  const declared = text.slice(start, text.indexOf(body, start) + body.length);
  const head = `let ${name} = `;
  const call = exampleCall(name, parameters);
  // What a table of any shape holds is not known here.
  const ends = parameters.includes("(*)") ? (["print 1"] as const) : ([call, `print ${call}`] as const);
  const [first, ...others] = ends.map((end) => `${head}${declared};\n${end}`);
  return { queries: [first ?? "", ...others], shift: head.length - start };
}

/** With nothing for every parameter that asks for something; a table has the columns that are declared for it. */
function exampleCall(name: string, parameters: string): string {
  const asked = [...parameters.matchAll(/(\w+)\s*:\s*(?:(\((?:[^()]|\([^()]*\))*\))|(\w+)(\s*=)?)/g)].filter(
    (found) => found[4] === undefined,
  );
  const values = asked.map(([, , table, type]) => (table === undefined ? `${type}(null)` : `(datatable${table}[])`));
  return `${name}(${values.map((value) => value.replace("string(null)", "''")).join(", ")})`;
}

/** A `|` block begins on the line below its sign, indented by two. A query on one line begins where its text does. */
function placeInBlock(query: string, offset: number, block: Place): Place {
  const inner = placeIn(query, offset);
  if (!query.includes("\n")) return { line: block.line, column: block.column + inner.column - 1 };
  return { line: block.line + inner.line, column: inner.column + 2 };
}
