/** Four 32-bit words. */
export type Hash128 = readonly [number, number, number, number];

const encoder = new TextEncoder();
const ascii = new Uint8Array(256);
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Scrambles 32 bits so that each output bit depends on every input bit; a bijection. */
export function mix32(word: number): number {
  return finalise(word);
}

function finalise(word: number): number {
  let x = word;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/**
 * A fast 128-bit hash of text (UTF-8) under a 32-bit key. For naming streams and making opaque ids, not for secrets
 * against an adversary with time. Integer arithmetic only, so every platform agrees.
 */
export function hash128(key: number, text: string): Hash128 {
  let a = finalise(key ^ 0x9e3779b9);
  let b = finalise(key ^ 0x243f6a88);
  let c = finalise(key ^ 0xb7e15162);
  let d = finalise(key ^ 0xdeadbeef);
  const isAscii = copyAscii(text);
  const bytes = isAscii ? ascii : encoder.encode(text);
  const length = isAscii ? text.length : bytes.length;
  for (let index = 0; index < length; index++) {
    const byte = bytes[index] ?? 0;
    a = Math.imul(a ^ byte, 0x597399a1);
    b = Math.imul(b ^ byte ^ (a >>> 15), 0x2c9277b5);
    c = Math.imul(c ^ byte ^ (b >>> 13), 0xa5b35705);
    d = Math.imul(d ^ byte ^ (c >>> 11), 0x5851f42d);
  }
  a = finalise(a ^ (d >>> 7));
  b = finalise(b ^ a);
  c = finalise(c ^ b);
  d = finalise(d ^ c);
  return [finalise(a ^ d), b, c, d];
}

/** Puts the text into `ascii`, if it is ASCII and fits, as nearly all names do: far cheaper than an encoder's new array. */
function copyAscii(text: string): boolean {
  if (text.length > ascii.length) return false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) return false;
    ascii[index] = code;
  }
  return true;
}

/** One 32-bit word of {@link hash128}. */
export function hash32(key: number, text: string): number {
  return hash128(key, text)[0];
}

/** Lower-case hex of four words, in GUID form. */
export function guidOf([a, b, c, d]: Hash128): string {
  return `${hexOf(a)}-${hex16(b >>> 16)}-${hex16(b & 0xffff)}-${hex16(c >>> 16)}-${hex16(c & 0xffff)}${hexOf(d)}`;
}

function hexOf(word: number): string {
  return hex16(word >>> 16) + hex16(word & 0xffff);
}

function hex16(half: number): string {
  return (HEX[half >>> 8] ?? "") + (HEX[half & 0xff] ?? "");
}

/** The same as a version 4 GUID: version and variant bits set as RFC 9562 wants them. */
export function guidV4Of([a, b, c, d]: Hash128): string {
  return guidOf([a, ((b & 0xffff0fff) | 0x00004000) >>> 0, ((c & 0x3fffffff) | 0x80000000) >>> 0, d]);
}
