import type { FindingKind, ReportBody } from "../../../contract/index.ts";
import type { GuideCondition } from "../../scenario/model.ts";
import type { GuideActs } from "../../state/guide.ts";

/** Everything that a guide condition may look at. Steps are story steps; null stands for ordinary life. */
export interface GuideFacts {
  readonly acts: GuideActs;
  readonly pinnedSteps: ReadonlySet<string>;
  /** For every judged alert: the story steps of the rows behind it; empty when only ordinary life is behind it. */
  readonly judgedAlerts: readonly ReadonlySet<string>[];
  readonly report: ReportBody | null;
  readonly isSubmitted: boolean;
}

/** Whether the team has really done it. */
export function isMet(condition: GuideCondition, facts: GuideFacts): boolean {
  switch (condition.kind) {
    case "opened":
      return facts.acts.openedPages.includes(condition.page);
    case "ran-query":
      return condition.table === null ? facts.acts.queriedTables.length > 0 : facts.acts.queriedTables.includes(condition.table);
    case "saw-step":
      return facts.acts.seenSteps.some(
        (seen) => seen.stepId === condition.stepId && (condition.table === null || seen.table === condition.table),
      );
    case "pinned-step":
      return facts.pinnedSteps.has(condition.stepId);
    case "judged-alert": {
      const { stepId } = condition;
      return facts.judgedAlerts.some((steps) => stepId === null || steps.has(stepId));
    }
    case "stated-finding":
      return facts.report?.findings.some((finding) => finding.kind === (condition.findingKind as FindingKind)) ?? false;
    case "submitted":
      return facts.isSubmitted;
    case "all":
      return condition.of.every((part) => isMet(part, facts));
    case "any":
      return condition.of.some((part) => isMet(part, facts));
  }
}
