import { asNumber, script, type Scripted } from "./script.ts";

const R = "real" as const;

/** Lanczos' approximation with g = 7, good to fifteen digits. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
  const z = x - 1;
  const t = z + 7.5;
  const sum = LANCZOS.reduce((total, coefficient, index) => total + (index === 0 ? coefficient : coefficient / (z + index)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b);

/** Continued fraction of the incomplete beta function, by Lentz' method. */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const kept = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m <= 500; m++) {
    for (const numerator of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / kept(1 + numerator * d);
      c = kept(1 + numerator / c);
      result *= d * c;
    }
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return result;
}

/** Regularised incomplete beta function. */
function betaCdf(x: number, a: number, b: number): number {
  if (!(a > 0) || !(b > 0) || Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

function betaPdf(x: number, a: number, b: number): number {
  if (!(a > 0) || !(b > 0) || !(x >= 0 && x <= 1)) return Number.NaN;
  return Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logBeta(a, b));
}

/** Halves the interval until it holds nothing between its ends. */
function betaInverse(p: number, a: number, b: number): number | null {
  if (!(a > 0) || !(b > 0)) return Number.NaN;
  if (!(p >= 0 && p <= 1)) return null;
  let [low, high] = [0, 1];
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (betaCdf(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Complementary error function: the series near zero, the continued fraction beyond. */
function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  const size = Math.abs(x);
  if (size < 2) return 1 - erf(x);
  let fraction = 0;
  for (let k = 200; k >= 1; k--) fraction = k / 2 / (size + fraction);
  const tail = Math.exp(-size * size) / (Math.sqrt(Math.PI) * (size + fraction));
  return x > 0 ? tail : 2 - tail;
}

function erf(x: number): number {
  if (Math.abs(x) >= 2) return 1 - erfc(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
    if (n > 200) break;
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

/** Two-sided p-value of Welch's t-test for two samples of unequal variance. */
function welch(...args: readonly number[]): number {
  const [mean1 = 0, variance1 = 0, count1 = 0, mean2 = 0, variance2 = 0, count2 = 0] = args;
  const [error1, error2] = [variance1 / count1, variance2 / count2];
  const t = (mean1 - mean2) / Math.sqrt(error1 + error2);
  const freedom = (error1 + error2) ** 2 / (error1 ** 2 / (count1 - 1) + error2 ** 2 / (count2 - 1));
  return betaCdf(freedom / (freedom + t * t), freedom / 2, 0.5);
}

/** Special functions of statistics. */
export const SPECIAL_SCRIPTS: readonly Scripted[] = [
  script("beta_cdf", [R, R, R], R, (x, a, b) => betaCdf(asNumber(x), asNumber(a), asNumber(b))),
  script("beta_pdf", [R, R, R], R, (x, a, b) => betaPdf(asNumber(x), asNumber(a), asNumber(b))),
  script("beta_inv", [R, R, R], R, (p, a, b) => betaInverse(asNumber(p), asNumber(a), asNumber(b))),
  script("erf", [R], R, (x) => erf(asNumber(x))),
  script("erfc", [R], R, (x) => erfc(asNumber(x))),
  script("welch_test", [R, R, R, R, R, R], R, (...args) => welch(...args.map((arg) => asNumber(arg)))),
];
