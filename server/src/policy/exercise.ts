import type { ExerciseAbilities } from "../../contract/index.ts";
import type { Exercise } from "../state/exercise.ts";
import type { TeamId } from "../state/ids.ts";
import type { Actor } from "../state/person.ts";

export type ExerciseVerb = "see" | "control-clock" | "facilitate" | "investigate";

type Subject = Pick<Exercise, "id" | "ownerId" | "mode">;

/** The team that the person sits in, in this exercise. */
export function teamOf(actor: Actor, exercise: Pick<Exercise, "id">): TeamId | null {
  if (actor.kind === "nobody") return null;
  return actor.seats.find((seat) => seat.exerciseId === exercise.id)?.teamId ?? null;
}

/**
 * A class belongs to the instructor who made it; a solo exercise to its learner, who runs its clock but, being graded, is no
 * facilitator.
 */
export function canOnExercise(actor: Actor, verb: ExerciseVerb, exercise: Subject): boolean {
  if (actor.kind === "nobody") return false;
  const isOwner = exercise.ownerId === actor.person.id;
  const isFacilitator = isOwner && exercise.mode === "class" && actor.person.role === "instructor";
  const isMember = teamOf(actor, exercise) !== null;
  switch (verb) {
    case "see":
      return isFacilitator || isMember;
    case "control-clock":
      return isFacilitator || (exercise.mode === "solo" && isOwner);
    case "facilitate":
      return isFacilitator;
    case "investigate":
      return isMember;
  }
}

export function abilitiesOn(actor: Actor, exercise: Subject): ExerciseAbilities {
  return {
    controlClock: canOnExercise(actor, "control-clock", exercise),
    facilitate: canOnExercise(actor, "facilitate", exercise),
    investigate: canOnExercise(actor, "investigate", exercise),
  };
}

/** Instructors make exercises for classes; solo ones are made by starting a guided scenario. */
export function canCreateExercise(actor: Actor): boolean {
  return actor.kind === "person" && actor.person.role === "instructor";
}
