import { cross, dot, isSame, perpendicular, type Vector } from "./vector.ts";

/** Rounding of the determinant of three unit vectors: beyond it, its sign is certain. */
const MAX_ERROR = 3.6548 * Number.EPSILON;

/** A double as a whole multiple of 2^-1074, so that sums and products of several are exact. */
function exact(value: number): bigint {
  if (value === 0) return 0n;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  const size = exponent === 0 ? fraction : (fraction | 0x10_0000_0000_0000n) << BigInt(exponent - 1);
  return value < 0 ? -size : size;
}

const signOf = (value: bigint | number): number => (value > 0 ? 1 : value < 0 ? -1 : 0);
const before = (a: Vector, b: Vector): boolean => a.x < b.x || (a.x === b.x && (a.y < b.y || (a.y === b.y && a.z < b.z)));

/**
 * Which side, for points on one great circle: they are moved by infinitely small amounts, each point less than the one
 * before (simulation of simplicity, in the order of S2). Takes the points in ascending order.
 */
function perturbed(a: Vector, b: Vector, c: Vector, normal: readonly [bigint, bigint, bigint]): number {
  const minor = (p: number, q: number, r: number, s: number): bigint => exact(p) * exact(q) - exact(r) * exact(s);
  const tests: readonly (bigint | number)[] = [
    normal[2],
    normal[1],
    normal[0],
    minor(c.x, a.y, c.y, a.x),
    c.x,
    -c.y,
    minor(c.z, a.x, c.x, a.z),
    c.z,
    minor(a.x, b.y, a.y, b.x),
    -b.x,
    b.y,
    a.x,
  ];
  return signOf(tests.find((value) => signOf(value) !== 0) ?? 1);
}

function exactOrientation(first: Vector, second: Vector, third: Vector): number {
  let [a, b, c] = [first, second, third];
  let turn = 1;
  if (before(b, a)) [a, b, turn] = [b, a, -turn];
  if (before(c, b)) [b, c, turn] = [c, b, -turn];
  if (before(b, a)) [a, b, turn] = [b, a, -turn];
  const [bx, by, bz, cx, cy, cz] = [exact(b.x), exact(b.y), exact(b.z), exact(c.x), exact(c.y), exact(c.z)];
  const normal = [by * cz - bz * cy, bz * cx - bx * cz, bx * cy - by * cx] as const;
  const determinant = exact(a.x) * normal[0] + exact(a.y) * normal[1] + exact(a.z) * normal[2];
  return turn * (determinant === 0n ? perturbed(a, b, c, normal) : signOf(determinant));
}

/** 1 where the three points turn counterclockwise, -1 clockwise; 0 only where two are the same. Never wrong through rounding. */
export function orientation(a: Vector, b: Vector, c: Vector): number {
  const determinant = dot(cross(a, b), c);
  if (determinant > MAX_ERROR) return 1;
  if (determinant < -MAX_ERROR) return -1;
  if (isSame(a, b) || isSame(b, c) || isSame(c, a)) return 0;
  return exactOrientation(a, b, c);
}

/** Whether the directions to `a`, `b` and `c` from `centre` come in counterclockwise order. */
export function isOrdered(a: Vector, b: Vector, c: Vector, centre: Vector): boolean {
  let votes = 0;
  if (orientation(b, centre, a) >= 0) votes += 1;
  if (orientation(c, centre, b) >= 0) votes += 1;
  if (orientation(a, centre, c) > 0) votes += 1;
  return votes >= 2;
}

/** 1 where two arcs cross in their insides, 0 where they share an end, -1 elsewhere. */
export function crossing(a: Vector, b: Vector, c: Vector, d: Vector): 1 | 0 | -1 {
  if (isSame(a, c) || isSame(a, d) || isSame(b, c) || isSame(b, d)) return 0;
  const acb = -orientation(a, b, c);
  if (orientation(a, b, d) !== acb) return -1;
  return -orientation(c, d, b) === acb && orientation(c, d, a) === acb ? 1 : -1;
}

/** Whether arcs that share an end count as crossing, so that each point belongs to one side of a border. */
function isCrossingAtEnd(a: Vector, b: Vector, c: Vector, d: Vector): boolean {
  if (isSame(a, b) || isSame(c, d)) return false;
  if (isSame(a, c)) return isSame(b, d) || isOrdered(perpendicular(a), d, b, a);
  if (isSame(b, d)) return isOrdered(perpendicular(b), c, a, b);
  if (isSame(a, d)) return isSame(b, c) || isOrdered(perpendicular(a), c, b, a);
  return isSame(b, c) && isOrdered(perpendicular(b), d, a, b);
}

/** Whether going from `a` to `b` changes sides of the arc from `c` to `d`. */
export function changesSide(a: Vector, b: Vector, c: Vector, d: Vector): boolean {
  const found = crossing(a, b, c, d);
  return found === 0 ? isCrossingAtEnd(a, b, c, d) : found > 0;
}
