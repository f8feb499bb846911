const MASK = 0xffff_ffff_ffff_ffffn;
const FACTOR = 0xc6a4_a793_5bd1_e995n;
const SEED = 0xc70f_6907n;

const word = (bytes: Uint8Array, from: number, count: number): bigint => {
  let value = 0n;
  for (let index = count - 1; index >= 0; index--) value = (value << 8n) | BigInt(bytes[from + index] ?? 0);
  return value;
};

/** MurmurHash 2 (64 bits), as the C++ standard library of Kusto's engine hashes texts. */
function hash(text: string): bigint {
  const bytes = new TextEncoder().encode(text);
  const mixed = (value: bigint): bigint => value ^ (value >> 47n);
  let state = SEED ^ ((BigInt(bytes.length) * FACTOR) & MASK);
  const whole = bytes.length - (bytes.length % 8);
  for (let from = 0; from < whole; from += 8) {
    const data = (mixed((word(bytes, from, 8) * FACTOR) & MASK) * FACTOR) & MASK;
    state = ((state ^ data) * FACTOR) & MASK;
  }
  if (whole < bytes.length) state = ((state ^ word(bytes, whole, bytes.length - whole)) * FACTOR) & MASK;
  return mixed((mixed(state) * FACTOR) & MASK);
}

/** Sizes that a hash set grows to: the first primes, then every step about a sixteenth further. */
const SIZES = [
  2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 103, 109, 113, 127, 137, 139, 149, 157,
  167, 179, 193, 199, 211, 227, 241, 257, 277, 293, 313, 337, 359, 383, 409, 439, 467, 503, 541, 577, 619, 661, 709, 761, 823, 887, 953,
  1031, 1109, 1193, 1289, 1381, 1493, 1613, 1741, 1879, 2029, 2179, 2357, 2549, 2753, 2971, 3209, 3469, 3739, 4027, 4349, 4703, 5087, 5503,
  5953, 6427, 6949, 7517, 8123, 8783, 9497, 10273, 11113, 12011, 12983, 14033, 15173, 16411, 17749, 19183, 20753, 22447, 24281, 26267,
  28411, 30727, 33223, 35933, 38873, 42043, 45481, 49201, 53201, 57557, 62233, 67307,
];

/**
 * Tokens in the order of a hash set that was sized for all of them: Kusto lists neighbours and the cells of a polygon in
 * that order. A token goes to the front of its bucket, a bucket's first token to the front of the set.
 */
export function hashOrder(tokens: readonly string[]): string[] {
  const buckets = BigInt(SIZES.find((size) => size >= tokens.length) ?? 67307);
  const groups = new Map<bigint, string[]>();
  for (const token of new Set(tokens)) {
    const bucket = hash(token) % buckets;
    groups.set(bucket, [token, ...(groups.get(bucket) ?? [])]);
  }
  return [...groups.values()].reverse().flat();
}
