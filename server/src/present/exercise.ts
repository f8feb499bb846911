import type { Brief, ClockView, ExerciseAbilities, ExerciseView, TeamView } from "../../contract/index.ts";
import type { Scenario } from "../scenario/model.ts";
import type { Exercise, Member, Team } from "../state/exercise.ts";
import type { UserId } from "../state/ids.ts";
import { presentWallTime, type RenderText } from "./instant.ts";

export interface ExerciseSituation {
  readonly exercise: Exercise;
  readonly scenario: Scenario;
  readonly clock: ClockView;
  /** The asking person's team. */
  readonly team: Team | null;
  readonly members: readonly Member[];
  readonly abilities: ExerciseAbilities;
  readonly isSubmitted: boolean;
  readonly isDebriefOpen: boolean;
  readonly world: ExerciseView["world"];
  readonly isOnline: (userId: UserId) => boolean;
}

export function presentExercise(situation: ExerciseSituation): ExerciseView {
  const { exercise, scenario, clock, team, members, abilities, isSubmitted, isDebriefOpen, world, isOnline } = situation;
  return {
    id: exercise.id,
    title: exercise.title,
    mode: exercise.mode,
    scenario: { slug: scenario.slug, title: scenario.meta.title, level: scenario.meta.level, minutes: scenario.meta.minutes },
    clock,
    team: team === null ? null : presentTeam(team, members, isOnline),
    abilities,
    isSubmitted,
    isDebriefOpen,
    world: { state: world.state, progress: world.progress, message: world.message },
    createdAt: presentWallTime(exercise.createdAt),
  };
}

export function presentTeam(team: Team, members: readonly Member[], isOnline: (userId: UserId) => boolean): TeamView {
  return {
    id: team.id,
    name: team.name,
    members: members
      .filter((member) => member.teamId === team.id)
      .map(({ userId, displayName }) => ({ userId, displayName, isOnline: isOnline(userId) })),
  };
}

export function presentBrief(scenario: Scenario, render: RenderText): Brief {
  const { organisation } = scenario.cast;
  return {
    body: render(scenario.texts.brief),
    objectives: scenario.meta.objectives.map(({ id, text }) => ({ id, text: render(text) })),
    organisation: {
      name: organisation.name,
      domain: organisation.domain,
      facts: organisation.facts.map(({ label, value }) => ({ label, value: render(value) })),
    },
  };
}
