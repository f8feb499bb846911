import type { SessionValue } from "../../session/session-function.ts";
import { elements, printArray } from "./arrays.ts";
import { remembered } from "./remembered.ts";
import { asLong, asNumber, asText, script, type Scripted } from "./script.ts";

const S = "string" as const;
const D = "dynamic" as const;

interface Network {
  readonly address: number;
  readonly bits: number;
}

/** `a.b.c.d` with an optional `/bits`; null when it is none. */
function network(text: string): Network | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text.trim());
  if (match === null) return null;
  const parts = match.slice(1, 5).map(Number);
  const bits = match[5] === undefined ? 32 : Number(match[5]);
  if (parts.some((part) => part > 255) || bits > 32) return null;
  return { address: parts.reduce((sum, part) => sum * 256 + part, 0), bits };
}

const masked = (address: number, bits: number): number => (bits === 0 ? 0 : address - (address % 2 ** (32 - bits)));
const dotted = (address: number): string => [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");

function compare(a: SessionValue, b: SessionValue, prefix?: SessionValue): bigint | null {
  const [x, y] = [network(asText(a)), network(asText(b))];
  if (x === null || y === null) return null;
  const bits = Math.min(x.bits, y.bits, asNumber(prefix ?? null, 32));
  const difference = masked(x.address, bits) - masked(y.address, bits);
  return difference === 0 ? 0n : difference < 0 ? -1n : 1n;
}

function inRange(address: string, range: string): boolean | null {
  const [x, y] = [network(address), network(range)];
  if (x === null || y === null) return null;
  return masked(x.address, y.bits) === masked(y.address, y.bits);
}

const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

function isPrivate(text: string): boolean | null {
  const given = network(text);
  if (given === null) return null;
  return PRIVATE.some((range) => {
    const net = network(range);
    return net !== null && given.bits >= net.bits && masked(given.address, net.bits) === net.address;
  });
}

const listed = (json: SessionValue): string[] =>
  elements(json).flatMap((token) => {
    const value: unknown = JSON.parse(token);
    return Array.isArray(value) ? value.map(String) : [String(value)];
  });

/** The networks of a list; what is none has no address in it. */
const networks = remembered((list) => listed(list).flatMap((range) => network(range) ?? []));

function inAny(address: SessionValue, list: SessionValue): boolean | null {
  const given = network(asText(address));
  if (given === null) return null;
  return networks(asText(list)).some(({ address: base, bits }) => masked(given.address, bits) === masked(base, bits));
}

function format(value: SessionValue, bits: SessionValue | undefined, withMask: boolean): string {
  const text = asText(value);
  const parsed = /^\d+$/.test(text) ? { address: Number(text), bits: 32 } : network(text);
  const asked = bits === null || bits === undefined ? 32 : Number(bits);
  if (parsed === null || asked < 0 || asked > 32 || parsed.address > 0xff_ff_ff_ff) return "";
  // The address's own prefix and the one asked for both hold: the shorter decides.
  const prefix = Math.min(parsed.bits, asked);
  return `${dotted(masked(parsed.address, prefix))}${withMask ? `/${prefix}` : ""}`;
}

/** IPv4 addresses that stand in a text, not part of a longer number or word. */
function addressesIn(text: string): string[] {
  return Array.from(
    text.matchAll(/(?<![\p{L}\p{N}.])(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?![\p{L}\p{N}]|\.\d)/gu),
    (match) => match[1] ?? "",
  ).filter((found) => network(found) !== null);
}

function hasPrefix(text: string, prefix: string): boolean {
  if (network(prefix) !== null) return addressesIn(text).includes(prefix);
  return /^\d{1,3}(\.\d{1,3}){0,2}\.$/.test(prefix) && addressesIn(text).some((address) => address.startsWith(prefix));
}

function rangeToCidrs(first: SessionValue, last: SessionValue): string | null {
  const [a, b] = [network(asText(first)), network(asText(last))];
  if (a === null || b === null || a.address > b.address) return null;
  const cidrs: string[] = [];
  for (let at = a.address; at <= b.address;) {
    let size = 1;
    while (size < 2 ** 32 && at % (size * 2) === 0 && at + size * 2 - 1 <= b.address) size *= 2;
    cidrs.push(JSON.stringify(`${dotted(at)}/${32 - Math.log2(size)}`));
    at += size;
  }
  return printArray(cidrs);
}

/** Eight groups of an IPv6 address, IPv4 ones mapped; null when it is none. */
function groups(text: string): { readonly value: bigint; readonly bits: number } | null {
  const [written = "", prefix] = text.trim().split("/");
  const bits = prefix === undefined ? 128 : Number(prefix);
  const v4 = network(written);
  if (v4 !== null)
    return { value: 0xffff_0000_0000n + BigInt(v4.address), bits: prefix === undefined ? 128 : bits + (bits <= 32 ? 96 : 0) };
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(written);
  const inner = tail === null ? null : network(tail[2] ?? "");
  const address =
    tail === null || inner === null
      ? written
      : `${tail[1] ?? ""}${Math.floor(inner.address / 65536).toString(16)}:${(inner.address % 65536).toString(16)}`;
  const halves = address.split("::");
  if (halves.length > 2 || !/^[0-9a-f:]+$/i.test(address) || !Number.isInteger(bits) || bits < 0 || bits > 128) return null;
  const parts = halves.map((half) => (half === "" ? [] : half.split(":")));
  const known = parts.flat();
  if (known.some((part) => !/^[0-9a-f]{1,4}$/i.test(part)) || (halves.length === 1 ? known.length !== 8 : known.length > 7)) return null;
  const full =
    halves.length === 1 ? known : [...(parts[0] ?? []), ...Array.from({ length: 8 - known.length }, () => "0"), ...(parts[1] ?? [])];
  return { value: full.reduce((sum, part) => sum * 65536n + BigInt(`0x${part}`), 0n), bits };
}

const cut = (value: bigint, bits: number): bigint => value >> BigInt(128 - bits);

function compare6(a: SessionValue, b: SessionValue, prefix?: SessionValue): bigint | null {
  const [x, y] = [groups(asText(a)), groups(asText(b))];
  if (x === null || y === null) return null;
  const bits = Math.min(x.bits, y.bits, asNumber(prefix ?? null, 128));
  const [p, q] = [cut(x.value, bits), cut(y.value, bits)];
  return p === q ? 0n : p < q ? -1n : 1n;
}

function format6(text: string): string {
  const parsed = groups(text);
  if (parsed === null) return "";
  const kept = parsed.bits === 0 ? 0n : cut(parsed.value, parsed.bits) << BigInt(128 - parsed.bits);
  return Array.from({ length: 8 }, (_, index) => ((kept >> BigInt(112 - index * 16)) & 0xffffn).toString(16).padStart(4, "0")).join(":");
}

const in6 = (address: string, range: string): boolean | null => {
  const [x, y] = [groups(address), groups(range)];
  return x === null || y === null ? null : cut(x.value, y.bits) === cut(y.value, y.bits);
};

export const ADDRESS_SCRIPTS: readonly Scripted[] = [
  script("ipv4_is_private", [S], "bool", (text) => isPrivate(asText(text))),
  script("ipv4_is_match", [S, S, "long?"], "bool", (a, b, prefix) => {
    const compared = compare(a ?? null, b ?? null, prefix);
    return compared === null ? null : compared === 0n;
  }),
  script("ipv4_compare", [S, S, "long?"], "long", (a, b, prefix) => compare(a ?? null, b ?? null, prefix)),
  script("ipv4_is_in_range", [S, S], "bool", (a, b) => inRange(asText(a), asText(b))),
  script("ipv4_is_in_any_range", [S, "dynamic*"], "bool", (a, list) => inAny(a ?? null, list ?? null)),
  script("ipv4_netmask_suffix", [S], "long", (text) => BigInt(network(asText(text))?.bits ?? -1)),
  script("parse_ipv4", [S], "long", (text) => {
    const parsed = network(asText(text));
    return parsed === null ? null : BigInt(masked(parsed.address, parsed.bits));
  }),
  script("parse_ipv4_mask", [S, "long"], "long", (text, bits) => {
    const parsed = network(asText(text));
    return parsed === null || asLong(bits) < 0n || asLong(bits) > 32n
      ? null
      : BigInt(masked(parsed.address, Math.min(parsed.bits, asNumber(bits))));
  }),
  script("format_ipv4", ["scalar", "long?"], S, (value, bits) => format(value ?? null, bits, false)),
  script("format_ipv4_mask", ["scalar", "long?"], S, (value, bits) => format(value ?? null, bits, true)),
  script("ipv4_range_to_cidr_list", [S, S], D, (a, b) => rangeToCidrs(a ?? null, b ?? null)),
  script(
    "has_ipv4",
    [S, S],
    "bool",
    (text, address) => network(asText(address)) !== null && addressesIn(asText(text)).includes(asText(address)),
  ),
  script("has_any_ipv4", [S, "dynamic*"], "bool", (text, list) =>
    listed(list ?? null).some((address) => addressesIn(asText(text)).includes(address)),
  ),
  script("has_ipv4_prefix", [S, S], "bool", (text, prefix) => hasPrefix(asText(text), asText(prefix))),
  script("has_any_ipv4_prefix", [S, "dynamic*"], "bool", (text, list) =>
    listed(list ?? null).some((prefix) => hasPrefix(asText(text), prefix)),
  ),
  script("ipv6_compare", [S, S, "long?"], "long", (a, b, prefix) => compare6(a ?? null, b ?? null, prefix)),
  script("ipv6_is_match", [S, S, "long?"], "bool", (a, b, prefix) => {
    const compared = compare6(a ?? null, b ?? null, prefix);
    return compared === null ? null : compared === 0n;
  }),
  script("ipv6_is_in_range", [S, S], "bool", (a, b) => in6(asText(a), asText(b))),
  script("ipv6_is_in_any_range", [S, "dynamic*"], "bool", (a, list) =>
    groups(asText(a)) === null ? null : listed(list ?? null).some((range) => in6(asText(a), range) === true),
  ),
  script("parse_ipv6", [S], S, (text) => format6(asText(text))),
  script("parse_ipv6_mask", [S, "long"], S, (text, bits) => {
    const written = asText(text).split("/")[0] ?? "";
    const isV4 = network(written) !== null;
    const isDotted = written.includes(".");
    const own = asText(text).split("/")[1];
    const limit = own === undefined ? 128 : Number(own) + (isDotted && Number(own) <= 32 ? 96 : 0);
    return format6(`${isV4 ? `::ffff:${written}` : written}/${Math.min(asNumber(bits), limit)}`);
  }),
];
