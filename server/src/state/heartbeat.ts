import type { WallMs } from "./ids.ts";

/** When a server process began, and when it was last known to be alive. */
export interface ServerLife {
  readonly from: WallMs;
  readonly until: WallMs;
}

/**
 * The server's own sign of life. Saving every running clock every few milliseconds would be too much to ask of a database;
 * one instant for all of them is not, and tells after a crash how far they had come.
 */
export interface Heartbeat {
  /** The life before this one; null when nothing sound is known of it. */
  readonly lifeBefore: ServerLife | null;
  /** Notes that the server is alive. Cheap, and done when it returns: it outlives the process however that ends. */
  beat(now: WallMs): void;
}
