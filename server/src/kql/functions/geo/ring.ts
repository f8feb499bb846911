import { angle, cross, dot, isAntipodal, isSame, length, normal, perpendicular, scale, subtract, vector, type Vector } from "./vector.ts";
import { changesSide, crossing, isOrdered, orientation } from "./orientation.ts";

/** A closed chain of arcs with its inside on the left; the first vertex is not repeated. */
export interface Ring {
  readonly vertices: readonly Vector[];
  /** Whether the fixed point from which sides are counted lies inside. */
  readonly hasOrigin: boolean;
}

/** A point that no real border passes through; S2's. */
const ORIGIN = vector(-0.009_999_466_435_025_02, 0.002_592_454_260_932_412, 0.999_946_643_502_502);

export const vertexOf = (vertices: readonly Vector[], index: number): Vector => {
  const found = vertices[((index % vertices.length) + vertices.length) % vertices.length];
  if (found === undefined) throw new Error("a ring has vertices");
  return found;
};

/** The arcs of a ring in its order. */
export const ringArcs = (vertices: readonly Vector[]): (readonly [Vector, Vector])[] =>
  vertices.map((from, index) => [from, vertexOf(vertices, index + 1)] as const);

function containsFrom(vertices: readonly Vector[], hasOrigin: boolean, point: Vector): boolean {
  let inside = hasOrigin;
  for (let index = 0; index < vertices.length; index++)
    if (changesSide(ORIGIN, point, vertexOf(vertices, index), vertexOf(vertices, index + 1))) inside = !inside;
  return inside;
}

export function ring(vertices: readonly Vector[]): Ring {
  const [a, b, c] = [vertexOf(vertices, 0), vertexOf(vertices, 1), vertexOf(vertices, 2)];
  const isVertexInside = !isSame(a, b) && !isSame(c, b) && !isOrdered(perpendicular(b), c, a, b);
  return { vertices, hasOrigin: isVertexInside !== containsFrom(vertices, false, b) };
}

/** Whether a point is inside. Of the points on the border, each belongs to exactly one of the areas that meet there. */
export const ringContains = (of: Ring, point: Vector): boolean => containsFrom(of.vertices, of.hasOrigin, point);

/** The same border with what was outside as the inside. */
export const inverted = (of: Ring): Ring => ring([...of.vertices].reverse());

/** Area of a triangle on the unit sphere, signed by its turn; exact for slivers. */
export function triangleArea(a: Vector, b: Vector, c: Vector): number {
  const [sa, sb, sc] = [angle(b, c), angle(c, a), angle(a, b)];
  const s = 0.5 * (sa + sb + sc);
  if (s >= 3e-4) {
    const dmin = s - Math.max(sa, sb, sc);
    if (dmin < 1e-2 * s * s * s * s * s) {
      const [ab, bc, ac] = [normal(a, b), normal(b, c), normal(a, c)];
      const area = Math.max(0, angle(ab, ac) - angle(ab, bc) + angle(bc, ac));
      if (dmin < s * 0.1 * (area + 5e-15)) return orientation(a, b, c) * area;
    }
  }
  const tangents = Math.tan(0.5 * s) * Math.tan(0.5 * (s - sa)) * Math.tan(0.5 * (s - sb)) * Math.tan(0.5 * (s - sc));
  return orientation(a, b, c) * 4 * Math.atan(Math.sqrt(Math.max(0, tangents)));
}

/** Sum over a fan of triangles that cover the ring; the hub moves where a triangle would become too long to be stable. */
export function overTriangles(vertices: readonly Vector[], take: (a: Vector, b: Vector, c: Vector) => void): void {
  const LIMIT = Math.PI - 1e-5;
  const first = vertexOf(vertices, 0);
  let hub = first;
  for (let index = 1; index + 1 < vertices.length; index++) {
    const [here, next] = [vertexOf(vertices, index), vertexOf(vertices, index + 1)];
    if (angle(next, hub) > LIMIT) {
      const old = hub;
      if (isSame(hub, first)) hub = unit(cross(first, here));
      else if (angle(here, first) < LIMIT) hub = first;
      else {
        hub = cross(first, old);
        take(first, old, hub);
      }
      take(old, here, hub);
    }
    take(hub, here, next);
  }
  if (!isSame(hub, first)) take(hub, vertexOf(vertices, -1), first);
}

const unit = (a: Vector): Vector => scale(a, 1 / length(a));

/** Steradians inside: 0 to 4π. */
export function ringArea(of: Ring): number {
  let area = 0;
  overTriangles(of.vertices, (a, b, c) => (area += triangleArea(a, b, c)));
  return area < 0 ? area + 4 * Math.PI : area;
}

/** The ring with the smaller of its two sides as the inside. */
export function smaller(of: Ring): Ring {
  return ringArea(of) > 2 * Math.PI + 1e-14 ? inverted(of) : of;
}

/** Whether a chain of vertices is a border: three or more, none twice, no arc crosses another. */
export function isBorder(vertices: readonly Vector[]): boolean {
  if (vertices.length < 3) return false;
  const arcs = ringArcs(vertices);
  if (arcs.some(([a, b]) => isSame(a, b) || isAntipodal(a, b))) return false;
  const seen = new Set(vertices.map((at) => `${at.x} ${at.y} ${at.z}`));
  if (seen.size < vertices.length) return false;
  return !arcs.some(([a, b], index) => arcs.slice(index + 1).some(([c, d]) => mayMeet(a, b, c, d) && crossing(a, b, c, d) > 0));
}

/** Cheap test that leaves out arcs that are too far apart to cross. */
export function mayMeet(a: Vector, b: Vector, c: Vector, d: Vector): boolean {
  const reach = length(subtract(a, b)) + length(subtract(c, d));
  const apart = subtract(a, c);
  return dot(apart, apart) <= reach * reach;
}
