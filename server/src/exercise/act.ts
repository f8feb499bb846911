import type { UserId } from "../state/ids.ts";
import { KeyTaken, type Repositories } from "../state/state.ts";
import type { LabEvent } from "./events.ts";
import type { Lab } from "./lab.ts";
import { refuseConflict } from "./refusal.ts";

/**
 * Does what a person asked for: once per key, in one transaction, and announces it after it is on disk. A repeated key returns
 * the first answer and announces nothing.
 * @throws Refusal CONFLICT when the key is somebody else's.
 */
export async function act<T>(
  lab: Lab,
  who: { readonly key: string; readonly actorId: UserId },
  work: (repositories: Repositories) => Promise<T>,
  announce: (answer: T) => readonly LabEvent[],
): Promise<T> {
  try {
    const { answer, isRepeat } = await lab.state.mutate(who, work);
    if (!isRepeat) for (const event of announce(answer)) lab.bus.announce(event);
    return answer;
  } catch (error) {
    if (error instanceof KeyTaken) throw refuseConflict("mutation/key_taken", "This key was used before. Send the request with a new one.");
    throw error;
  }
}
