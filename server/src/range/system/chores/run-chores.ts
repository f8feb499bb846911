import { addMicros, MICROS_PER_HOUR, type SimTime } from "../../../base/sim-time.ts";
import { hash32 } from "../../../base/hash.ts";
import { eventKind } from "../../kernel/event-kind.ts";
import type { World } from "../../kernel/world.ts";
import { ordinaryCause } from "../../people/cause.ts";
import { recordTaskRun } from "../../windows/scheduled-tasks.ts";
import { atItsPace, asLocalSystem, runTool } from "../../windows/tool.ts";
import { agentProcess } from "../agents.ts";
import { SERVER_CHORES } from "./server-chores.ts";

type Turn = { readonly hostName: string; readonly chore: number; readonly day: number };

/** One turn of a chore, and the appointment for the next. */
const doChore = eventKind<Turn>("system/chore", (world, { hostName, chore: index, day }, at) => {
  const chore = SERVER_CHORES[index];
  const host = world.estate.hostsByName.get(hostName);
  if (chore === undefined || host === undefined) return;
  planTurn(world, { hostName, chore: index, day: day + chore.everyDays });
  const draws = world.stream(`system/chores/${chore.name}/${hostName}/${day}`);
  const cause = ordinaryCause(`system/chores/${chore.name}`);
  const tool = chore.tool(world, host, draws);
  if (chore.task !== null) {
    recordTaskRun(world, host, { at, cause, draws }, chore.task, tool);
    return;
  }
  const parent = agentProcess(world, host, "backup");
  const occasion = { world, host, at, cause, draws, parent, ...asLocalSystem(world), currentDirectory: "C:\\Windows\\system32\\" };
  runTool(occasion, atItsPace(tool, draws));
});

export const CHORE_KINDS = [doChore];

/** The first turn of every chore on every server, each on a day of its own within the chore's rhythm. */
export function scheduleChores(world: World): void {
  for (const { name: hostName, role } of world.estate.hosts) {
    for (const [chore, { name, hosts, everyDays }] of SERVER_CHORES.entries()) {
      if (!hosts.includes(role)) continue;
      planTurn(world, { hostName, chore, day: hash32(world.seed, `${hostName}/${name}`) % everyDays });
    }
  }
}

/** Days count from the beginning of the history. */
function planTurn(world: World, turn: Turn): void {
  const chore = SERVER_CHORES[turn.chore];
  if (chore === undefined) return;
  const [from, to] = chore.hours;
  const draws = world.stream(`system/chores/${chore.name}/${turn.hostName}/${turn.day}/hour`);
  const day = world.calendar.dayOf(addMicros(world.window.historyStart, turn.day * 24 * MICROS_PER_HOUR));
  const at: SimTime = world.calendar.atHour(day, from + ((to - from) * draws.below(10_000)) / 10_000);
  if (at >= world.now) world.schedule(doChore, at, turn);
  else planTurn(world, { ...turn, day: turn.day + chore.everyDays });
}
