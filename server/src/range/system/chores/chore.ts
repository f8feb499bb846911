import type { RandomStream } from "../../../base/random-stream.ts";
import type { HostRef } from "../../activity.ts";
import type { World } from "../../kernel/world.ts";
import type { Tool } from "../../windows/tool.ts";

/** Honest work of machines that leaves what intruders leave: the same events, from another hand. */
export interface Chore {
  /** Its cause is `system/chores/<name>`. */
  readonly name: string;
  readonly hosts: readonly HostRef["role"][];
  /** Local hours within which it begins. */
  readonly hours: readonly [number, number];
  /** How many days lie between two times; 1 is daily. */
  readonly everyDays: number;
  /** The task that the scheduler runs it as; null when the backup agent starts it itself. */
  readonly task: string | null;
  readonly tool: (world: World, host: HostRef, draws: RandomStream) => Tool;
}
