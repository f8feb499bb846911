import { createHash, randomBytes } from "node:crypto";
import { type UserId, type WallMs, wallMs } from "../state/ids.ts";
import type { State } from "../state/state.ts";

const VALID_MS = 24 * 60 * 60 * 1000;

/** Draws a token for the person; only its hash is kept, so nobody can read a valid link out of the database. */
export async function drawLinkToken({ signInLinks }: Pick<State, "signInLinks">, userId: UserId, now: WallMs): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await signInLinks.insert({ tokenHash: hashOf(token), userId, createdAt: now, expiresAt: wallMs(now + VALID_MS) });
  return token;
}

/** Whose token it is; null when it is unknown, used or expired, and nobody learns which. */
export function redeemLinkToken({ signInLinks }: Pick<State, "signInLinks">, token: string, now: WallMs): Promise<UserId | null> {
  return signInLinks.redeem(hashOf(token), now);
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
