/** Blocks that nobody on the Internet has: RFC 1918, 5737, 2544, loopback, link-local, unspecified and masks. */
const BLOCKS = [
  [0x0a000000, 8],
  [0xac100000, 12],
  [0xc0a80000, 16],
  [0xc0000200, 24],
  [0xc6336400, 24],
  [0xcb007100, 24],
  [0xc6120000, 15],
  [0x7f000000, 8],
  [0xa9fe0000, 16],
  [0x00000000, 8],
  [0xff000000, 8],
] as const;

export function isDocumentationIpv4(address: string): boolean {
  const value = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return BLOCKS.some(([base, bits]) => Math.floor(value / 2 ** (32 - bits)) === Math.floor(base / 2 ** (32 - bits)));
}

/** 2001:db8::/32, loopback, unspecified, link-local and unique-local. */
export function isDocumentationIpv6(address: string): boolean {
  return /^(2001:0?db8(:|$)|::1?$|fe[89ab][0-9a-f]:|f[cd][0-9a-f]{2}:)/i.test(address);
}
