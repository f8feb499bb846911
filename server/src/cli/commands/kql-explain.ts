import type { Command } from "../command.ts";
import { printDiagnostics } from "../print-diagnostics.ts";
import { TARGET_OPTIONS, withTarget } from "../query-target.ts";
import { readArguments } from "../read-arguments.ts";
import { readQuery } from "../read-query.ts";

const USAGE = "mailroom kql explain QUERY|FILE [--exercise ID|--scenario SLUG [--as-of T] [--seed N]] [--range FROM..TO]";

export const kqlExplainCommand: Command = {
  name: "kql explain",
  usage: USAGE,
  summary: "Show what a query becomes: its typed plan and the SQL with its parameters. Nothing is run.",
  async run(args, context) {
    const { values, positionals } = readArguments(args, TARGET_OPTIONS);
    const text = await readQuery(positionals, USAGE);
    const explanation = await withTarget(values, context, (target) => target.explain(text));
    if (explanation === null) return 1;
    printDiagnostics(text, explanation.diagnostics, context);
    if (explanation.plan === null || explanation.sql === null) return 1;
    context.print(explanation.plan);
    context.print("");
    context.print(explanation.sql);
    return 0;
  },
};
