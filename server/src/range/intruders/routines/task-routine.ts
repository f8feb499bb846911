import { addMicros, MICROS_PER_MINUTE } from "../../../base/sim-time.ts";
import { eventKind } from "../../kernel/event-kind.ts";
import { recordTaskRun } from "../../windows/scheduled-tasks.ts";
import { toolConnects } from "../../windows/tool-acts.ts";
import { POWERSHELL, SYSTEM32, type Tool } from "../../windows/tool.ts";
import { endpointOf } from "../actor-habits.ts";
import { encodeInertText } from "../inert-encoding.ts";
import { performanceContext } from "../performance-context.ts";
import type { PerformanceContext } from "../technique.ts";
import { textOf } from "../tool-technique.ts";

/** A task that a step registered runs again. */
export const runTaskAgain = eventKind<{
  readonly stepId: string;
  readonly hostName: string;
  readonly minutes: number;
  readonly left: number;
}>("story/task-run", (world, { stepId, hostName, minutes, left }, at) => {
  const host = world.estate.hostsByName.get(hostName);
  if (host === undefined) return;
  const context = performanceContext(world, stepId, at, `task-run/${left}`);
  const { draws, cause } = context;
  recordTaskRun(world, host, { at: addMicros(at, draws.below(900_000)), cause, draws }, `\\${taskNameOf(context)}`, taskTool(context));
  if (left > 1) world.schedule(runTaskAgain, addMicros(at, minutes * MICROS_PER_MINUTE), { stepId, hostName, minutes, left: left - 1 });
});

export function taskNameOf(context: Pick<PerformanceContext, "step">): string {
  return textOf(context, "name", "Winnet");
}

/** What the task runs, as its registration and its process show it. */
export function taskLine(context: Pick<PerformanceContext, "step">): string {
  return textOf(context, "command", `powershell -nop -w hidden -ep bypass -enc ${encodeInertText("the task's download is withheld")}`);
}

function taskTool(context: PerformanceContext): Tool {
  const line = taskLine(context);
  const [program = ""] = line.split(" ");
  const path = program.includes("\\") ? program : program.startsWith("powershell") ? POWERSHELL : `${SYSTEM32}\\${program}`;
  return {
    path,
    line,
    runsMs: context.draws.between(1_900, 12_000),
    acts: (tool) => toolConnects(tool, endpointOf(context.actor, "download")),
  };
}
