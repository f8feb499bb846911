import type { ClockView, ExerciseAbilities, ExerciseView } from "../../../contract/index.ts";
import { isDebriefOpen } from "../../policy/debrief.ts";
import { abilitiesOn, teamOf } from "../../policy/exercise.ts";
import type { Scenario } from "../../scenario/model.ts";
import type { Exercise, Member, Team } from "../../state/exercise.ts";
import type { ExerciseId } from "../../state/ids.ts";
import type { Actor } from "../../state/person.ts";
import { enter, requirePerson } from "../access.ts";
import type { Lab } from "../lab.ts";
import { viewClock } from "../runtime/clock.ts";
import { scenarioOf } from "../scenario-of.ts";

/** An exercise as one person finds it. */
export interface Situation {
  readonly exercise: Exercise;
  readonly scenario: Scenario;
  readonly clock: ClockView;
  readonly team: Team | null;
  readonly members: readonly Member[];
  readonly abilities: ExerciseAbilities;
  readonly isSubmitted: boolean;
  readonly isDebriefOpen: boolean;
  readonly world: ExerciseView["world"];
}

export async function viewExercise(lab: Lab, actor: Actor, exerciseId: ExerciseId): Promise<Situation> {
  const { exercise } = await enter(lab, actor, exerciseId, "see");
  return situationOf(lab, actor, exercise);
}

/** The person's exercises, newest first. */
export async function listMyExercises(lab: Lab, actor: Actor): Promise<readonly Situation[]> {
  const person = requirePerson(actor);
  const exercises = await lab.state.exercises.listFor(person.id);
  return Promise.all(exercises.map((exercise) => situationOf(lab, actor, exercise, false)));
}

/** @param isEntered false when the exercise is one line of a list. */
export async function situationOf(lab: Lab, actor: Actor, exercise: Exercise, isEntered = true): Promise<Situation> {
  const teamId = teamOf(actor, exercise);
  const [scenario, teams, members, report, running] = await Promise.all([
    scenarioOf(lab, exercise),
    lab.state.exercises.teamsOf(exercise.id),
    lab.state.exercises.membersOf(exercise.id),
    teamId === null ? null : lab.state.reports.find(teamId),
    clockAndWorldOf(lab, exercise, isEntered),
  ]);
  const isSubmitted = report !== null && report.submittedAt !== null;
  return {
    exercise,
    scenario,
    ...running,
    team: teams.find((team) => team.id === teamId) ?? null,
    members,
    abilities: abilitiesOn(actor, exercise),
    isSubmitted,
    isDebriefOpen: isDebriefOpen({ hasEnded: running.clock.state === "ended", hasSubmitted: isSubmitted }),
  };
}

/** An exercise that is only listed is not taken up: unless it runs, its clock stands where it was saved. */
async function clockAndWorldOf(lab: Lab, exercise: Exercise, isEntered: boolean): Promise<Pick<Situation, "clock" | "world">> {
  const saved = isEntered ? null : await lab.state.clocks.find(exercise.id);
  if (saved !== null && saved.state !== "running") {
    return { clock: viewClock(saved, lab.wallClock()), world: { state: "ready", progress: 1, message: "Opens when you enter" } };
  }
  await lab.runtime.start(exercise.id);
  return { clock: lab.runtime.clockOf(exercise.id), world: lab.runtime.progressOf(exercise.id) };
}
