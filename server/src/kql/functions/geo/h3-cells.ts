import {
  cellToBoundary,
  cellToChildren,
  cellToLatLng,
  cellToParent,
  getResolution,
  gridDisk,
  gridDiskDistances,
  isValidCell,
  latLngToCell,
} from "h3-js";
import { sql } from "../../sql/fragment.ts";
import { asText, type Scripted } from "../script/script.ts";
import type { SessionValue } from "../../session/session-function.ts";
import { hashOrder } from "./cell-order.ts";
import { geo } from "./define.ts";
import { isLatitude, isLongitude } from "./earth.ts";
import { positionText, ringsText, type Position } from "./geojson.ts";

const S = "string" as const;
const N = "number" as const;
const MAX_RESOLUTION = 15;
/** Levels between a cell and the children that can be listed. */
const MAX_STEPS = 5;
const MAX_RING = 142;
/** Stands for a resolution that was left out. */
const NEXT = { type: "int", otherwise: sql`(-1)` } as const;

const cellOf = (token: SessionValue | undefined): string | null => (isValidCell(asText(token)) ? asText(token) : null);
export const isResolution = (resolution: number): boolean => resolution >= 0 && resolution <= MAX_RESOLUTION;

function boundary(cell: string): Position[] {
  const corners = cellToBoundary(cell).map(([latitude, longitude]): Position => [longitude, latitude]);
  return [...corners, ...corners.slice(0, 1)];
}

function rings(cell: string, distance: number): string {
  const found = gridDiskDistances(cell, distance);
  return JSON.stringify(found);
}

export const H3_SCRIPTS: readonly Scripted[] = [
  geo("geo_point_to_h3cell", [N, N], [{ type: "int", otherwise: sql`6` }], S, (longitude, latitude, resolution) => {
    const isValid = isLongitude(Number(longitude)) && isLatitude(Number(latitude)) && isResolution(Number(resolution));
    return isValid ? latLngToCell(Number(latitude), Number(longitude), Number(resolution)) : null;
  }),
  geo("geo_h3cell_to_central_point", [S], [], "dynamic", (token) => {
    const cell = cellOf(token);
    if (cell === null) return null;
    const [latitude, longitude] = cellToLatLng(cell);
    return `{"type":"Point","coordinates":${positionText([longitude, latitude])}}`;
  }),
  geo("geo_h3cell_to_polygon", [S], [], "dynamic", (token) => {
    const cell = cellOf(token);
    return cell === null ? null : ringsText([boundary(cell)]);
  }),
  geo("geo_h3cell_level", [S], [], "int", (token) => {
    const cell = cellOf(token);
    return cell === null ? null : BigInt(getResolution(cell));
  }),
  geo("geo_h3cell_parent", [S], [NEXT], S, (token, resolution) => {
    const cell = cellOf(token);
    if (cell === null) return null;
    const own = getResolution(cell);
    const wanted = Number(resolution) === -1 ? own - 1 : Number(resolution);
    return wanted >= 0 && wanted < own ? cellToParent(cell, wanted) : null;
  }),
  geo("geo_h3cell_children", [S], [NEXT], "dynamic", (token, resolution) => {
    const cell = cellOf(token);
    if (cell === null) return null;
    const own = getResolution(cell);
    const wanted = Number(resolution) === -1 ? own + 1 : Number(resolution);
    const isListed = wanted > own && wanted <= Math.min(MAX_RESOLUTION, own + MAX_STEPS);
    return isListed ? JSON.stringify(cellToChildren(cell, wanted)) : null;
  }),
  geo("geo_h3cell_neighbors", [S], [], "dynamic", (token) => {
    const cell = cellOf(token);
    return cell === null ? null : JSON.stringify(hashOrder(gridDisk(cell, 1).filter((other) => other !== cell)));
  }),
  geo("geo_h3cell_rings", [S, "int"], [], "dynamic", (token, distance) => {
    const cell = cellOf(token);
    return cell === null || Number(distance) < 0 || Number(distance) > MAX_RING ? null : rings(cell, Number(distance));
  }),
];
