import { addMicros, MICROS_PER_HOUR, MICROS_PER_MS, MICROS_PER_SECOND, type SimTime } from "../../../base/sim-time.ts";
import { eventKind } from "../../kernel/event-kind.ts";
import { stretchInterval } from "../../kernel/volume.ts";
import type { World } from "../../kernel/world.ts";
import { ordinaryCause } from "../../people/cause.ts";
import { startProcess } from "../../windows/processes.ts";
import { atItsPace, asLocalSystem, type RunningTool, runTool, SYSTEM32 } from "../../windows/tool.ts";
import { AGENT_ROUTINES } from "./agent-routines.ts";
import { EXCHANGE_ROUTINES } from "./exchange-routines.ts";

const ROUTINES = [...AGENT_ROUTINES, ...EXCHANGE_ROUTINES];
/** Between two routines of a server at full volume: an Exchange server has twice as many services. */
const PAUSE = { exchange: 30 * MICROS_PER_SECOND, other: 240 * MICROS_PER_SECOND };
/** A server is never quiet for longer, however small the volume. */
const LONGEST_PAUSE = 3 * MICROS_PER_HOUR;

const CONSOLE_PROGRAMS: ReadonlySet<string> = new Set(["cmd.exe", "cscript.exe", "powershell.exe"]);

type Turn = { readonly hostName: string; readonly n: number };

/** One of a server's small works, and the appointment for the next. */
const doRoutine = eventKind<Turn>("system/routine", (world, { hostName, n }, at) => {
  const host = world.estate.hostsByName.get(hostName);
  if (host === undefined) return;
  const draws = world.stream(`system/routines/${hostName}/${n}`);
  const pause = Math.min(LONGEST_PAUSE, stretchInterval(world, host.role === "exchange" ? PAUSE.exchange : PAUSE.other));
  world.schedule(doRoutine, addMicros(at, draws.belowBig(2 * pause) + MICROS_PER_MS), { hostName, n: n + 1 });
  const own = ROUTINES.filter(({ hosts }) => hosts.includes(host.role));
  const routine = own[draws.weighted(own.map(({ weight }) => weight))];
  if (routine === undefined) return;
  const cause = ordinaryCause(`system/routines/${routine.name}`);
  const process = routine.by(world, host, draws);
  const tool = routine.tool(world, host, draws);
  if ("path" in tool) {
    const occasion = { world, host, at, cause, draws, parent: process, currentDirectory: "C:\\Windows\\system32\\" };
    showConsole(runTool({ ...occasion, ...asLocalSystem(world) }, atItsPace(tool, draws)));
  } else tool.acts({ world, host, process, cause, draws, startedAt: at, endsAt: addMicros(at, tool.runsMs * MICROS_PER_MS) });
});

/** A service has no console to lend: Windows starts a host for that of each console program. */
function showConsole({ world, host, process, startedAt, endsAt, draws, cause }: RunningTool): void {
  if (!CONSOLE_PROGRAMS.has(process.fileName)) return;
  const at = addMicros(startedAt, draws.between(2_000, 14_000));
  const runsMs = Math.max(1, Math.floor((endsAt - startedAt) / MICROS_PER_MS) - 8);
  const owner = { ...asLocalSystem(world), parent: process };
  const commandLine = "\\??\\C:\\Windows\\system32\\conhost.exe 0xffffffff -ForceV1";
  startProcess(world, host, at, cause, draws, { ...owner, path: `${SYSTEM32}\\conhost.exe`, commandLine }, { runsMs });
}

export const ROUTINE_KINDS = [doRoutine];

/** Every server's first, at a time of its own. */
export function scheduleRoutine(world: World, hostName: string, from: SimTime): void {
  const first = addMicros(from, world.stream(`system/routines/${hostName}/first`).belowBig(MICROS_PER_HOUR));
  world.schedule(doRoutine, first, { hostName, n: 0 });
}
