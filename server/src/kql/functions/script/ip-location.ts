import { script, type Scripted } from "./script.ts";

/** IPv4 ranges that no location database knows: private, shared, loopback, link-local, documentation, benchmarking, multicast, reserved. */
const RESERVED_V4: readonly (readonly [address: readonly [number, number, number, number], bits: number])[] = [
  [[0, 0, 0, 0], 8],
  [[10, 0, 0, 0], 8],
  [[100, 64, 0, 0], 10],
  [[127, 0, 0, 0], 8],
  [[169, 254, 0, 0], 16],
  [[172, 16, 0, 0], 12],
  [[192, 0, 0, 0], 24],
  [[192, 0, 2, 0], 24],
  [[192, 168, 0, 0], 16],
  [[198, 18, 0, 0], 15],
  [[198, 51, 100, 0], 24],
  [[203, 0, 113, 0], 24],
  [[224, 0, 0, 0], 3],
];

/** The same for IPv6: unspecified and loopback, documentation, unique local, link-local, multicast. */
const RESERVED_V6 = /^(?:::1?$|2001:0?db8:|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:|ff[0-9a-f]{2}:)/i;

const numberOf = (octets: readonly number[]): number => octets.reduce((sum, octet) => sum * 256 + octet, 0);

function isReserved(octets: readonly number[]): boolean {
  const value = numberOf(octets);
  return RESERVED_V4.some(([address, bits]) => {
    const size = 2 ** (32 - bits);
    return Math.floor(value / size) === Math.floor(numberOf(address) / size);
  });
}

/**
 * Where an address is on earth. A reserved address is nowhere, so that its answer is null; all addresses of a lab are reserved.
 * Of any other address only a location database could tell, and there is none here.
 */
function locate(text: string): null {
  const address = text.trim();
  const octets = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(address) ? address.split(".").map(Number) : null;
  const isKnownNowhere =
    octets !== null
      ? octets.some((octet) => octet > 255) || isReserved(octets)
      : !/^[0-9a-f:.]*:[0-9a-f:.]*$/i.test(address) || RESERVED_V6.test(address);
  if (isKnownNowhere) return null;
  throw new Error(
    "[refused: `geo_info_from_ip_address` knows no location of a public address here: there is no location database. Addresses of this lab are reserved ones, which have none.]",
  );
}

export const IP_LOCATION_SCRIPTS: readonly Scripted[] = [
  script("geo_info_from_ip_address", ["string"], "dynamic", (address) => locate(String(address))),
];
