import type { ScenarioAudit, TableAudit } from "../../audit/audit-scenario.ts";
import type { RuleInWorlds } from "../../audit/rule-in-worlds.ts";
import { readLibrary } from "../../library/scenario-library.ts";
import type { Scenario } from "../../scenario/model.ts";
import { auditSeeds } from "../audit-worlds.ts";
import type { CliContext, Command } from "../command.ts";
import { findEntry } from "../find-scenario.ts";
import { printFindings } from "../print-findings.ts";
import { readArguments, readSeed } from "../read-arguments.ts";

const USAGE = "mailroom scenario audit [<slug> ...] [--seed N[,N ...]] [--json]";

export const auditCommand: Command = {
  name: "scenario audit",
  usage: USAGE,
  summary:
    "Search for shortcuts: rules that find the intruders' rows without looking at the evidence. Fails above F1 0.35. Every scenario where none is named.",
  async run(args, context) {
    const { values, positionals } = readArguments(args, { seed: { type: "string" }, json: { type: "boolean" } });
    const seeds = [...new Set((values.seed ?? "1").split(",").map(readSeed))];
    const scenarios = await findScenarios(positionals, context);
    if (scenarios === null) return 1;
    const isOne = scenarios.length * seeds.length === 1;
    const audits: ScenarioAudit[] = [];
    for (const scenario of scenarios) {
      for await (const audit of auditSeeds(scenario, seeds)) {
        audits.push(audit);
        if (values.json === true) continue;
        if (isOne) printAudit(audit, context);
        else printLine(audit, context);
      }
    }
    if (values.json === true) context.print(JSON.stringify(audits, null, 2));
    return audits.every(({ isPassed }) => isPassed) ? 0 : 1;
  },
};

/** Those named, or all; null after the errors of one that cannot be run have been printed. */
async function findScenarios(slugs: readonly string[], context: CliContext): Promise<readonly Scenario[] | null> {
  const entries =
    slugs.length === 0 ? await readLibrary(context.scenariosRoot) : await Promise.all(slugs.map((slug) => findEntry(slug, context)));
  const scenarios = entries.flatMap(({ scenario }) => scenario ?? []);
  if (scenarios.length === entries.length) return scenarios;
  for (const { scenario, findings } of entries) if (scenario === null) printFindings(findings, context);
  return null;
}

/** One line, and below it what does not pass and what did not outlast the third world. */
function printLine({ slug, seeds, isPassed, overall, tables, f1Max }: ScenarioAudit, { print }: CliContext): void {
  const judged = tables.filter(({ isJudged }) => isJudged).toSorted((a, b) => b.f1 - a.f1);
  const worst = judged[0] === undefined ? "" : `, ${judged[0].table} ${judged[0].f1.toFixed(2)}${fewRows(judged[0])}`;
  print(`${isPassed ? "ok  " : "FAIL"} ${slug.padEnd(30)} ${worldsOf(seeds).padEnd(16)} all tables ${overall.toFixed(2)}${worst}`);
  for (const table of judged) {
    if (table.f1 > f1Max) printRules(table, print);
    printRefuted(table, print);
  }
}

function printAudit({ slug, seeds, f1Max, isPassed, soughtRows, overall, tables }: ScenarioAudit, { print }: CliContext): void {
  const [searched, ...again] = seeds;
  const confirmed = again.length > 1 ? "; what was over the limit had to hold in the last" : "";
  print(`${slug}: ${soughtRows} rows of intruders; rules of seed ${searched}, tried again with ${worldsOf(again)}${confirmed}`);
  print(`${"All tables".padEnd(26)} ${overall.toFixed(2)}`);
  for (const table of tables) {
    const { soughtRows: rows, searchedColumns, evidenceColumns, isJudged } = table;
    const note = isJudged ? fewRows(table) : " (too few to judge)";
    print("");
    print(
      `${table.table.padEnd(26)} ${table.f1.toFixed(2)}, ${rows} rows of intruders${note}; ` +
        `${searchedColumns} columns searched, ${evidenceColumns} are evidence`,
    );
    printRules(table, print);
    printRefuted(table, print);
  }
  print("");
  print(isPassed ? `No shortcut: nothing isolates the intruders better than F1 ${f1Max}.` : `A shortcut: the limit is F1 ${f1Max}.`);
}

const worldsOf = (seeds: readonly number[]): string => `${seeds.length === 1 ? "seed" : "seeds"} ${seeds.join(", ")}`;

const fewRows = ({ hasFewRows }: TableAudit): string => (hasFewRows ? " (few rows: one more or less moves it)" : "");

function printRules({ rules }: TableAudit, print: (line: string) => void): void {
  for (const rule of rules) printRule(`F1 ${rule.f1.toFixed(2)}`, rule, print);
}

function printRefuted({ table, refuted }: TableAudit, print: (line: string) => void): void {
  if (refuted !== null) printRule(`${table}: an accident, F1 ${refuted.f1.toFixed(2)}`, refuted, print);
}

function printRule(heading: string, { worlds, kql }: RuleInWorlds, print: (line: string) => void): void {
  const each = worlds.map(({ seed, f1, hits, selected }) => `seed ${seed}: ${f1.toFixed(2)}, ${hits} of ${selected} rows selected`);
  print(`  ${heading} (${each.join("; ")})`);
  for (const line of kql.split("\n")) print(`      ${line}`);
}
