/** First and last address of a network, as 32 hexadecimal digits, so that they compare as text. */
export interface IpRange {
  readonly low: string;
  readonly high: string;
}

const MAPPED = 0xffff_0000_0000n;
const ALL = (1n << 128n) - 1n;

function v4(text: string): bigint | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  const parts = match?.slice(1, 5).map(Number) ?? [];
  if (parts.length !== 4 || parts.some((part) => part > 255)) return null;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

/** Groups of one side of `::`; an IPv4 address at the end stands for two. */
function groups(text: string): number[] | null {
  if (text === "") return [];
  const parts = text.split(":");
  const last = parts.at(-1) ?? "";
  const tail = last.includes(".") ? v4(last) : null;
  const words = tail === null ? parts : [...parts.slice(0, -1), (tail >> 16n).toString(16), (tail & 0xffffn).toString(16)];
  return words.every((word) => /^[0-9a-f]{1,4}$/i.test(word)) ? words.map((word) => Number.parseInt(word, 16)) : null;
}

function v6(text: string): bigint | null {
  const sides = text.split("::");
  if (sides.length > 2) return null;
  const [left, right] = [groups(sides[0] ?? ""), groups(sides[1] ?? "")];
  if (left === null || right === null) return null;
  const missing = 8 - left.length - right.length;
  if (sides.length === 2 ? missing < 1 : missing !== 0) return null;
  return [...left, ...Array.from({ length: missing }, () => 0), ...right].reduce((sum, group) => sum * 65_536n + BigInt(group), 0n);
}

/**
 * The range of an address or a network in prefix notation. IPv4 lies where IPv6 has it (`::ffff:0:0/96`), so that both
 * compare; with `onlyV4` anything else is no address. Null when the text is none.
 */
export function ipRange(text: string, onlyV4: boolean): IpRange | null {
  const match = /^([^/]+?)(?:\/(\d{1,3}))?$/.exec(text.trim());
  const [, address = "", suffix] = match ?? [];
  const four = v4(address);
  const value = four === null ? (onlyV4 ? null : v6(address)) : MAPPED + four;
  if (value === null) return null;
  const width = four === null ? 128 : 32;
  const bits = suffix === undefined ? width : Number(suffix);
  if (bits > width) return null;
  const host = (1n << BigInt(width - bits)) - 1n;
  const hex = (wide: bigint): string => wide.toString(16).padStart(32, "0");
  return { low: hex(value & (ALL ^ host)), high: hex(value | host) };
}
