import { randomInt } from "node:crypto";

/** No I, O, 0 or 1: codes are read aloud. The same alphabet as the contract's `JoinCode`. */
const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LENGTH = 6;
const TRIES_MAX = 20;

/** A join code that is not taken; one in a billion is guessed, and guessing is rate limited. */
export async function drawJoinCode(findTaken: (code: string) => Promise<unknown>): Promise<string> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const code = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
    if ((await findTaken(code)) === null) return code;
  }
  throw new Error(`no free join code in ${TRIES_MAX} draws`);
}
