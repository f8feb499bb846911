import { readBrief } from "../../exercise/commands/brief.ts";
import { commandClock } from "../../exercise/commands/command-clock.ts";
import { createClassExercise } from "../../exercise/commands/create-exercise.ts";
import { acknowledgeInject, listInjectsAsMember } from "../../exercise/commands/injects.ts";
import { listMyExercises, type Situation, situationOf, viewExercise } from "../../exercise/commands/view-exercise.ts";
import { presentBrief, presentExercise } from "../../present/exercise.ts";
import { hasReceived, presentReceivedInject } from "../../present/inject.ts";
import { exerciseId, injectId } from "../../state/ids.ts";
import type { Implementer, RouteDeps } from "../context.ts";

export function exerciseRoutes(api: Implementer, { lab, presence }: RouteDeps) {
  const present = (situation: Situation) =>
    presentExercise({ ...situation, isOnline: (userId) => presence.isOnline(situation.exercise.id, userId) });
  return {
    mine: api.exercises.mine.handler(async ({ context }) => (await listMyExercises(lab, context.actor)).map(present)),
    create: api.exercises.create.handler(async ({ context, input }) => {
      const exercise = await createClassExercise(lab, context.actor, input);
      return present(await situationOf(lab, context.actor, exercise));
    }),
    get: api.exercises.get.handler(async ({ context, input }) =>
      present(await viewExercise(lab, context.actor, exerciseId(input.exerciseId))),
    ),
    clock: api.exercises.clock.handler(({ context, input }) =>
      commandClock(lab, context.actor, exerciseId(input.exerciseId), input.key, input.command),
    ),
    brief: api.exercises.brief.handler(async ({ context, input }) => {
      const { scenario, render } = await readBrief(lab, context.actor, exerciseId(input.exerciseId));
      return presentBrief(scenario, render);
    }),
    injects: api.exercises.injects.handler(async ({ context, input }) => {
      const { injects, teamId, render } = await listInjectsAsMember(lab, context.actor, exerciseId(input.exerciseId));
      return injects.flatMap((inject) => (hasReceived(inject, teamId) ? [presentReceivedInject(inject, teamId, render)] : []));
    }),
    acknowledgeInject: api.exercises.acknowledgeInject.handler(async ({ context, input }) => {
      await acknowledgeInject(lab, context.actor, exerciseId(input.exerciseId), input.key, injectId(input.injectId));
      return { ok: true };
    }),
  };
}
