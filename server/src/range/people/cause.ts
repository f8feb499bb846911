import type { Cause } from "../activity.ts";

/** Ordinary life: nobody's story. */
export function ordinaryCause(actor: string, parentId = 0): Cause {
  return { actor, story: null, parentId };
}
