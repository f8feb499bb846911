import { eventKind, type EventKind } from "../kernel/event-kind.ts";
import { performanceContext } from "./performance-context.ts";
import type { Technique } from "./technique.ts";

export type StepPayload = { readonly stepId: string };

/** The moment at which a step of the story begins. */
export function performStepKind(techniques: ReadonlyMap<string, Technique>): EventKind<StepPayload> {
  return eventKind<StepPayload>("story/step", (world, { stepId }, at) => {
    const context = performanceContext(world, stepId, at);
    const technique = techniques.get(context.step.technique);
    if (technique === undefined) throw new RangeError(`the story has no step ${stepId} that can be performed`);
    technique.perform(world, context);
  });
}
