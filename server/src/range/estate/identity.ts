import { guidV4Of, hash128, hash32, type Hash128 } from "../../base/hash.ts";
import type { RandomStream } from "../../base/random-stream.ts";

/** GUID that belongs to a thing of the estate for good: a pure function of seed and name. */
export function guidFor(seed: number, name: string): string {
  return guidV4Of(hash128(seed, name));
}

const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function hex16(word: number): string {
  return `${BYTES[word >>> 8]}${BYTES[word & 255]}`;
}

/** A version 4 GUID; built from a table of bytes because every request draws one. */
export function drawGuid(draws: RandomStream): string {
  const a = draws.uint32();
  const b = ((draws.uint32() & 0xffff0fff) | 0x00004000) >>> 0;
  const c = ((draws.uint32() & 0x3fffffff) | 0x80000000) >>> 0;
  const d = draws.uint32();
  return `${hex32(a)}-${hex16(b >>> 16)}-${hex16(b & 0xffff)}-${hex16(c >>> 16)}-${hex16(c & 0xffff)}${hex32(d)}`;
}

/** Lower-case hex of the given length (at most 64 digits). */
export function hexFor(seed: number, name: string, digits: number): string {
  const words: Hash128[] = [hash128(seed, `${name}/0`), hash128(seed, `${name}/1`)];
  return words.flat().map(hex32).join("").slice(0, digits);
}

export function hex32(word: number): string {
  return hex16(word >>> 16) + hex16(word & 0xffff);
}

/** SHA-1, SHA-256 and MD5 as a sensor would print them. They name content; nothing is really hashed. */
export function digestsFor(content: string): { readonly sha1: string; readonly sha256: string; readonly md5: string } {
  return { sha1: hexFor(1, content, 40), sha256: hexFor(256, content, 64), md5: hexFor(5, content, 32) };
}

/** The three middle numbers of a domain's SIDs. */
export function domainSidFor(seed: number, domain: string): string {
  const part = (label: string): number => 1_000_000_000 + (hash32(seed, `sid/${domain}/${label}`) % 3_000_000_000);
  return `S-1-5-21-${part("a")}-${part("b")}-${part("c")}`;
}

/** `fe80::b14f:e9ef:a6b2:f79f%3`. */
export function linkLocalFor(seed: number, hostName: string): string {
  const hex = hexFor(seed, `link-local/${hostName}`, 16);
  const groups = [0, 4, 8, 12].map((at) => Number.parseInt(hex.slice(at, at + 4), 16).toString(16));
  return `fe80::${groups.join(":")}%${3 + (hash32(seed, `zone/${hostName}`) % 12)}`;
}
