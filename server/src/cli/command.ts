/** Where a command reads and writes; a test gives its own. */
export interface CliContext {
  /** The folder with the scenarios. */
  readonly scenariosRoot: string;
  /** Where simulated worlds are kept for the next command; absent where each simulates anew. */
  readonly worldsFolder?: string | undefined;
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
}

/** 0: fine. 1: something is wrong with what was looked at. 2: the command was not understood. */
export type ExitCode = 0 | 1 | 2;

export interface Command {
  /** As typed: `scenario lint`. */
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  run(args: readonly string[], context: CliContext): Promise<ExitCode>;
}

/** The command line makes no sense; the message says what would. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
