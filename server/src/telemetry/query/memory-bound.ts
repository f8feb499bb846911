import type { InstanceLimits } from "./opened-world.ts";

const GIB = 1024 ** 3;
/** V8 of Node 22 and later claims half a gibibyte of addresses as it starts, used or not (`VmData` of an idle process: 574 MB on Node 24, 49 MB on Node 20). */
const RESERVED_BYTES = Number.parseInt(process.versions.node, 10) >= 22 ? 0.625 * GIB : 0;
/** Node, the language engine and DuckDB's own code, before the first row. */
const PROGRAM_BYTES = GIB;

const UNITS: Readonly<Record<string, number>> = { KB: 1e3, MB: 1e6, GB: 1e9, KIB: 1024, MIB: 1024 ** 2, GIB };

/** Bytes of a limit as DuckDB writes it: `512MB`. @throws Error when it is none. */
function bytesOf(limit: string): number {
  const [, amount = "", unit = ""] = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(limit) ?? [];
  const factor = UNITS[unit.toUpperCase()];
  if (factor === undefined) throw new Error(`not a memory limit: ${limit}`);
  return Number(amount) * factor;
}

interface Share {
  readonly processCount: number;
  readonly openWorldsMax: number;
  readonly instance: InstanceLimits;
}

/**
 * Bytes that one query process may claim: the program, and every world that it may hold open at its limit; but all processes
 * together no more than half of the machine, as long as each can work at all. What V8 only reserves comes on top.
 */
export function memoryBound(
  { processCount, openWorldsMax, instance }: Share,
  machineBytes: number,
  reservedBytes = RESERVED_BYTES,
): number {
  const perWorld = bytesOf(instance.memoryLimit);
  const least = PROGRAM_BYTES + perWorld;
  const most = PROGRAM_BYTES + openWorldsMax * perWorld;
  return reservedBytes + Math.max(least, Math.min(most, machineBytes / 2 / processCount));
}
