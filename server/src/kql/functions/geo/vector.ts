/** A direction from the Earth's centre; a point of the sphere when its length is one. */
export interface Vector {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

export const vector = (x: number, y: number, z: number): Vector => ({ x, y, z });
export const add = (a: Vector, b: Vector): Vector => vector(a.x + b.x, a.y + b.y, a.z + b.z);
export const subtract = (a: Vector, b: Vector): Vector => vector(a.x - b.x, a.y - b.y, a.z - b.z);
export const scale = (a: Vector, by: number): Vector => vector(a.x * by, a.y * by, a.z * by);
export const dot = (a: Vector, b: Vector): number => a.x * b.x + a.y * b.y + a.z * b.z;
export const cross = (a: Vector, b: Vector): Vector => vector(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x);
export const length = (a: Vector): number => Math.sqrt(dot(a, a));
export const isSame = (a: Vector, b: Vector): boolean => a.x === b.x && a.y === b.y && a.z === b.z;
export const isAntipodal = (a: Vector, b: Vector): boolean => a.x === -b.x && a.y === -b.y && a.z === -b.z;

export function normalize(a: Vector): Vector {
  const size = length(a);
  return size === 0 ? a : scale(a, 1 / size);
}

/** Angle between two directions in radians, exact for tiny and for flat angles. */
export const angle = (a: Vector, b: Vector): number => Math.atan2(length(cross(a, b)), dot(a, b));

/** Normal of the great circle through two points, stable where they almost coincide or oppose. */
export const normal = (a: Vector, b: Vector): Vector => cross(add(b, a), subtract(b, a));

/** A unit vector at right angles, with the choice that S2 makes: everything that breaks ties depends on it. */
export function perpendicular(a: Vector): Vector {
  const sizes = [Math.abs(a.x), Math.abs(a.y), Math.abs(a.z)] as const;
  const largest = sizes[0] > sizes[1] ? (sizes[0] > sizes[2] ? 0 : 2) : sizes[1] > sizes[2] ? 1 : 2;
  const axis = (largest + 2) % 3;
  return normalize(cross(a, vector(axis === 0 ? 1 : 0.012, axis === 1 ? 1 : 0.0053, axis === 2 ? 1 : 0.00457)));
}

/** The point at a fraction of the way along the shortest arc. */
export function interpolate(a: Vector, b: Vector, fraction: number): Vector {
  if (fraction === 0) return a;
  if (fraction === 1) return b;
  return alongArc(a, b, fraction * angle(a, b));
}

/** The point at an angular distance from `a` on the arc towards `b`. */
export function alongArc(a: Vector, b: Vector, radians: number): Vector {
  const tangent = normalize(cross(normal(a, b), a));
  return normalize(add(scale(a, Math.cos(radians)), scale(tangent, Math.sin(radians))));
}
