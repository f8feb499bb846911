const ALPHABET = "0123456789bcdefghjkmnpqrstuvwxyz";

export interface GeohashCell {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** The geohash of a point, `size` characters long (1 to 18). */
export function encodeGeohash(longitude: number, latitude: number, size: number): string {
  let text = "";
  let [west, east, south, north] = [-180, 180, -90, 90];
  let isLongitude = true;
  while (text.length < size) {
    let digit = 0;
    for (let bit = 0; bit < 5; bit++, isLongitude = !isLongitude) {
      const middle = isLongitude ? (west + east) / 2 : (south + north) / 2;
      const isUpper = (isLongitude ? longitude : latitude) >= middle;
      digit = digit * 2 + (isUpper ? 1 : 0);
      if (isLongitude) [west, east] = isUpper ? [middle, east] : [west, middle];
      else [south, north] = isUpper ? [middle, north] : [south, middle];
    }
    text += ALPHABET[digit] ?? "";
  }
  return text;
}

/** The rectangle of a geohash in degrees; null when the text is none. */
export function decodeGeohash(text: string): GeohashCell | null {
  if (text.length < 1 || text.length > 18) return null;
  let [west, east, south, north] = [-180, 180, -90, 90];
  let isLongitude = true;
  for (const character of text) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) return null;
    for (let mask = 16; mask >= 1; mask /= 2, isLongitude = !isLongitude) {
      const isUpper = Math.floor(digit / mask) % 2 === 1;
      if (isLongitude) [west, east] = isUpper ? [(west + east) / 2, east] : [west, (west + east) / 2];
      else [south, north] = isUpper ? [(south + north) / 2, north] : [south, (south + north) / 2];
    }
  }
  return { west, south, east, north };
}
