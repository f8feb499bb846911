import { readFileSync } from "node:fs";

/** Clock ticks per second of `/proc`: fixed by Linux for everybody who reads it. */
const TICKS_PER_SECOND = 100;

/** What another process has cost so far; zeros where the system does not tell. */
export interface ProcessCost {
  /** Largest resident set. */
  readonly peakMib: number;
  /** Processor time of all its threads: what a busy machine does not stretch. */
  readonly cpuSeconds: number;
}

export function costOf(pid: number): ProcessCost {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0;
    // Fields are counted from behind the program's name, which may contain blanks.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return { peakMib: Number(peak) / 1024, cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND };
  } catch {
    return { peakMib: 0, cpuSeconds: 0 };
  }
}
