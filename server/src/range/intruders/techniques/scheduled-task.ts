import { recordTaskRegistered } from "../../windows/scheduled-tasks.ts";
import { during } from "../../windows/tool-acts.ts";
import { windowsTool } from "../../windows/tool.ts";
import { addMicros, MICROS_PER_MINUTE } from "../../../base/sim-time.ts";
import { hostOf } from "../foothold.ts";
import { runTaskAgain, taskLine, taskNameOf } from "../routines/task-routine.ts";
import type { Technique } from "../technique.ts";
import { toolTechnique, textOf, textParameter } from "../tool-technique.ts";

const registration = toolTechnique({
  name: "scheduled-task",
  lookAlike: { by: "system/chores/agent-update", table: "SecurityEvent", column: "EventID", shows: "^4698$" },
  summary: "Registers a task that runs as the local system every so often, and lets it run.",
  attack: ["T1053.005", "T1059.001"],
  parameters: [
    textParameter("name", "The task's name; `Winnet` if left out."),
    { name: "minutes", kind: "integer", choices: [], isRequired: false, doc: "Every how many minutes it runs; 45 if left out." },
    { name: "runs", kind: "integer", choices: [], isRequired: false, doc: "How often it runs before somebody stops it; 12 if left out." },
    textParameter("command", "What it runs; an encoded download of the actor's if left out."),
  ],
  yields: ["task"],
  decide: (context) => ({ task: textOf(context, "name", "Winnet") }),
  source: "Red Canary (Sapphire Pigeon); SigmaHQ",
  tools(world, context) {
    const minutes = minutesOf(context.step.parameters["minutes"]);
    const name = taskNameOf(context);
    const line = taskLine(context);
    const create = `schtasks /create /ru system /sc MINUTE /mo ${minutes} /tn ${name} /tr "${line}" /F`;
    const [command = "", ...rest] = line.split(" ");
    const task = { name: `\\${name}`, command, arguments: rest.join(" "), interval: `PT${minutes}M` };
    return [
      windowsTool("schtasks.exe", create, 240, {
        acts: (tool) => recordTaskRegistered(world, tool.host, during(tool, 0.5), tool.cause, tool.process, task),
      }),
    ];
  },
});

/** Persistence by the clock. Its runs are appointments of their own, so they go on while the story does something else. */
export const scheduledTask: Technique = {
  ...registration,
  perform(world, context) {
    registration.perform(world, context);
    const { step, at } = context;
    const minutes = minutesOf(step.parameters["minutes"]);
    const left = typeof step.parameters["runs"] === "number" ? step.parameters["runs"] : 12;
    const payload = { stepId: step.id, hostName: hostOf(world, context).name, minutes, left };
    if (left > 0) world.schedule(runTaskAgain, addMicros(at, minutes * MICROS_PER_MINUTE), payload);
  },
};

function minutesOf(value: unknown): number {
  return typeof value === "number" && value > 0 ? value : 45;
}
