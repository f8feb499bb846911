import type { KqlDiagnostic, KqlFunction, LintFinding } from "../../contract/index.ts";
import type { KqlScope } from "../kql/engine.ts";
import { compileKql } from "../kql/compile.ts";
import { externalFiles } from "../kql/values/external-files.ts";
import { compileWithoutData } from "../kql/without-data.ts";
import { LOG_TABLES } from "../logs/catalogue.ts";
import { FindingList, type Place } from "../scenario/finding-list.ts";
import { placeIn } from "../scenario/lint/place-in.ts";
import type { Scenario } from "../scenario/model.ts";
import { parseYaml } from "../scenario/yaml/yaml-source.ts";

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

/** What was found in functions, by all the functions that can see each other: most scenarios have the same ones. */
export type FunctionFindings = Map<string, readonly LintFinding[]>;

/** What the query engine has to say of a scenario's functions, rules and proofs, at its place in their files. */
export function lintQueries(scenario: Scenario, texts: ReadonlyMap<string, string>, known: FunctionFindings): readonly LintFinding[] {
  const findings = new FindingList();
  const scope = scopeOf(scenario);
  const { functions } = scenario.workspace;
  const key = JSON.stringify(functions);
  const ofFunctions = known.get(key) ?? lintFunctionBodies(functions, scenario.slug, texts, scope);
  known.set(key, ofFunctions);
  for (const { file, query } of scenario.rules) {
    const places = (offset: number): Place => placeInBlock(query, offset, queryPlace(file, texts));
    report(file, "rule-query-refused", problemsOf(query, scope), places, findings);
  }
  for (const { file, query } of scenario.proofs) {
    const text = texts.get(file) ?? query;
    const places = (offset: number): Place => placeIn(text, Math.max(0, text.indexOf(query)) + offset);
    report(file, "proof-query-refused", problemsOf(query, scope), places, findings);
  }
  return [...ofFunctions, ...findings.sorted()];
}

function lintFunctionBodies(
  functions: readonly KqlFunction[],
  slug: string,
  texts: ReadonlyMap<string, string>,
  scope: KqlScope,
): readonly LintFinding[] {
  const findings = new FindingList();
  for (const fn of functions) {
    const file = fileOfFunction(fn, slug, texts);
    const text = texts.get(file) ?? "";
    const { queries, shift } = callsOf(fn, text);
    report(
      file,
      "function-query-refused",
      problemsOfBest(queries, scope),
      (offset) => placeIn(text, Math.max(0, Math.min(offset - shift, text.length))),
      findings,
    );
  }
  return findings.sorted();
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

function problemsOf(query: string, scope: KqlScope): readonly KqlDiagnostic[] {
  // A reference stands for a value that this run knows only later; a word of the same length keeps the places.
  const text = query.replaceAll(/\{\{[^{}]*\}\}/g, (reference) => "x".repeat(reference.length));
  const { compilation } = compileWithoutData(compileKql, text, scope, LIMITS);
  return compilation.query !== null ? [] : compilation.diagnostics.filter(({ severity }) => severity === "error");
}

/** None where one of them is sound, else those of the first. Tried one after the other: each takes the engine a good part of a second. */
function problemsOfBest([first, ...others]: Calls["queries"], scope: KqlScope): readonly KqlDiagnostic[] {
  const problems = problemsOf(first, scope);
  return problems.length === 0 || others.some((query) => problemsOf(query, scope).length === 0) ? [] : problems;
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

function queryPlace(file: string, texts: ReadonlyMap<string, string>): Place {
  return parseYaml(file, texts.get(file) ?? "", new FindingList())?.placeOf(["query"]) ?? { line: 1, column: 1 };
}

/** A `|` block begins on the line below its sign, indented by two. A query on one line begins where its text does. */
function placeInBlock(query: string, offset: number, block: Place): Place {
  const inner = placeIn(query, offset);
  if (!query.includes("\n")) return { line: block.line, column: block.column + inner.column - 1 };
  return { line: block.line + inner.line, column: inner.column + 2 };
}
