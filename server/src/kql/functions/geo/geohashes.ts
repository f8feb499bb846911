import { sql } from "../../sql/fragment.ts";
import { asText, type Scripted } from "../script/script.ts";
import { hashOrder } from "./cell-order.ts";
import { geo } from "./define.ts";
import { isLatitude, isLongitude } from "./earth.ts";
import { decodeGeohash, encodeGeohash, type GeohashCell } from "./geohash.ts";
import { positionText, ringsText } from "./geojson.ts";

const S = "string" as const;
const N = "number" as const;

/** Clockwise from the north-west. */
const AROUND = [
  [-1, 1],
  [0, 1],
  [1, 1],
  [1, 0],
  [1, -1],
  [0, -1],
  [-1, -1],
  [-1, 0],
] as const;

function neighbours(cell: GeohashCell, size: number): string[] {
  const [width, height] = [cell.east - cell.west, cell.north - cell.south];
  return AROUND.flatMap(([right, up]) => {
    const latitude = (cell.south + cell.north) / 2 + up * height;
    const longitude = (cell.west + cell.east) / 2 + right * width;
    const wrapped = longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude;
    return isLatitude(latitude) ? [encodeGeohash(wrapped, latitude, size)] : [];
  });
}

const cellRing = ({ west, south, east, north }: GeohashCell): string =>
  ringsText([
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ]);

export const GEOHASH_SCRIPTS: readonly Scripted[] = [
  geo("geo_point_to_geohash", [N, N], [{ type: "int", otherwise: sql`5` }], S, (longitude, latitude, accuracy) => {
    const size = Number(accuracy);
    if (!isLongitude(Number(longitude)) || !isLatitude(Number(latitude)) || size < 1 || size > 18) return null;
    return encodeGeohash(Number(longitude), Number(latitude), size);
  }),
  geo("geo_geohash_to_central_point", [S], [], "dynamic", (text) => {
    const cell = decodeGeohash(asText(text));
    if (cell === null) return null;
    return `{"type":"Point","coordinates":${positionText([(cell.west + cell.east) / 2, (cell.south + cell.north) / 2])}}`;
  }),
  geo("geo_geohash_to_polygon", [S], [], "dynamic", (text) => {
    const cell = decodeGeohash(asText(text));
    return cell === null ? null : cellRing(cell);
  }),
  geo("geo_geohash_neighbors", [S], [], "dynamic", (text) => {
    const cell = decodeGeohash(asText(text));
    return cell === null ? null : JSON.stringify(hashOrder(neighbours(cell, asText(text).length)));
  }),
];
