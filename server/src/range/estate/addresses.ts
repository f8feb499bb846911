import type { RandomStream } from "../../base/random-stream.ts";

/** Ranges that the internet of a simulated world may use (RFC 5737, RFC 2544). */
export const DOCUMENTATION_NETWORKS = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "198.18.0.0/15"] as const;

/** @throws RangeError unless `text` is a dotted IPv4 address. */
export function parseIpv4(text: string): number {
  const parts = text.split(".").map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) {
    throw new RangeError(`not an IPv4 address: ${text}`);
  }
  return parts.reduce((address, part) => address * 256 + part, 0);
}

export function formatIpv4(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");
}

export interface Ipv4Network {
  readonly base: number;
  readonly length: number;
}

/** @throws RangeError unless `cidr` looks like `198.51.100.0/24`. */
export function parseNetwork(cidr: string): Ipv4Network {
  const [address = "", prefix = "32"] = cidr.split("/");
  const bits = Number(prefix);
  if (!Number.isInteger(bits) || bits < 8 || bits > 32) throw new RangeError(`not a network: ${cidr}`);
  const length = 2 ** (32 - bits);
  const base = parseIpv4(address);
  return { base: base - (base % length), length };
}

/** The host with this number (1 = first usable) in the network; wraps inside it. */
export function hostIn(network: Ipv4Network, number: number): string {
  const usable = Math.max(1, network.length - 2);
  return formatIpv4(network.length === 1 ? network.base : network.base + 1 + ((number - 1) % usable));
}

export function drawAddress(draws: RandomStream, networks: readonly string[]): string {
  const network = parseNetwork(draws.pick(networks));
  return hostIn(network, draws.between(1, Math.max(1, network.length - 2)));
}

/** Whether the address lies in one of the networks; IPv6 and names never do. */
export function isInside(address: string, networks: readonly string[]): boolean {
  if (networks.length === 0 || !/^\d+\.\d+\.\d+\.\d+$/.test(address)) return false;
  const value = parseIpv4(address);
  return networks.some((cidr) => {
    const { base, length } = parseNetwork(cidr);
    return value >= base && value < base + length;
  });
}
