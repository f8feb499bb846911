import type { JoinPreview, Me } from "../../contract/index.ts";
import type { Exercise, Member, Team } from "../state/exercise.ts";
import type { Actor } from "../state/person.ts";

export function presentMe(actor: Actor): Me {
  if (actor.kind === "nobody") return { user: null };
  const { id, displayName, role, hasPassword } = actor.person;
  return { user: { id, displayName, role, hasPassword } };
}

export function presentJoin(exercise: Exercise, scenarioTitle: string, teams: readonly Team[], members: readonly Member[]): JoinPreview {
  return {
    exerciseTitle: exercise.title,
    scenarioTitle,
    teams: teams.map(({ id, name }) => ({ id, name, members: members.filter((member) => member.teamId === id).length })),
  };
}
