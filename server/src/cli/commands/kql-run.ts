import { type Command, UsageError } from "../command.ts";
import { ROW_FORMATS } from "../format-rows.ts";
import { printDiagnostics } from "../print-diagnostics.ts";
import { TARGET_OPTIONS, withTarget } from "../query-target.ts";
import { readArguments } from "../read-arguments.ts";
import { readQuery } from "../read-query.ts";

const USAGE =
  "mailroom kql run QUERY|FILE [--exercise ID|--scenario SLUG [--as-of T] [--seed N]] [--range FROM..TO] [--format table|json|csv]";

export const kqlRunCommand: Command = {
  name: "kql run",
  usage: USAGE,
  summary: "Run a query: over a scenario's logs as of an instant, over an exercise of this lab as of its clock, or over nothing.",
  async run(args, context) {
    const { values, positionals } = readArguments(args, { ...TARGET_OPTIONS, format: { type: "string" } });
    const format = Object.entries(ROW_FORMATS).find(([name]) => name === (values.format ?? "table"));
    if (format === undefined) throw new UsageError(`--format takes ${Object.keys(ROW_FORMATS).join(", ")}.`);
    const text = await readQuery(positionals, USAGE);
    const result = await withTarget(values, context, (target) => target.query(text));
    if (result === null) return 1;
    printDiagnostics(text, result.diagnostics, context);
    if (result.kind === "refused") return 1;
    for (const line of format[1](result.tables)) context.print(line);
    for (const { isTruncated, rows } of result.tables)
      if (isTruncated) context.printError(`There are more rows; these are the first ${rows.length}.`);
    return 0;
  },
};
