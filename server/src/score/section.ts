import type { ScoreLine } from "../../contract/index.ts";
import type { ScoreSection } from "./grade-input.ts";

/** A line with exact points (the grade rounds them last). The outcome follows from the points unless it is given. */
export function scoreLine(
  section: ScoreSection,
  id: string,
  title: string,
  given: { readonly points: number; readonly pointsMax: number; readonly reason: string } & Partial<Pick<ScoreLine, "outcome" | "stepIds">>,
): ScoreLine {
  const { points, pointsMax } = given;
  return {
    id: `${section}/${id}`,
    section,
    title,
    points,
    pointsMax,
    outcome: given.outcome ?? outcomeOf(points, pointsMax),
    reason: given.reason,
    stepIds: given.stepIds ?? [],
  };
}

export function roundPoints(points: number): number {
  const rounded = Math.round(points * 100) / 100;
  return rounded === 0 ? 0 : rounded;
}

function outcomeOf(points: number, pointsMax: number): ScoreLine["outcome"] {
  if (points < 0) return "deducted";
  if (pointsMax > 0 && points >= pointsMax - 0.005) return "full";
  return points > 0 ? "partial" : "missed";
}
