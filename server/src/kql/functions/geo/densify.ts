import { sql } from "../../sql/fragment.ts";
import type { SessionValue } from "../../session/session-function.ts";
import { asText, type Scripted } from "../script/script.ts";
import { cutAtAntimeridian } from "./antimeridian.ts";
import { readPolygons } from "./area.ts";
import { geo } from "./define.ts";
import { EARTH_RADIUS } from "./earth.ts";
import {
  all,
  closed,
  isList,
  linesText,
  polygonsText,
  readChains,
  readGeometry,
  readLines,
  readPosition,
  type Position,
} from "./geojson.ts";
import { ring, ringArea } from "./ring.ts";
import { tessellate } from "./tessellate.ts";
import type { Vector } from "./vector.ts";

const D = "dynamic" as const;
/** Metres. */
const TOLERANCE = { type: "number", otherwise: sql`10.0::DOUBLE` } as const;
const RANGE = { least: 0.1, most: 10_000 };

/** The tolerance in radians; null outside of what Kusto takes. */
function toleranceOf(value: SessionValue | undefined): number | null {
  const metres = Number(value);
  return metres >= RANGE.least && metres <= RANGE.most ? metres / EARTH_RADIUS : null;
}

function densifyLines(text: string, tolerance: number): string | null {
  const geometry = readGeometry(text);
  const chains = geometry === null || readLines(text) === null ? null : readChains(geometry, ["LineString", "MultiLineString"]);
  const lines = chains === null ? null : all(chains, (chain) => tessellate(chain, tolerance));
  return lines === null ? null : linesText(lines.flatMap(cutAtAntimeridian));
}

/** The ring between its straight lines on the map, shells counterclockwise and holes clockwise. */
function densifyRing(chain: readonly Position[], isHole: boolean, tolerance: number): Vector[] | null {
  const vertices = tessellate(chain, tolerance)?.slice(0, -1);
  if (vertices === undefined) return null;
  const isClockwise = ringArea(ring(vertices)) > 2 * Math.PI;
  return isClockwise === isHole ? vertices : vertices.reverse();
}

type Coordinates = Parameters<typeof readPosition>[0];

function densifyPolygon(rings: Coordinates, tolerance: number): Position[][] | null {
  if (!isList(rings)) return null;
  return all([...rings.entries()], ([index, value]) => {
    const chain = isList(value) ? all(value, readPosition) : null;
    // A border that leaves the map would come back on its other side, as several polygons.
    if (chain === null || chain.some(([longitude]) => Math.abs(longitude) > 180)) return null;
    const made = densifyRing(chain, index > 0, tolerance);
    return made === null ? null : closed(made);
  });
}

function densifyPolygons(text: string, tolerance: number): string | null {
  const geometry = readGeometry(text);
  if (geometry === null || readPolygons(text) === null) return null;
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const made = isList(polygons) ? all(polygons, (rings) => densifyPolygon(rings, tolerance)) : null;
  return made === null ? null : polygonsText(made);
}

export const DENSIFY_SCRIPTS: readonly Scripted[] = [
  geo("geo_line_densify", [D], [TOLERANCE], D, (text, metres) => {
    const tolerance = toleranceOf(metres);
    return tolerance === null ? null : densifyLines(asText(text), tolerance);
  }),
  geo("geo_polygon_densify", [D], [TOLERANCE], D, (text, metres) => {
    const tolerance = toleranceOf(metres);
    return tolerance === null ? null : densifyPolygons(asText(text), tolerance);
  }),
];
