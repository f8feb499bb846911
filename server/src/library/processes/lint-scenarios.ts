import { KnownAnswers } from "../known-answers.ts";
import { isPlayable, parseLibrary } from "../parse-library.ts";
import { queryFindings } from "../query-findings.ts";
import { readScenarioFiles } from "../read-scenario-files.ts";
import type { LintOrder, LintReport } from "../lint-process.ts";

process.on("disconnect", () => process.exit(1));

function report(message: LintReport): void {
  process.send?.(message, undefined, undefined, () => process.exit(0));
}

async function lint({ root, known }: LintOrder): Promise<LintReport> {
  const files = await readScenarioFiles(root);
  const playable = parseLibrary(files).filter(({ slug }) => isPlayable(slug));
  const answers = new KnownAnswers(known);
  return { kind: "found", findings: queryFindings(playable, files.texts, answers), known: answers.asked };
}

process.once("message", (order) => {
  lint(order as LintOrder).then(report, (error: unknown) =>
    report({ kind: "failed", message: error instanceof Error ? error.message : String(error) }),
  );
});
