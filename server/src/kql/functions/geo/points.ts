import { sql } from "../../sql/fragment.ts";
import type { SessionValue } from "../../session/session-function.ts";
import type { Scripted } from "../script/script.ts";
import { geo } from "./define.ts";
import { EARTH_RADIUS, validPoint } from "./earth.ts";
import { spheroidDistance } from "./spheroid.ts";
import { angle, cross, dot, isAntipodal, isSame, normal, normalize, vector, type Vector } from "./vector.ts";

const N = "number" as const;

/** Points from pairs of longitude and latitude; null when one is invalid. */
export function pointsFrom(values: readonly (SessionValue | undefined)[]): Vector[] | null {
  const points: Vector[] = [];
  for (let index = 0; index + 1 < values.length; index += 2) {
    const point = validPoint(Number(values[index]), Number(values[index + 1]));
    if (point === null) return null;
    points.push(point);
  }
  return points;
}

/** Turns from one direction to another clockwise as seen from outside at `at`, in [0, 2π). */
function clockwise(at: Vector, from: Vector, to: Vector): number {
  const turn = Math.atan2(dot(at, cross(to, from)), dot(from, to));
  return turn < 0 ? turn + 2 * Math.PI : turn;
}

const isArc = (a: Vector, b: Vector): boolean => !isSame(a, b) && !isAntipodal(a, b);

function angleAt(values: readonly SessionValue[]): number | null {
  const [a, b, c] = pointsFrom(values) ?? [];
  if (a === undefined || b === undefined || c === undefined || !isArc(a, b) || !isArc(b, c)) return null;
  return clockwise(b, normalize(normal(a, b)), normalize(normal(c, b)));
}

function azimuth(values: readonly SessionValue[]): number | null {
  const [a, b] = pointsFrom(values) ?? [];
  if (a === undefined || b === undefined || !isArc(a, b)) return null;
  const pole = vector(0, 0, 1);
  return clockwise(a, normalize(cross(a, pole)), normalize(normal(a, b)));
}

function distance(values: readonly SessionValue[]): number | null {
  const [a, b] = pointsFrom(values.slice(0, 4)) ?? [];
  if (a === undefined || b === undefined) return null;
  return values[4] === true ? spheroidDistance(values.slice(0, 4).map(Number)) : angle(a, b) * EARTH_RADIUS;
}

export const POINT_SCRIPTS: readonly Scripted[] = [
  geo("geo_angle", [N, N, N, N, N, N], [], "real", (...values) => angleAt(values)),
  geo("geo_azimuth", [N, N, N, N], [], "real", (...values) => azimuth(values)),
  geo("geo_distance_2points", [N, N, N, N], [{ type: "bool", otherwise: sql`FALSE` }], "real", (...values) => distance(values)),
  geo("geo_point_in_circle", [N, N, N, N, N], [], "bool", (...values) => {
    const [point, centre] = pointsFrom(values.slice(0, 4)) ?? [];
    const radius = Number(values[4]);
    if (point === undefined || centre === undefined || !(radius >= 0) || !Number.isFinite(radius)) return null;
    return angle(point, centre) * EARTH_RADIUS <= radius;
  }),
];
