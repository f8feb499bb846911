import type { UserId, WallMs } from "./ids.ts";

/** A one-time link; only the hash of its token is kept. */
export interface SignInLink {
  readonly tokenHash: string;
  readonly userId: UserId;
  readonly createdAt: WallMs;
  readonly expiresAt: WallMs;
}

export interface SignInLinkRepository {
  insert(link: SignInLink): Promise<void>;
  /** Whose link it is, the first time and before it expires; null otherwise. */
  redeem(tokenHash: string, now: WallMs): Promise<UserId | null>;
}
