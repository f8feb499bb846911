import { pointAt } from "./earth.ts";
import type { Position } from "./geojson.ts";
import { angle, dot, interpolate, type Vector } from "./vector.ts";

/** Where an arc and a straight line on the map are compared, and how much their distance there understates the largest one. */
const COMPARED_AT = 0.31215691082248315;
const UNDERSTATED_BY = 0.838_299_925_698_885_1;
/** Points that a densified shape may have. */
const MAX_POINTS = 10_485_760;

const between = (a: Position, b: Position, fraction: number): Position => [
  a[0] + (b[0] - a[0]) * fraction,
  a[1] + (b[1] - a[1]) * fraction,
];

/** About the largest distance in radians between the arc and the straight line on the map, as S2's tessellator estimates it. */
function deviation(a: Position, b: Position): number {
  const [start, end] = [pointAt(...a), pointAt(...b)];
  if (dot(start, end) < -1e-14) return Number.POSITIVE_INFINITY;
  return Math.max(
    ...[COMPARED_AT, 1 - COMPARED_AT].map((fraction) => angle(interpolate(start, end, fraction), pointAt(...between(a, b, fraction)))),
  );
}

/**
 * Follows straight lines on the map (longitude and latitude as plane coordinates) by arcs, halving them until no arc is
 * further away than the tolerance in radians. Null when that takes too many points.
 */
export function tessellate(chain: readonly Position[], tolerance: number): Vector[] | null {
  const [first] = chain;
  if (first === undefined) return null;
  const points = [pointAt(...first)];
  const waiting = chain.slice(1).map((to, index): readonly [Position, Position] => [chain[index] ?? to, to]);
  waiting.reverse();
  for (let edge = waiting.pop(); edge !== undefined; edge = waiting.pop()) {
    const [from, to] = edge;
    if (deviation(from, to) <= UNDERSTATED_BY * tolerance) points.push(pointAt(...to));
    else {
      const middle = between(from, to, 0.5);
      waiting.push([middle, to], [from, middle]);
    }
    if (points.length + waiting.length > MAX_POINTS) return null;
  }
  return points;
}
