import { s2 } from "s2js";
import { sql } from "../../sql/fragment.ts";
import { asText, type Scripted } from "../script/script.ts";
import { hashOrder } from "./cell-order.ts";
import { geo } from "./define.ts";
import { validPoint } from "./earth.ts";
import { closed, pointText, polygonsText } from "./geojson.ts";
import { fromS2, toS2 } from "./s2.ts";

const S = "string" as const;
const N = "number" as const;
const MAX_LEVEL = 30;

/** The cell of a token: up to sixteen hexadecimal digits, trailing zeros left out; null when there is none. */
function cellOf(token: string): bigint | null {
  if (!/^[0-9a-f]{1,16}$/i.test(token)) return null;
  const cell = s2.cellid.fromToken(token.toLowerCase());
  return s2.cellid.valid(cell) ? cell : null;
}

export const isLevel = (level: number): boolean => Number.isInteger(level) && level >= 0 && level <= MAX_LEVEL;

export const S2_SCRIPTS: readonly Scripted[] = [
  geo("geo_point_to_s2cell", [N, N], [{ type: "int", otherwise: sql`11` }], S, (longitude, latitude, level) => {
    const point = validPoint(Number(longitude), Number(latitude));
    if (point === null || !isLevel(Number(level))) return null;
    return s2.cellid.toToken(s2.cellid.parent(s2.cellid.fromPoint(toS2(point)), Number(level)));
  }),
  geo("geo_s2cell_to_central_point", [S], [], "dynamic", (token) => {
    const cell = cellOf(asText(token));
    return cell === null ? null : pointText(fromS2(s2.cellid.point(cell)));
  }),
  geo("geo_s2cell_to_polygon", [S], [], "dynamic", (token) => {
    const id = cellOf(asText(token));
    if (id === null) return null;
    const cell = s2.Cell.fromCellID(id);
    return polygonsText([[closed([0, 1, 2, 3].map((corner) => fromS2(cell.vertex(corner))))]]);
  }),
  geo("geo_s2cell_neighbors", [S], [], "dynamic", (token) => {
    const cell = cellOf(asText(token));
    if (cell === null) return null;
    const level = s2.cellid.level(cell);
    const around = level === 0 ? s2.cellid.edgeNeighbors(cell) : s2.cellid.allNeighbors(cell, level);
    return JSON.stringify(hashOrder([...around].map(s2.cellid.toToken)));
  }),
];
