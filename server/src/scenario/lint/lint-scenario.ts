import type { LintContext } from "./lint-context.ts";
import { lintData } from "./lint-data.ts";
import { lintDuplicates } from "./lint-duplicates.ts";
import { lintFrame } from "./lint-frame.ts";
import { lintGrading } from "./lint-grading.ts";
import { lintGuide } from "./lint-guide.ts";
import { lintInertness } from "./lint-inertness.ts";
import { lintInjects } from "./lint-injects.ts";
import { lintReferences } from "./lint-references.ts";
import { lintRules } from "./lint-rules.ts";
import { lintStepTimes } from "./lint-step-times.ts";
import { lintSteps } from "./lint-steps.ts";

/** All lint rules, over files that have their schema's shape. Findings go into the context's list. */
export function lintScenario(context: LintContext): void {
  lintFrame(context);
  lintDuplicates(context);
  lintData(context);
  lintSteps(context);
  lintStepTimes(context);
  lintRules(context);
  lintGrading(context);
  lintGuide(context);
  lintInjects(context);
  lintReferences(context);
  lintInertness(context);
}
