import { angle, cross, dot, isSame, length, normal, normalize, type Vector } from "./vector.ts";
import { crossing } from "./orientation.ts";
import { mayMeet } from "./ring.ts";
import { intersectionOf, isSameArc, type Arc } from "./arc.ts";
import { curvePosition } from "./s2.ts";

/** An arc of a shape, cut where the other shape meets it. `source` numbers the arcs of all shapes, first shape first. */
export interface Piece {
  readonly arc: Arc;
  readonly source: number;
}

/** Radians within which a point counts as on an arc or as another point: the error of a computed crossing. */
const TOLERANCE = 4e-15;

/** Whether a point lies on the inside of an arc. */
function isOn(point: Vector, [a, b]: Arc): boolean {
  if (isSame(point, a) || isSame(point, b)) return false;
  const plane = normalize(normal(a, b));
  return (
    Math.abs(dot(plane, point)) <= TOLERANCE &&
    dot(cross(plane, a), point) > TOLERANCE &&
    dot(cross(plane, b), point) < -TOLERANCE &&
    dot(point, a) > dot(a, b) - 1e-9
  );
}

const uncut = (arcs: readonly Arc[], from: number): Piece[] => arcs.map((arc, index) => ({ arc, source: from + index }));

function cut(piece: Piece, at: readonly Vector[]): Piece[] {
  const [start, end] = piece.arc;
  const between = at.filter((point) => !isSame(point, start) && !isSame(point, end)).toSorted((p, q) => angle(start, p) - angle(start, q));
  const stops = [start, ...between, end];
  return stops.slice(1).flatMap((to, index) => {
    const from = stops[index] ?? to;
    return isSame(from, to) ? [] : [{ arc: [from, to] as const, source: piece.source }];
  });
}

const near = (points: readonly Vector[], point: Vector): Vector =>
  points.find((other) => length(cross(other, point)) <= TOLERANCE && dot(other, point) > 0) ?? point;

/** Two sets of arcs, cut at each other's crossings and at the ends of arcs that touch. */
export function cutAtEachOther(first: readonly Arc[], second: readonly Arc[]): readonly [Piece[], Piece[]] {
  const [ones, others] = [uncut(first, 0), uncut(second, first.length)];
  const cuts = new Map<Piece, Vector[]>();
  const note = (piece: Piece, point: Vector): void => void cuts.set(piece, [...(cuts.get(piece) ?? []), point]);
  for (const one of ones)
    for (const other of others) {
      if (!mayMeet(...one.arc, ...other.arc)) continue;
      const touching = [...other.arc.filter((end) => isOn(end, one.arc)), ...one.arc.filter((end) => isOn(end, other.arc))];
      for (const end of other.arc) if (isOn(end, one.arc)) note(one, end);
      for (const end of one.arc) if (isOn(end, other.arc)) note(other, end);
      if (touching.length > 0 || crossing(...one.arc, ...other.arc) <= 0) continue;
      const point = near([...one.arc, ...other.arc], intersectionOf(one.arc, other.arc));
      note(one, point);
      note(other, point);
    }
  const pieces = (of: readonly Piece[]): Piece[] => of.flatMap((piece) => cut(piece, cuts.get(piece) ?? []));
  return [pieces(ones), pieces(others)];
}

export const reversed = ([a, b]: Arc): Arc => [b, a];
export const hasArc = (pieces: readonly Piece[], arc: Arc): boolean => pieces.some((piece) => isSameArc(piece.arc, arc));

export const pointKey = (point: Vector): string => `${point.x} ${point.y} ${point.z}`;

/** Points numbered in the order of S2's curve: chains are put together in this order, which decides where they start. */
export function numbered(pieces: readonly Piece[]): (point: Vector) => number {
  const points = new Map(pieces.flatMap((piece) => piece.arc.map((point) => [pointKey(point), point] as const)));
  const sorted = [...points]
    .map(([key, point]) => [key, curvePosition(point)] as const)
    .toSorted(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0));
  const numbers = new Map(sorted.map(([key], index) => [key, index] as const));
  return (point) => numbers.get(pointKey(point)) ?? -1;
}
