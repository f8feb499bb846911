import { hash32 } from "../../../base/hash.ts";
import { addMicros, MICROS_PER_MINUTE, MICROS_PER_SECOND } from "../../../base/sim-time.ts";
import type { HostRef, ProcessRef } from "../../activity.ts";
import { eventKind } from "../../kernel/event-kind.ts";
import type { World } from "../../kernel/world.ts";
import { describeProcess } from "../../windows/processes.ts";
import { servicesProcess } from "../../windows/standing-processes.ts";
import { recordConnection } from "../../windows/tool-acts.ts";
import { asLocalSystem } from "../../windows/tool.ts";
import { endpointOf } from "../actor-habits.ts";
import { hostOf } from "../foothold.ts";
import { performanceContext } from "../performance-context.ts";
import type { PerformanceContext } from "../technique.ts";
import { textOf } from "../tool-technique.ts";

/** A program of the actor's that stays calls home. */
export const callHome = eventKind<{ readonly stepId: string; readonly minutes: number; readonly left: number }>(
  "story/call-home",
  (world, { stepId, minutes, left }, at) => {
    const context = performanceContext(world, stepId, at, `call-home/${left}`);
    const { draws, actor, cause } = context;
    const host = hostOf(world, context);
    recordConnection({ world, host, cause, draws }, implantProcess(world, context, host), at, endpointOf(actor, "c2"));
    const pause = minutes * MICROS_PER_MINUTE + draws.between(-12, 12) * MICROS_PER_SECOND;
    if (left > 1) world.schedule(callHome, addMicros(at, pause), { stepId, minutes, left: left - 1 });
  },
);

/** The process of a step's implant: the same from its start to its last call, in any continuation of the run. */
export function implantProcess(world: World, context: Pick<PerformanceContext, "step">, host: HostRef): ProcessRef {
  const { step } = context;
  const startedAt = world.story.occurrences.find(({ stepId }) => stepId === step.id)?.at ?? world.window.exerciseStart;
  return world.recallProcess(`story/${step.id}/implant`, () => {
    const path = textOf(context, "program", "C:\\ProgramData\\Update\\update.exe");
    return describeProcess(host, 4 * (600 + (hash32(world.seed, step.id) % 3_600)), addMicros(startedAt, 4 * MICROS_PER_SECOND), {
      ...asLocalSystem(world),
      path,
      commandLine: textOf(context, "line", path),
      parent: servicesProcess(world, host),
    });
  });
}
