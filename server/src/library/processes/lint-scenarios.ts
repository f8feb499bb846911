import { isPlayable, parseLibrary } from "../parse-library.ts";
import { queryFindings } from "../query-findings.ts";
import { readScenarioFiles } from "../read-scenario-files.ts";
import type { LintReport } from "../lint-process.ts";

process.on("disconnect", () => process.exit(1));

function report(message: LintReport): void {
  process.send?.(message, undefined, undefined, () => process.exit(0));
}

try {
  const files = await readScenarioFiles(process.argv[2] ?? "");
  const playable = parseLibrary(files).filter(({ slug }) => isPlayable(slug));
  report({ kind: "found", findings: queryFindings(playable, files.texts) });
} catch (error) {
  report({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
}
