import { suggestName } from "../scenario/nearest-name.ts";
import { type CliContext, type Command, type ExitCode, UsageError } from "./command.ts";
import { auditCommand } from "./commands/audit.ts";
import { emitCommand } from "./commands/emit.ts";
import { exchangeListenCommand } from "./commands/exchange-listen.ts";
import { instructorLinkCommand } from "./commands/instructor-link.ts";
import { kqlBindCommand } from "./commands/kql-bind.ts";
import { kqlConformanceCommand } from "./commands/kql-conformance.ts";
import { kqlExplainCommand } from "./commands/kql-explain.ts";
import { kqlPublishedCommand } from "./commands/kql-published.ts";
import { kqlRunCommand } from "./commands/kql-run.ts";
import { lintCommand } from "./commands/lint.ts";
import { newCommand } from "./commands/new.ts";
import { previewCommand } from "./commands/preview.ts";
import { schemaCommand } from "./commands/schema.ts";
import { techniquesCommand } from "./commands/techniques.ts";

const COMMANDS: readonly Command[] = [
  lintCommand,
  previewCommand,
  auditCommand,
  emitCommand,
  newCommand,
  schemaCommand,
  techniquesCommand,
  instructorLinkCommand,
  exchangeListenCommand,
  kqlRunCommand,
  kqlExplainCommand,
  kqlConformanceCommand,
  kqlBindCommand,
  kqlPublishedCommand,
];
const HELP_WORDS = ["help", "--help", "-h"];

/** Runs one command line (without node and script). Mistakes of the person are said in a line, not thrown. */
export async function runCli(args: readonly string[], context: CliContext): Promise<ExitCode> {
  if (args.length === 0 || HELP_WORDS.includes(args[0] ?? "")) {
    printHelp(context);
    return args.length === 0 ? 2 : 0;
  }
  const command = COMMANDS.find(({ name }) => name.split(" ").every((word, index) => args[index] === word));
  if (command === undefined) {
    const typed = args.slice(0, 2).join(" ");
    const fix = suggestName(
      typed,
      COMMANDS.map(({ name }) => name),
    );
    context.printError(`There is no command "${typed}". ${fix ?? ""} See: npx mailroom help`);
    return 2;
  }
  const rest = args.slice(command.name.split(" ").length);
  if (rest.some((word) => word === "--help" || word === "-h")) {
    context.print(`${command.usage}\n    ${command.summary}`);
    return 0;
  }
  try {
    return await command.run(rest, context);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    context.printError(error.message);
    return 2;
  }
}

function printHelp({ print }: CliContext): void {
  print("Mailroom's tools for authors. Everything else happens in the browser: npm start\n");
  for (const { usage, summary } of COMMANDS) print(`npx ${usage}\n    ${summary}\n`);
  print("Exit codes: 0 fine, 1 something is wrong with what was looked at, 2 the command was not understood.");
}
