const FIRST_MS = 500;
const MAX_MS = 20_000;

/**
 * How long to wait before try number `attempt` (counting from 0): doubling, capped, and spread over half of its length by
 * `random` (0 to 1), so that a class does not come back in one instant after a server start.
 */
export function backoffMs(attempt: number, random: number): number {
  const fullMs = Math.min(MAX_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(fullMs / 2 + (fullMs / 2) * random);
}
