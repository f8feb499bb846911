import type { Program } from "../../programs/program.ts";
import type { InstanceLimits } from "./opened-world.ts";

const GIB = 1024 ** 3;
/** V8 of Node 22 and later claims half a gibibyte of addresses as it starts, used or not (`VmData` of an idle process: 574 MB on Node 24, 49 MB on Node 20). */
const V8_RESERVED_BYTES = Number.parseInt(process.versions.node, 10) >= 22 ? 0.625 * GIB : 0;
/** A program that is run from its source has the compiler and the maps of all sources in it (`VmData` of an idle query process: 570 MB instead of 320 MB). */
const COMPILER_BYTES = 0.25 * GIB;
/** Node, the language engine and DuckDB's own code, before the first row. */
const PROGRAM_BYTES = GIB;

const UNITS: Readonly<Record<string, number>> = { KB: 1e3, MB: 1e6, GB: 1e9, KIB: 1024, MIB: 1024 ** 2, GIB };

/** What a program claims before it does anything: by what V8 reserves, and by the compiler where it is run from its source. */
export function reservedBytes({ execArgv }: Pick<Program, "execArgv">): number {
  return V8_RESERVED_BYTES + (execArgv.length > 0 ? COMPILER_BYTES : 0);
}

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
 * together no more than half of the machine, as long as each can work at all. What is only reserved comes on top.
 */
export function memoryBound({ processCount, openWorldsMax, instance }: Share, machineBytes: number, reserved: number): number {
  const perWorld = bytesOf(instance.memoryLimit);
  const least = PROGRAM_BYTES + perWorld;
  const most = PROGRAM_BYTES + openWorldsMax * perWorld;
  return reserved + Math.max(least, Math.min(most, machineBytes / 2 / processCount));
}
