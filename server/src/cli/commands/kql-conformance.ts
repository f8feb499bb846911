import { FileProblem, readCases, type ConformanceCase } from "../../conformance/case-file.ts";
import { KqlRunner } from "../../conformance/kql-runner.ts";
import { runCase, type CaseResult, type Outcome } from "../../conformance/run-case.ts";
import { tally, type Counts } from "../../conformance/tally.ts";
import { type CliContext, type Command, UsageError } from "../command.ts";
import { readArguments } from "../read-arguments.ts";
import { readTextFile } from "../read-text-file.ts";

const USAGE = "mailroom kql conformance FILE.jsonl [--list agrees|differs|refused|errors] [--json]";
const OUTCOMES: readonly Outcome[] = ["agrees", "differs", "refused", "errors"];
const PROGRESS_EVERY = 200;

export const kqlConformanceCommand: Command = {
  name: "kql conformance",
  usage: USAGE,
  summary: "Run recorded queries and compare with their recorded answers: agrees, differs, refused by name, or errors, per source.",
  async run(args, context) {
    const { values, positionals } = readArguments(args, { list: { type: "string" }, json: { type: "boolean" } });
    const [file, ...rest] = positionals;
    if (file === undefined || rest.length > 0) throw new UsageError(`Name one file: ${USAGE}`);
    const listed = OUTCOMES.find((outcome) => outcome === values.list);
    if (values.list !== undefined && listed === undefined) throw new UsageError(`--list takes ${OUTCOMES.join(", ")}.`);
    const cases = await casesOf(file);
    const results = await runAll(cases, context);
    const counted = tally(results.map(({ source, outcome }) => ({ source, outcome })));
    if (values.json === true) {
      context.print(JSON.stringify(counted));
      return counted.differs + counted.errors === 0 ? 0 : 1;
    }
    for (const { id, outcome, why } of results) if (outcome === listed) context.print(why === "" ? id : `${id}\n    ${why}`);
    for (const [source, counts] of Object.entries(counted.bySource)) context.print(line(source, counts));
    context.print(line("in all", counted));
    return counted.differs + counted.errors === 0 ? 0 : 1;
  },
};

async function casesOf(file: string): Promise<ConformanceCase[]> {
  try {
    return readCases(await readTextFile(file), file);
  } catch (error) {
    if (error instanceof FileProblem) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

interface Ran extends CaseResult {
  readonly id: string;
  readonly source: string;
}

async function runAll(cases: readonly ConformanceCase[], { printError }: CliContext): Promise<Ran[]> {
  const runner = await KqlRunner.create();
  const results: Ran[] = [];
  for (const one of cases) {
    results.push({ id: one.id, source: one.source, ...(await runCase(runner, one)) });
    if (results.length % PROGRESS_EVERY === 0) printError(`${results.length} of ${cases.length} …`);
  }
  return results;
}

function line(name: string, { total, agrees, differs, refused, errors }: Counts): string {
  const numbers = [`${agrees} of ${total} agree`, `${differs} differ`, `${refused} refused`, `${errors} errors`];
  return `${name.padEnd(18)} ${numbers.join(", ")}`;
}
