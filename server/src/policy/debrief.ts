import type { Exercise } from "../state/exercise.ts";
import type { TeamId } from "../state/ids.ts";
import type { Actor } from "../state/person.ts";
import { canOnExercise, teamOf } from "./exercise.ts";

/** A team's debrief opens when that team has submitted, or when the exercise has ended. */
export function isDebriefOpen(facts: { readonly hasEnded: boolean; readonly hasSubmitted: boolean }): boolean {
  return facts.hasEnded || facts.hasSubmitted;
}

/** The one door for ground truth towards trainees; a facilitator may look at any team's at any time. */
export function canReadDebrief(
  actor: Actor,
  exercise: Pick<Exercise, "id" | "ownerId" | "mode">,
  team: { readonly teamId: TeamId; readonly hasEnded: boolean; readonly hasSubmitted: boolean },
): boolean {
  if (canOnExercise(actor, "facilitate", exercise)) return true;
  return teamOf(actor, exercise) === team.teamId && isDebriefOpen(team);
}
