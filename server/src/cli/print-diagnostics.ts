import type { KqlDiagnostic } from "../../contract/index.ts";
import type { CliContext } from "./command.ts";

/** `line:column code sentence` on stderr, with the fix on a line of its own: stdout is for the answer alone. */
export function printDiagnostics(text: string, diagnostics: readonly KqlDiagnostic[], { printError }: CliContext): void {
  for (const { severity, code, message, start, fix } of diagnostics) {
    const before = text.slice(0, start).split("\n");
    const place = `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
    printError(`${place} ${severity === "error" ? "" : `(${severity}) `}${code} ${message}`);
    if (fix !== null) printError(`    ${fix.title}`);
  }
}
