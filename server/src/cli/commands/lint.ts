import { lintLibrary } from "../../library/lint-library.ts";
import { type Command, UsageError } from "../command.ts";
import { findEntry } from "../find-scenario.ts";
import { printFindings } from "../print-findings.ts";
import { readArguments } from "../read-arguments.ts";

const USAGE = "mailroom scenario lint <slug>… | --all";

export const lintCommand: Command = {
  name: "scenario lint",
  usage: USAGE,
  summary: "Say what is wrong with a scenario's files: file:line:column, and how to mend it.",
  async run(args, context) {
    const { values, positionals } = readArguments(args, { all: { type: "boolean" } });
    if ((values.all === true) === positionals.length > 0) throw new UsageError(`Name scenarios, or say --all: ${USAGE}`);
    const wanted = new Set(positionals);
    for (const slug of wanted) await findEntry(slug, context);
    const entries = await lintLibrary(context.scenariosRoot, (slug) => values.all === true || wanted.has(slug));
    const findings = [...new Map(entries.flatMap((entry) => entry.findings).map((finding) => [JSON.stringify(finding), finding])).values()];
    printFindings(findings, context);
    const errors = findings.filter(({ severity }) => severity === "error").length;
    const scenarios = entries.length === 1 ? "1 scenario" : `${entries.length} scenarios`;
    context.print(`${scenarios}, ${errors} errors, ${findings.length - errors} warnings`);
    return errors === 0 ? 0 : 1;
  },
};
