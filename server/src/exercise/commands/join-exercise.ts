import type { Exercise, Member, Team } from "../../state/exercise.ts";
import type { TeamId, UserId } from "../../state/ids.ts";
import type { Lab } from "../lab.ts";
import { refuseConflict, refuseNotFound } from "../refusal.ts";
import { scenarioOf } from "../scenario-of.ts";

const MEMBERS_MAX = 200;

export interface OpenDoor {
  readonly exercise: Exercise;
  readonly scenarioTitle: string;
  readonly teams: readonly Team[];
  readonly members: readonly Member[];
}

/** What somebody with the code may know before joining. @throws Refusal NOT_FOUND for unknown codes and ended exercises alike. */
export async function lookThroughDoor(lab: Lab, code: string): Promise<OpenDoor> {
  const exercise = await lab.state.exercises.findByJoinCode(code);
  const clock = exercise === null ? null : await lab.state.clocks.find(exercise.id);
  if (exercise === null || clock?.state === "ended") throw refuseNotFound("No exercise has this code. Check it and try again.");
  const [teams, members] = await Promise.all([lab.state.exercises.teamsOf(exercise.id), lab.state.exercises.membersOf(exercise.id)]);
  const { meta } = await scenarioOf(lab, exercise);
  return { exercise, scenarioTitle: meta.title, teams, members };
}

/** Seats a person in the team asked for, or else in the smallest one. Somebody who already sits there stays there. */
export async function joinExercise(
  lab: Lab,
  { exercise }: Pick<OpenDoor, "exercise">,
  person: { readonly id: UserId; readonly displayName: string },
  wanted: string | undefined,
): Promise<TeamId> {
  const seat = await lab.state.transact(async ({ exercises }) => {
    const teams = await exercises.teamsOf(exercise.id);
    const members = await exercises.membersOf(exercise.id);
    const seated = members.find((member) => member.userId === person.id);
    if (seated !== undefined) return { teamId: seated.teamId, isNew: false };
    if (members.length >= MEMBERS_MAX) throw refuseConflict("exercise/full", "This exercise is full.");
    const team = wanted === undefined ? smallestOf(teams, members) : teams.find(({ id }) => id === wanted);
    if (team === undefined) throw refuseNotFound("There is no such team in this exercise.");
    await exercises.insertMember({ exerciseId: exercise.id, teamId: team.id, userId: person.id }, lab.wallClock());
    return { teamId: team.id, isNew: true };
  });
  if (seat.isNew) {
    const { id: userId, displayName } = person;
    lab.bus.announce({ kind: "MemberJoined", exerciseId: exercise.id, teamId: seat.teamId, userId, displayName });
  }
  return seat.teamId;
}

function smallestOf(teams: readonly Team[], members: readonly Member[]): Team | undefined {
  const sizeOf = (team: Team): number => members.filter((member) => member.teamId === team.id).length;
  return [...teams].sort((a, b) => sizeOf(a) - sizeOf(b))[0];
}
