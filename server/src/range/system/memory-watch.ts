import { addMicros, MICROS_PER_HOUR, MICROS_PER_MINUTE, MICROS_PER_SECOND } from "../../base/sim-time.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { ordinaryCause } from "../people/cause.ts";
import { lsassProcess, wmiProviderProcess } from "../windows/known-processes.ts";
import { recordImageLoad, toolOpensProcess, toolSetsRegistry } from "../windows/tool-acts.ts";
import { agentProcess } from "./agents.ts";

const DEFENDER = "C:\\ProgramData\\Microsoft\\Windows Defender\\Definition Updates\\Default";

/**
 * Antivirus and monitoring look into `lsass.exe` around the clock: with few rights, and now and then with many. The same
 * products load libraries that Windows did not bring and note in the registry what they did.
 */
export const watchMemory = eventKind<{ readonly hostName: string; readonly n: number }>(
  "system/memory-watch",
  (world, { hostName, n }, at) => {
    const draws = world.stream(`system/memory-watch/${hostName}/${n}`);
    world.schedule(watchMemory, addMicros(at, draws.between(70, 190) * MICROS_PER_MINUTE + draws.below(MICROS_PER_MINUTE)), {
      hostName,
      n: n + 1,
    });
    const host = world.estate.hostsByName.get(hostName);
    if (host === undefined) return;
    const cause = ordinaryCause("system/memory-watch");
    const antivirus = agentProcess(world, host, "antivirus");
    const isMonitoring = draws.chance(1, 3);
    const process = isMonitoring ? wmiProviderProcess(world, host) : antivirus;
    const begin = addMicros(at, draws.between(1, 900) * MICROS_PER_SECOND);
    const watching = { world, host, cause, draws, process, startedAt: begin, endsAt: addMicros(begin, 2 * MICROS_PER_SECOND) };
    const rights = draws.pick(isMonitoring ? ["0x1410", "0x1000"] : ["0x1010", "0x101410", "0x1fffff"]);
    toolOpensProcess(watching, lsassProcess(world, host), rights, [
      "C:\\Windows\\SYSTEM32\\ntdll.dll",
      "C:\\Windows\\System32\\KERNELBASE.dll",
    ]);
    if (n % 2 !== 0) return;
    recordImageLoad(watching, antivirus, addMicros(begin, MICROS_PER_SECOND), `${DEFENDER}\\mpengine.dll`, "Microsoft Windows");
    toolSetsRegistry(
      { ...watching, process: antivirus },
      {
        key: "HKLM\\SOFTWARE\\Microsoft\\Windows Defender\\Signature Updates",
        valueName: "SignaturesLastUpdated",
        valueType: "REG_BINARY",
        value: "Binary Data",
      },
    );
  },
);

/** Longest pause before the first look. */
export const MEMORY_WATCH_FIRST = 2 * MICROS_PER_HOUR;
