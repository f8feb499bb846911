import { polygonToCells } from "h3-js";
import { sql } from "../../sql/fragment.ts";
import type { Scripted } from "../script/script.ts";
import type { Arc } from "./arc.ts";
import { arcsOf, type Area } from "./area.ts";
import { hashOrder } from "./cell-order.ts";
import { coveringTokens } from "./covering.ts";
import { geo } from "./define.ts";
import { pointPosition } from "./geojson.ts";
import { isResolution } from "./h3-cells.ts";
import { arcsOfLines } from "./lines.ts";
import { ringArea, type Ring } from "./ring.ts";
import { isLevel } from "./s2-cells.ts";
import { areaFrom, linesFrom } from "./shapes.ts";

const D = "dynamic" as const;
const LEVEL = { type: "int", otherwise: sql`11` } as const;
const RESOLUTION = { type: "int", otherwise: sql`6` } as const;
const RADIUS = { type: "number", otherwise: sql`0.0::DOUBLE` } as const;
/** Cells that Kusto lists for one polygon at most, and cells of the finest resolution but one step per seven. */
const MAX_H3_CELLS = 61_680;
const H3_CELLS = (resolution: number): number => 2 + 120 * 7 ** resolution;

function s2Tokens(arcs: readonly Arc[], area: Area, level: number, radius: number): string | null {
  if (!isLevel(level) || !(radius >= 0) || !Number.isFinite(radius)) return null;
  const tokens = coveringTokens(arcs, area, level, radius);
  return tokens === null ? null : JSON.stringify(tokens);
}

const positions = (of: Ring): number[][] => {
  const vertices = of.vertices.map((vertex) => [...pointPosition(vertex)]);
  return [...vertices, ...vertices.slice(0, 1)];
};

/** Cells whose centre lies inside of the polygons, with their borders as straight lines on the map. */
function h3Tokens(area: Area, resolution: number): string | null {
  const share = area.reduce((sum, part) => sum + ringArea(part.shell), 0) / (4 * Math.PI);
  if (share * H3_CELLS(resolution) > 4 * MAX_H3_CELLS) return null;
  const cells = area.flatMap((part) => polygonToCells([positions(part.shell), ...part.holes.map(positions)], resolution, true));
  return cells.length > MAX_H3_CELLS ? null : JSON.stringify(hashOrder(cells));
}

export const COVERING_SCRIPTS: readonly Scripted[] = [
  geo("geo_polygon_to_s2cells", [D], [LEVEL, RADIUS], D, (text, level, radius) => {
    const area = areaFrom(text);
    return area === null ? null : s2Tokens(arcsOf(area), area, Number(level), Number(radius));
  }),
  geo("geo_line_to_s2cells", [D], [LEVEL, RADIUS], D, (text, level, radius) => {
    const lines = linesFrom(text);
    return lines === null ? null : s2Tokens(arcsOfLines(lines), [], Number(level), Number(radius));
  }),
  geo("geo_polygon_to_h3cells", [D], [RESOLUTION], D, (text, resolution) => {
    const area = areaFrom(text);
    return area === null || !isResolution(Number(resolution)) ? null : h3Tokens(area, Number(resolution));
  }),
];
