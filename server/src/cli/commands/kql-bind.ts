import { bindCorpus, readPublishedQueries, tallyBinding, type BindTally, type Bound } from "../../conformance/bind-corpus.ts";
import { FileProblem } from "../../conformance/case-file.ts";
import { readSchemas } from "../../conformance/schema-file.ts";
import { readShippedFunctions } from "../../library/shipped-functions.ts";
import { type CliContext, type Command, UsageError } from "../command.ts";
import { readArguments } from "../read-arguments.ts";
import { readTextFile } from "../read-text-file.ts";

const USAGE = "mailroom kql bind FILE.jsonl --schemas FILE.json [--list bound|refused|failed|rejected] [--json]";
const OUTCOMES = ["bound", "refused", "failed", "rejected"] as const;
const PROGRESS_EVERY = 100;

export const kqlBindCommand: Command = {
  name: "kql bind",
  usage: USAGE,
  summary:
    "Translate queries and let DuckDB bind them over empty tables of these schemas; `externaldata` is as empty, and the functions that " +
    "scenarios share are known. " +
    "Queries that Microsoft's own binder rejects with these schemas are counted apart.",
  async run(args, context) {
    const { values, positionals } = readArguments(args, {
      schemas: { type: "string" },
      list: { type: "string" },
      json: { type: "boolean" },
    });
    const [file, ...rest] = positionals;
    if (file === undefined || rest.length > 0 || values.schemas === undefined)
      throw new UsageError(`Name one file of queries, and one of schemas: ${USAGE}`);
    const listed = OUTCOMES.find((outcome) => outcome === values.list);
    if (values.list !== undefined && listed === undefined) throw new UsageError(`--list takes ${OUTCOMES.join(", ")}.`);
    const results = await bindFiles(file, values.schemas, context);
    const counted = tallyBinding(results);
    if (values.json === true) context.print(JSON.stringify(counted));
    else printTally(results, counted, listed, context);
    return counted.failed === 0 ? 0 : 1;
  },
};

async function bindFiles(file: string, schemaFile: string, { printError, scenariosRoot }: CliContext): Promise<Bound[]> {
  const texts = [await readTextFile(file), await readTextFile(schemaFile)] as const;
  try {
    const queries = readPublishedQueries(texts[0], file);
    const tables = readSchemas(texts[1], schemaFile);
    return await bindCorpus(queries, { tables, functions: await readShippedFunctions(scenariosRoot) }, (done) => {
      if (done % PROGRESS_EVERY === 0) printError(`${done} of ${queries.length} …`);
    });
  } catch (error) {
    if (error instanceof FileProblem) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function printTally(
  results: readonly Bound[],
  counted: BindTally,
  listed: (typeof OUTCOMES)[number] | undefined,
  { print }: CliContext,
): void {
  for (const { id, outcome, why } of results) if (outcome === listed) print(why === "" ? id : `${id}\n    ${why}`);
  const { total, rejectedByParser, bound, refused, failed, reasons } = counted;
  for (const [reason, count] of Object.entries(reasons)) print(`${String(count).padStart(6)}  ${reason}`);
  const accepted = total - rejectedByParser;
  const share = accepted === 0 ? "" : ` (${((100 * bound) / accepted).toFixed(1)} %)`;
  print(`${total} queries, ${rejectedByParser} of them errors to Microsoft's own binder with these schemas`);
  print(`${bound} of the other ${accepted} bound${share}, ${refused} refused, ${failed} failed`);
}
