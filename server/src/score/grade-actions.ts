import type { ScoreLine } from "../../contract/index.ts";
import type { GradedAction } from "../scenario/model.ts";
import type { GradeInput } from "./grade-input.ts";
import { scoreLine } from "./section.ts";

/** An action without a reason shows half the understanding. */
const UNREASONED_SHARE = 0.5;
const REASON_WORDS_MIN = 3;

/** Right actions earn, harmful ones cost, and the order of the list counts where the scenario says so. */
export function gradeActions(input: GradeInput): readonly ScoreLine[] {
  const { points, library } = input.scenario.grading.actions;
  const best = library.reduce((sum, action) => sum + Math.max(0, action.points), 0);
  const scale = best === 0 ? 1 : points / best;
  const chosen = input.report.actions.filter(({ actionId }, index, all) => all.findIndex((other) => other.actionId === actionId) === index);
  return library.flatMap((action) => {
    const position = chosen.findIndex(({ actionId }) => actionId === action.id);
    if (position < 0) return action.points > 0 ? [missedLine(action, scale)] : [];
    const before = chosen.slice(0, position).map(({ actionId }) => actionId);
    return [chosenLine(action, scale, before, chosen[position]?.reason ?? "")];
  });
}

function missedLine(action: GradedAction, scale: number): ScoreLine {
  const reason = `Not recommended. ${action.why}`;
  return scoreLine("actions", action.id, action.title, { points: 0, pointsMax: action.points * scale, reason });
}

function chosenLine(action: GradedAction, scale: number, before: readonly string[], reason: string): ScoreLine {
  const isInOrder = action.mustFollow.every((id) => before.includes(id));
  const points = (isInOrder ? action.points : action.pointsOutOfOrder) * scale;
  const pointsMax = Math.max(0, action.points) * scale;
  if (!isInOrder) {
    const text = `Right thing, wrong moment: something else must come before it in your list. ${action.why}`;
    return scoreLine("actions", action.id, action.title, { points, pointsMax, reason: text, outcome: points < 0 ? "wrong" : "partial" });
  }
  if (points < 0)
    return scoreLine("actions", action.id, action.title, { points, pointsMax: 0, reason: `Harmful here. ${action.why}`, outcome: "wrong" });
  if (points === 0)
    return scoreLine("actions", action.id, action.title, {
      points,
      pointsMax: 0,
      reason: `Neither right nor wrong here. ${action.why}`,
      outcome: "not-required",
    });
  const isReasoned = reason.trim().split(/\s+/).length >= REASON_WORDS_MIN;
  const remark = isReasoned ? "" : " Say in a few words why; without a reason it counts half.";
  return scoreLine("actions", action.id, action.title, {
    points: isReasoned ? points : points * UNREASONED_SHARE,
    pointsMax,
    reason: `Right. ${action.why}${remark}`,
  });
}
