import { randomInt, randomUUID } from "node:crypto";
import type { ExerciseCreate } from "../../../contract/index.ts";
import { addMicros, MICROS_PER_MINUTE } from "../../base/sim-time.ts";
import { canCreateExercise } from "../../policy/exercise.ts";
import type { Scenario } from "../../scenario/model.ts";
import type { Exercise } from "../../state/exercise.ts";
import { exerciseId, injectId, type TeamId, teamId, type UserId } from "../../state/ids.ts";
import type { Actor } from "../../state/person.ts";
import type { Repositories } from "../../state/state.ts";
import { requirePerson } from "../access.ts";
import { act } from "../act.ts";
import type { Lab } from "../lab.ts";
import { refuseForbidden, refuseNotFound } from "../refusal.ts";
import { drawJoinCode } from "./join-code.ts";

const SEED_BOUND = 2 ** 31;

/** The world of everybody's first try alone; prepared before anybody asks. */
export const FIRST_SOLO_SEED = 1;

/** An instructor sets up an exercise for a class; people join by its code. */
export async function createClassExercise(lab: Lab, actor: Actor, request: ExerciseCreate): Promise<Exercise> {
  const person = requirePerson(actor);
  if (!canCreateExercise(actor)) throw refuseForbidden("Only instructors set up exercises.");
  const scenario = await requireScenario(lab, request.slug);
  const draft = {
    scenario,
    title: request.title,
    mode: "class" as const,
    ownerId: person.id,
    seed: request.seed ?? randomInt(SEED_BOUND),
    teams: request.teams.map((name) => ({ id: teamId(randomUUID()), name })),
  };
  const exercise = await act(
    lab,
    { key: request.key, actorId: person.id },
    (repositories) => insertExercise(lab, repositories, draft),
    ({ id }) => [{ kind: "ExerciseCreated", exerciseId: id }],
  );
  await lab.runtime.start(exercise.id);
  return exercise;
}

/** A learner alone starts a guided scenario: an exercise of one, whose clock they run themselves. */
export async function createSoloExercise(
  lab: Lab,
  learner: { readonly id: UserId; readonly displayName: string },
  slug: string,
): Promise<{ readonly exercise: Exercise; readonly teamId: TeamId }> {
  const scenario = await requireScenario(lab, slug);
  if (!scenario.meta.isGuided) throw refuseForbidden("This scenario has no guide; it is played as a class exercise.");
  const team = { id: teamId(randomUUID()), name: learner.displayName };
  const draft = {
    scenario,
    title: scenario.meta.title,
    mode: "solo" as const,
    ownerId: learner.id,
    seed: await soloSeed(lab, learner.id, slug),
    teams: [team],
  };
  const exercise = await lab.state.transact(async (repositories) => {
    const made = await insertExercise(lab, repositories, draft);
    await repositories.exercises.insertMember({ exerciseId: made.id, teamId: team.id, userId: learner.id }, made.createdAt);
    return made;
  });
  lab.bus.announce({ kind: "ExerciseCreated", exerciseId: exercise.id });
  await lab.runtime.start(exercise.id);
  return { exercise, teamId: team.id };
}

/**
 * Everybody's first try is in the same world, which is then already built; each further try of the same person is in a new one,
 * with other names, addresses and times.
 */
async function soloSeed({ state }: Lab, learnerId: UserId, slug: string): Promise<number> {
  const mine = await state.exercises.listFor(learnerId);
  return FIRST_SOLO_SEED + mine.filter((exercise) => exercise.mode === "solo" && exercise.slug === slug).length;
}

async function requireScenario(lab: Lab, slug: string): Promise<Scenario> {
  const scenario = await lab.scenarios.get(slug);
  if (scenario === null) throw refuseNotFound(`There is no playable scenario "${slug}".`);
  return scenario;
}

interface Draft {
  readonly scenario: Scenario;
  readonly title: string;
  readonly mode: "solo" | "class";
  readonly ownerId: UserId;
  readonly seed: number;
  readonly teams: readonly { readonly id: TeamId; readonly name: string }[];
}

async function insertExercise(lab: Lab, { exercises, clocks, injects }: Repositories, draft: Draft): Promise<Exercise> {
  const { scenario, title, mode, ownerId, seed, teams } = draft;
  const exercise: Exercise = {
    id: exerciseId(randomUUID()),
    title,
    mode,
    ownerId,
    slug: scenario.slug,
    scenarioHash: scenario.contentHash,
    engineVersion: lab.engineVersion,
    seed,
    joinCode: mode === "class" ? await drawJoinCode((code) => exercises.findByJoinCode(code)) : null,
    createdAt: lab.wallClock(),
  };
  await exercises.keepScenario(scenario);
  await exercises.insert(exercise);
  for (const [index, team] of teams.entries()) await exercises.insertTeam({ ...team, exerciseId: exercise.id }, index + 1);
  const { exerciseStart: simStart, exerciseMinutes } = scenario.window;
  const simEnd = addMicros(simStart, exerciseMinutes * MICROS_PER_MINUTE);
  await clocks.save(exercise.id, { state: "lobby", simAt: simStart, wallAt: exercise.createdAt, speed: 1, simStart, simEnd });
  for (const { id: _authored, offset, ...inject } of scenario.injects) {
    await injects.insert({
      ...inject,
      id: injectId(randomUUID()),
      exerciseId: exercise.id,
      teamId: null,
      plannedAt: addMicros(simStart, offset),
      status: "scheduled",
      sentAt: null,
      acknowledgedBy: [],
    });
  }
  return exercise;
}
