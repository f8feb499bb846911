/**
 * Sine, cosine and arc tangent rounded correctly. The built-in ones may be one unit off in the last place, and coordinates
 * that went through the sphere and back show it in their last digit. Numbers are kept as a sum of two doubles.
 */
type Pair = readonly [high: number, low: number];

/** Splits a double into halves whose products are exact. */
const SPLITTER = 134_217_729;

function sum(a: number, b: number): Pair {
  const total = a + b;
  const part = total - a;
  return [total, a - (total - part) + (b - part)];
}

function product(a: number, b: number): Pair {
  const [p, q] = [a * SPLITTER, b * SPLITTER];
  const [ah, bh] = [p - (p - a), q - (q - b)];
  const [al, bl] = [a - ah, b - bh];
  const total = a * b;
  return [total, ah * bh - total + ah * bl + al * bh + al * bl];
}

function add(a: Pair, b: Pair): Pair {
  const [high, low] = sum(a[0], b[0]);
  return sum(high, low + a[1] + b[1]);
}

function multiply(a: Pair, b: Pair): Pair {
  const [high, low] = product(a[0], b[0]);
  return sum(high, low + a[0] * b[1] + a[1] * b[0]);
}

function divide(a: Pair, by: number): Pair {
  const high = a[0] / by;
  const back = product(high, by);
  return sum(high, (a[0] - back[0] - back[1] + a[1]) / by);
}

const negative = (a: Pair): Pair => [-a[0], -a[1]];
const HALF_PI: Pair = [1.570_796_326_794_896_6, 6.123_233_995_736_766e-17];
/** Beyond it, half π as two doubles is too coarse, and no longitude is that large. */
const LARGEST = 100;

/** Sine (from term 1) or cosine (from term 0) of a small angle by its power series. Small terms need no pair. */
function series(angle: Pair, square: Pair, from: 0 | 1): Pair {
  const first: Pair = from === 0 ? [1, 0] : angle;
  const second = divide(multiply(first, square), (from + 1) * (from + 2));
  const third = divide(multiply(second, square), (from + 3) * (from + 4));
  let term = third[0];
  let rest = 0;
  for (let index = from + 5; Math.abs(term) > 1e-24; index += 2) {
    term *= square[0] / (index * (index + 1));
    rest += term;
  }
  return add(first, add(second, add(third, [rest, 0])));
}

/** Sine and cosine as pairs. */
function circular(angle: number): readonly [sine: Pair, cosine: Pair] {
  const quarters = Math.round(angle / HALF_PI[0]);
  const turned = add([angle, 0], negative(multiply(HALF_PI, [quarters, 0])));
  const square = negative(multiply(turned, turned));
  const [s, c] = [series(turned, square, 1), series(turned, square, 0)];
  const quadrant = ((quarters % 4) + 4) % 4;
  if (quadrant === 0) return [s, c];
  if (quadrant === 1) return [c, negative(s)];
  return quadrant === 2 ? [negative(s), negative(c)] : [negative(c), s];
}

/** Sine and cosine of an angle in radians. */
export function sineCosine(angle: number): readonly [sine: number, cosine: number] {
  if (!(Math.abs(angle) <= LARGEST)) return [Math.sin(angle), Math.cos(angle)];
  const [s, c] = circular(angle);
  return [s[0], c[0]];
}

/** The angle in radians of the direction (x, y). */
export function arcTangent(y: number, x: number): number {
  const near = Math.atan2(y, x);
  if (near === 0 || x === 0 || !Number.isFinite(near)) return near;
  const [s, c] = circular(near);
  const off = add(multiply([y, 0], c), negative(multiply([x, 0], s)));
  return near + (off[0] + off[1]) / (x * c[0] + y * s[0]);
}
