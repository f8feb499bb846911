import type { RandomStream } from "../../../base/random-stream.ts";
import type { HostRef, ProcessRef } from "../../activity.ts";
import type { World } from "../../kernel/world.ts";
import type { Tool } from "../../windows/tool.ts";

/** What a server does many times an hour by itself, too small to be planned by anybody. */
export interface Routine {
  /** Its cause is `system/routines/<name>`. */
  readonly name: string;
  readonly hosts: readonly HostRef["role"][];
  /** How often, beside the others of its host. */
  readonly weight: number;
  /** Who starts the program, or does the work where there is none. */
  readonly by: (world: World, host: HostRef, draws: RandomStream) => ProcessRef;
  /** A program below it, or what the service does itself. */
  readonly tool: (world: World, host: HostRef, draws: RandomStream) => Tool | ServiceWork;
}

/** A service writes, reads or loads something and starts nobody. */
export type ServiceWork = Pick<Tool, "runsMs"> & { readonly acts: NonNullable<Tool["acts"]> };
