import type { Scenario } from "../scenario/model.ts";
import type { Grade, GradedCause } from "../score/grade-input.ts";
import { gradeReport } from "../score/grade-report.ts";
import type { TeamWork } from "../state/report.ts";
import type { World } from "../telemetry/store.ts";

/** Looks up why the rows behind a team's evidence and alerts exist, then grades. The same work gives the same grade. */
export async function gradeTeamWork(scenario: Scenario, world: World, work: TeamWork): Promise<Grade> {
  const pinned = work.evidence.flatMap(({ itemId }) => itemId ?? []);
  const causes = await world.truth.causesOf([...new Set([...pinned, ...work.alerts.flatMap(({ itemIds }) => itemIds)])]);
  const causeOf = (itemId: string | null): GradedCause | null => (itemId === null ? null : (causes.get(itemId) ?? null));
  return gradeReport({
    scenario,
    cast: world.cast,
    truthSteps: world.truth.steps,
    report: work.report,
    evidence: work.evidence.map(({ id, itemId, isRemoved }) => ({ id, isRemoved, cause: causeOf(itemId) })),
    alerts: work.alerts.map(({ id, number, title, ruleId, verdict, itemIds }) => ({
      id,
      number,
      title,
      ruleId,
      verdict,
      causes: itemIds.flatMap((itemId) => causeOf(itemId) ?? []),
    })),
    hintsOpened: work.hints,
    guideDone: work.guide.map(({ stepId }) => stepId),
  });
}
