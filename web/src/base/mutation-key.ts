/** A fresh idempotency key. Made once per act of a person, kept over its retries. */
export function newMutationKey(): string {
  return crypto.randomUUID();
}
