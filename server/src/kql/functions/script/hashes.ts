import xxhash from "xxhash-wasm";
import type { SessionValue } from "../../session/session-function.ts";
import { asLong, asText, script, type Scripted } from "./script.ts";

const hasher = await xxhash();

/** The remainder is that of the unsigned hash, so it is never negative. */
function reduced(hash: bigint, mod: SessionValue | undefined): bigint | null {
  const by = asLong(mod, 0n);
  if (mod !== null && mod !== undefined) return by > 0n ? hash % by : null;
  return BigInt.asIntN(64, hash);
}

/** Whole numbers and instants are hashed as their eight bytes, lowest first. */
function hashWhole(value: bigint): bigint {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setBigInt64(0, value, true);
  return hasher.h64Raw(new Uint8Array(bytes.buffer));
}

function hashReal(value: number): bigint {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, value, true);
  return hasher.h64Raw(new Uint8Array(bytes.buffer));
}

/** xxHash64 of a value, by the physical type it arrives in. `hash` chooses among them. */
export const HASH_SCRIPTS: readonly Scripted[] = [
  script("hash_of_text", ["string", "long?"], "long", (text, mod) => reduced(hasher.h64(asText(text)), mod)),
  script("hash_of_long", ["long", "long?"], "long", (value, mod) => reduced(hashWhole(asLong(value)), mod)),
  script("hash_of_real", ["real", "long?"], "long", (value, mod) => reduced(hashReal(Number(value)), mod)),
];
