import { eventKind, type EventKind } from "../kernel/event-kind.ts";
import type { World } from "../kernel/world.ts";
import type { Technique } from "./technique.ts";

export type StepPayload = { readonly stepId: string };

/** The moment at which a step of the story begins. */
export function performStepKind(techniques: ReadonlyMap<string, Technique>): EventKind<StepPayload> {
  return eventKind<StepPayload>("story/step", (world, { stepId }, at) => {
    const step = world.scenario.story.find(({ id }) => id === stepId);
    const technique = step === undefined ? undefined : techniques.get(step.technique);
    const actor = step === undefined ? undefined : world.estate.actors.get(step.actorId);
    const server = step === undefined ? undefined : serverOf(world, step.parameters["host"]);
    if (step === undefined || technique === undefined || actor === undefined || server === undefined) {
      throw new RangeError(`the story has no step ${stepId} that can be performed`);
    }
    technique.perform(world, {
      step,
      actor,
      server,
      at,
      draws: world.stream(`story/${step.id}/perform`),
      cause: { actor: actor.coverName, story: { stepId: step.id, actorId: step.actorId }, parentId: 0 },
      values: world.story.values.get(step.id) ?? {},
      valueOf: (otherId, key) => world.story.values.get(otherId)?.[key] ?? null,
    });
  });
}

/** The Exchange server with this cast role; the first one when the step names none. */
function serverOf(world: World, role: string | number | boolean | undefined): World["estate"]["exchangeServers"][number] | undefined {
  const { exchangeServers, hostsByRole } = world.estate;
  if (typeof role !== "string") return exchangeServers[0];
  const host = hostsByRole.get(role);
  return exchangeServers.find((server) => server.host === host) ?? exchangeServers[0];
}
