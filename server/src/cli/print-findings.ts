import type { LintFinding } from "../../contract/index.ts";
import type { CliContext } from "./command.ts";

/** `file:line:column code message`, the fix on a line of its own. */
export function printFindings(findings: readonly LintFinding[], { print }: CliContext): void {
  for (const { file, line, column, code, severity, message, fix } of findings) {
    print(`${file}:${line}:${column} ${severity === "error" ? "" : "(warning) "}${code} ${message}`);
    if (fix !== null) print(`    ${fix}`);
  }
}
