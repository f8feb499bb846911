import { newMutationKey } from "../base/mutation-key.ts";
import { OfflineError } from "./errors.ts";

const RETRY_DELAYS_MS = [400, 1500];

/**
 * Sends one act of a person under one idempotency key, again with the same key when the connection failed on the way: the
 * server then either does it for the first time or answers what it answered before. Never does an act twice.
 */
export async function withKey<T>(send: (key: string) => Promise<T>): Promise<T> {
  const key = newMutationKey();
  for (const delayMs of RETRY_DELAYS_MS) {
    try {
      // One try after the other is the point of a retry.
      // eslint-disable-next-line no-await-in-loop
      return await send(key);
    } catch (error) {
      if (!(error instanceof OfflineError)) throw error;
      // eslint-disable-next-line no-await-in-loop
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
  }
  return send(key);
}
