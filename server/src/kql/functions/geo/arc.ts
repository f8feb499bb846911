import {
  add,
  alongArc,
  angle,
  cross,
  dot,
  interpolate,
  isSame,
  length,
  normal,
  normalize,
  scale,
  subtract,
  type Vector,
} from "./vector.ts";
import { crossing } from "./orientation.ts";

export type Arc = readonly [Vector, Vector];

/** The point of an arc that is nearest to a point. */
export function nearestOnArc(point: Vector, [a, b]: Arc): Vector {
  const plane = normalize(normal(a, b));
  const foot = subtract(point, scale(plane, dot(point, plane)));
  const isBetween = dot(cross(plane, a), foot) > 0 && dot(cross(plane, b), foot) < 0;
  if (length(foot) > 0 && isBetween) return normalize(foot);
  return angle(point, a) <= angle(point, b) ? a : b;
}

export interface Nearest {
  readonly point: Vector;
  /** Radians. */
  readonly distance: number;
  readonly index: number;
}

/** The nearest point on any of the arcs. */
export function nearest(point: Vector, arcs: readonly Arc[]): Nearest | null {
  let best: Nearest | null = null;
  for (const [index, arc] of arcs.entries()) {
    const found = nearestOnArc(point, arc);
    const distance = angle(point, found);
    if (best === null || distance < best.distance) best = { point: found, distance, index };
  }
  return best;
}

/** Where two arcs cross. */
export function intersectionOf([a, b]: Arc, [c, d]: Arc): Vector {
  const found = normalize(cross(normalize(normal(a, b)), normalize(normal(c, d))));
  return dot(found, add(add(a, b), add(c, d))) < 0 ? scale(found, -1) : found;
}

export const areMeeting = ([a, b]: Arc, [c, d]: Arc): boolean => crossing(a, b, c, d) >= 0;
export const arcLength = ([a, b]: Arc): number => angle(a, b);
export const totalLength = (arcs: readonly Arc[]): number => arcs.reduce((sum, arc) => sum + arcLength(arc), 0);

/** The arcs of a line in its order. */
export const lineArcs = (line: readonly Vector[]): Arc[] => line.slice(1).map((to, index) => [line[index] ?? to, to] as const);

/** The point at a fraction of the length of a line. */
export function pointAlong(line: readonly Vector[], fraction: number): Vector | null {
  const arcs = lineArcs(line);
  let left = fraction * totalLength(arcs);
  for (const arc of arcs) {
    const size = arcLength(arc);
    if (left < size) return left <= 0 ? arc[0] : alongArc(arc[0], arc[1], left);
    left -= size;
  }
  return line.at(-1) ?? null;
}

/** Middle of mass of arcs, weighted with their lengths; null where they cancel out. */
export function arcsCentroid(arcs: readonly Arc[]): Vector {
  return arcs.reduce(
    (sum, [a, b]) => {
      const [apart, together] = [length(subtract(a, b)), length(add(a, b))];
      return together === 0 ? sum : add(sum, scale(add(a, b), apart / together));
    },
    { x: 0, y: 0, z: 0 },
  );
}

export const middleOfArc = ([a, b]: Arc): Vector => interpolate(a, b, 0.5);
export const isSameArc = (a: Arc, b: Arc): boolean => isSame(a[0], b[0]) && isSame(a[1], b[1]);
