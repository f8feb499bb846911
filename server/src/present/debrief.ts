import type { DebriefView } from "../../contract/index.ts";
import type { SimTime } from "../base/sim-time.ts";
import type { Debrief } from "../exercise/debrief.ts";
import { tableQueryForRows } from "./investigate-query.ts";
import { presentSimTime } from "./instant.ts";
import { stepOutcome } from "./step-outcome.ts";

const ROWS_PER_STEP_MAX = 50;

type Step = DebriefView["steps"][number];

/** One of the two doors for ground truth; `policy/debrief.ts` says when it opens. */
export function presentDebrief(debrief: Debrief): DebriefView {
  const { scenario, world, grade, submittedReport, render } = debrief;
  const { points, pointsMax, sections, lines, decoysTaken, alerts } = grade;
  return {
    body: render(scenario.texts.debrief),
    points,
    pointsMax,
    sections: sections.map((section) => ({ ...section })),
    lines: lines.map((line) => ({ ...line })),
    steps: world.truth.steps.map(({ stepId, at, actorId }) => presentStep(debrief, stepId, at, actorId)),
    decoys: scenario.grading.decoys.map(({ id, title, whyNot }) => ({
      title: render(title),
      whyNot: render(whyNot),
      wasTaken: decoysTaken.includes(id),
    })),
    alerts: alerts.map(({ number, title, truth, given, isRight, reason }) => ({ number, title, truth, given, isRight, reason })),
    submitted: submittedReport,
  };
}

function presentStep({ scenario, world, work, grade, render }: Debrief, stepId: string, at: SimTime, actorId: string): Step {
  const step = scenario.story.find(({ id }) => id === stepId);
  const rows = world.truth.rowsOfStep(stepId);
  const ownIds = new Set(rows.map(({ itemId }) => itemId));
  const cited = new Set<string>(work.report.findings.flatMap(({ evidenceIds }) => evidenceIds));
  const citedAt = earliest(
    work.evidence.filter(({ id, itemId }) => cited.has(id) && itemId !== null && ownIds.has(itemId)).map(({ pinnedAt }) => pinnedAt),
  );
  const seenAt = earliest(work.seen.filter((seen) => seen.stepId === stepId).map(({ firstSeenAt }) => firstSeenAt));
  const knowableAt = earliest(rows.map(({ visibleAt }) => visibleAt));
  return {
    id: stepId,
    at: presentSimTime(at),
    title: render(step?.title ?? stepId),
    explanation: render(step?.explanation ?? ""),
    actor: scenario.actors.find(({ id }) => id === actorId)?.coverName ?? actorId,
    techniques: [...(step?.attack ?? [])],
    outcome: stepOutcome(stepId, { isCited: citedAt !== null, isSeen: seenAt !== null, lines: grade.lines }),
    knowableAt: orNull(knowableAt),
    seenAt: orNull(seenAt),
    citedAt: orNull(citedAt),
    query: tableQueryForRows(rows),
    rows: rows.slice(0, ROWS_PER_STEP_MAX).map((row) => ({
      itemId: row.itemId,
      table: row.table,
      at: presentSimTime(row.at),
      summary: row.summary,
    })),
  };
}

function earliest(times: readonly SimTime[]): SimTime | null {
  return times.toSorted((a, b) => a - b)[0] ?? null;
}

function orNull(at: SimTime | null): string | null {
  return at === null ? null : presentSimTime(at);
}
