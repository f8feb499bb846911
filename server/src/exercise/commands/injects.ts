import { randomUUID } from "node:crypto";
import type { AdHocInject, InjectCommand } from "../../../contract/index.ts";
import { type ExerciseId, injectId, type InjectId, type TeamId, teamId as asTeamId } from "../../state/ids.ts";
import type { PlannedInjectRecord } from "../../state/inject.ts";
import type { Actor } from "../../state/person.ts";
import type { Repositories } from "../../state/state.ts";
import { enter, enterAsMember } from "../access.ts";
import { act } from "../act.ts";
import type { Lab } from "../lab.ts";
import { refuseConflict, refuseNotFound } from "../refusal.ts";
import { rendererFor } from "../scenario-of.ts";

export interface InjectsOnDesk {
  readonly injects: readonly PlannedInjectRecord[];
  readonly render: (text: string) => string;
}

/** Every inject of the exercise; the presenter leaves a team only those that it has received. */
export async function listInjectsAsMember(
  lab: Lab,
  actor: Actor,
  exerciseId: ExerciseId,
): Promise<InjectsOnDesk & { readonly teamId: TeamId }> {
  const { teamId } = await enterAsMember(lab, actor, exerciseId);
  return { teamId, injects: await lab.state.injects.list(exerciseId), render: await rendererFor(lab, { id: exerciseId }) };
}

export async function acknowledgeInject(lab: Lab, actor: Actor, exerciseId: ExerciseId, key: string, id: InjectId): Promise<void> {
  const { teamId, person } = await enterAsMember(lab, actor, exerciseId);
  await act(
    lab,
    { key, actorId: person.id },
    async (repositories) => {
      const inject = await findInject(repositories, exerciseId, id);
      const isReceived = inject.status === "sent" && (inject.teamId === null || inject.teamId === teamId);
      if (!isReceived) throw refuseNotFound("There is no such message.");
      await repositories.injects.acknowledge(id, teamId);
      return { id };
    },
    () => [{ kind: "InjectAcknowledged", exerciseId, teamId, userId: person.id, injectId: id }],
  );
}

export async function listPlannedInjects(lab: Lab, actor: Actor, exerciseId: ExerciseId): Promise<InjectsOnDesk> {
  await enter(lab, actor, exerciseId, "facilitate");
  return injectsOnDesk(lab, exerciseId);
}

/** Sends now, holds back, releases or skips a planned inject. */
export async function commandInject(
  lab: Lab,
  actor: Actor,
  exerciseId: ExerciseId,
  { key, injectId: id, verb }: InjectCommand,
): Promise<InjectsOnDesk> {
  const { person } = await enter(lab, actor, exerciseId, "facilitate");
  await act(
    lab,
    { key, actorId: person.id },
    async (repositories) => {
      const { id: own } = await findInject(repositories, exerciseId, injectId(id));
      const isDone = await carryOut(repositories, own, verb, lab.runtime.simNowOf(exerciseId));
      if (!isDone) throw refuseConflict("inject/not_waiting", "This inject has been sent or skipped already.");
      return findInject(repositories, exerciseId, own);
    },
    (inject) => [{ kind: inject.status === "sent" ? "InjectSent" : "InjectChanged", exerciseId, inject }],
  );
  return injectsOnDesk(lab, exerciseId);
}

/** A message that no script has foreseen, to one team or to all. */
export async function sendAdHocInject(lab: Lab, actor: Actor, exerciseId: ExerciseId, request: AdHocInject): Promise<InjectsOnDesk> {
  const { person } = await enter(lab, actor, exerciseId, "facilitate");
  await act(
    lab,
    { key: request.key, actorId: person.id },
    async ({ exercises, injects }) => {
      const teams = await exercises.teamsOf(exerciseId);
      const team = teams.find(({ id }) => id === request.teamId);
      if (request.teamId !== null && team === undefined) throw refuseNotFound("There is no such team in this exercise.");
      const inject: PlannedInjectRecord = {
        id: injectId(randomUUID()),
        exerciseId,
        teamId: request.teamId === null ? null : asTeamId(request.teamId),
        plannedAt: null,
        channel: request.channel,
        from: request.from,
        to: team?.name ?? "Every team",
        subject: request.subject,
        body: request.body,
        expectedAction: "",
        status: "sent",
        sentAt: lab.runtime.simNowOf(exerciseId),
        acknowledgedBy: [],
      };
      await injects.insert(inject);
      return inject;
    },
    (inject) => [{ kind: "InjectSent", exerciseId, inject }],
  );
  return injectsOnDesk(lab, exerciseId);
}

async function findInject({ injects }: Repositories, exerciseId: ExerciseId, id: InjectId): Promise<PlannedInjectRecord> {
  const inject = await injects.find(id);
  if (inject === null || inject.exerciseId !== exerciseId) throw refuseNotFound("There is no such inject.");
  return inject;
}

function carryOut(
  { injects }: Repositories,
  id: InjectId,
  verb: InjectCommand["verb"],
  now: Parameters<Repositories["injects"]["markSent"]>[1],
): Promise<boolean> {
  switch (verb) {
    case "send":
      return injects.markSent(id, now);
    case "hold":
      return injects.setStatus(id, "held");
    case "release":
      return injects.setStatus(id, "scheduled");
    case "skip":
      return injects.setStatus(id, "skipped");
  }
}

async function injectsOnDesk(lab: Lab, exerciseId: ExerciseId): Promise<InjectsOnDesk> {
  return { injects: await lab.state.injects.list(exerciseId), render: await rendererFor(lab, { id: exerciseId }) };
}
