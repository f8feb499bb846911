import { createHash, randomBytes } from "node:crypto";

/** Recognisable, so that scanners and people who find one in a notebook know what it is. */
const PREFIX = "mailroom_";

/** 256 random bits, as text that survives headers and connection strings. */
export function drawQueryTokenSecret(): string {
  return PREFIX + randomBytes(32).toString("base64url");
}

/** What is kept of a secret. A plain hash is enough for something that nobody could guess. */
export function hashQueryTokenSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
