import { sql } from "../../sql/fragment.ts";
import type { SessionValue } from "../../session/session-function.ts";
import type { Scripted } from "../script/script.ts";
import { geo } from "./define.ts";
import { EARTH_RADIUS, validPoint } from "./earth.ts";
import { closed, polygonsText } from "./geojson.ts";
import { add, cross, normalize, perpendicular, scale, type Vector } from "./vector.ts";

const N = "number" as const;
/** Metres. */
export const TOLERANCE = { type: "number", otherwise: sql`10.0::DOUBLE` } as const;
/** Least tolerance as a share of the radius: 0.0001 %. */
const LEAST_TOLERANCE = 1e-6;

export interface Buffer {
  /** Radians. */
  readonly radius: number;
  /** Radians between two points of the outline as seen from the middle, at most. */
  readonly step: number;
}

/** Radius and steps of an outline that is nowhere further than the tolerance inside of the circle; null for invalid values. */
export function bufferOf(radius: SessionValue | undefined, tolerance: SessionValue | undefined): Buffer | null {
  const [metres, allowed] = [Number(radius), Number(tolerance)];
  if (!(metres > 0) || !(allowed > 0) || !Number.isFinite(metres) || metres / EARTH_RADIUS >= Math.PI) return null;
  const share = Math.min(1, Math.max(LEAST_TOLERANCE, allowed / metres));
  return { radius: metres / EARTH_RADIUS, step: Math.min(2 * Math.acos(1 - share), (2 * Math.PI) / 3) };
}

/** A regular polygon around a point, counterclockwise from the direction that S2's frame of that point starts with. */
function circle(centre: Vector, { radius, step }: Buffer): Vector[] {
  const x = perpendicular(centre);
  const y = normalize(cross(centre, x));
  const count = Math.ceil((2 * Math.PI) / step - 1e-9);
  return Array.from({ length: count }, (_, index) => {
    const turn = (2 * Math.PI * index) / count;
    const sideways = add(scale(x, Math.cos(turn)), scale(y, Math.sin(turn)));
    return normalize(add(scale(centre, Math.cos(radius)), scale(sideways, Math.sin(radius))));
  });
}

export const BUFFER_SCRIPTS: readonly Scripted[] = [
  geo("geo_point_buffer", [N, N, N], [TOLERANCE], "dynamic", (longitude, latitude, radius, tolerance) => {
    const point = validPoint(Number(longitude), Number(latitude));
    const buffer = bufferOf(radius, tolerance);
    return point === null || buffer === null ? null : polygonsText([[closed(circle(point, buffer))]]);
  }),
];
