import type { SimTime } from "../../base/sim-time.ts";
import type { World } from "../kernel/world.ts";
import type { PerformanceContext } from "./technique.ts";

/**
 * Everything that a step needs to act at `at`. Routines that a step started ask again, under a name of their own, so that
 * what they draw does not depend on when.
 * @throws RangeError when the story has no such step, or its actor or server does not exist.
 */
export function performanceContext(world: World, stepId: string, at: SimTime, occasion = "perform"): PerformanceContext {
  const step = world.scenario.story.find(({ id }) => id === stepId);
  const actor = step === undefined ? undefined : world.estate.actors.get(step.actorId);
  const server = step === undefined ? undefined : serverOf(world, step.parameters["host"]);
  if (step === undefined || actor === undefined || server === undefined) {
    throw new RangeError(`the story has no step ${stepId} that can be performed`);
  }
  return {
    step,
    actor,
    server,
    at,
    draws: world.stream(`story/${step.id}/${occasion}`),
    cause: { actor: actor.coverName, story: { stepId: step.id, actorId: step.actorId }, parentId: 0 },
    values: world.story.values.get(step.id) ?? {},
    valueOf: (otherId, key) => world.story.values.get(otherId)?.[key] ?? null,
  };
}

/** The Exchange server with this cast role; the first one when the step names none. */
function serverOf(world: World, role: string | number | boolean | undefined): World["estate"]["exchangeServers"][number] | undefined {
  const { exchangeServers, hostsByRole } = world.estate;
  if (typeof role !== "string") return exchangeServers[0];
  const host = hostsByRole.get(role);
  return exchangeServers.find((server) => server.host === host) ?? exchangeServers[0];
}
