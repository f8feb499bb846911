import { canOnExercise, type ExerciseVerb, teamOf } from "../policy/exercise.ts";
import type { Exercise } from "../state/exercise.ts";
import type { ExerciseId, TeamId } from "../state/ids.ts";
import type { Actor, Person } from "../state/person.ts";
import type { Lab } from "./lab.ts";
import { refuseForbidden, refuseNotFound, refuseUnauthorized } from "./refusal.ts";

/** A person who has been let into an exercise. */
export interface Visit {
  readonly person: Person;
  readonly exercise: Exercise;
  /** Null for a facilitator. */
  readonly teamId: TeamId | null;
}

export interface TeamVisit extends Visit {
  readonly teamId: TeamId;
}

export function requirePerson(actor: Actor): Person {
  if (actor.kind === "nobody") throw refuseUnauthorized();
  return actor.person;
}

/**
 * The first line of every command: loads the exercise, asks the policy, takes the exercise up if it was not yet.
 * @throws Refusal UNAUTHORIZED, NOT_FOUND or FORBIDDEN.
 */
export async function enter(lab: Lab, actor: Actor, exerciseId: ExerciseId, verb: ExerciseVerb): Promise<Visit> {
  const person = requirePerson(actor);
  const exercise = await lab.state.exercises.find(exerciseId);
  if (exercise === null) throw refuseNotFound("There is no such exercise.");
  if (!canOnExercise(actor, verb, exercise)) throw refuseForbidden();
  await lab.runtime.start(exerciseId);
  return { person, exercise, teamId: teamOf(actor, exercise) };
}

/** The same for a trainee at work on their team's case. */
export async function enterAsMember(lab: Lab, actor: Actor, exerciseId: ExerciseId): Promise<TeamVisit> {
  const visit = await enter(lab, actor, exerciseId, "investigate");
  if (visit.teamId === null) throw refuseForbidden();
  return { ...visit, teamId: visit.teamId };
}
