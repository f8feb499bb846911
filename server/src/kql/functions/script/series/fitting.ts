import type { SessionValue } from "../../../session/session-function.ts";
import { isArray, printArray } from "../arrays.ts";
import { asNumber, script, type Scripted } from "../script.ts";
import { complete, meanOf, printBag, printNumber, printSeries, sumOf, varianceOf } from "./numbers.ts";
import { polynomial } from "./polynomial.ts";

const D = "dynamic" as const;

/** A fitted curve and how much of the data's variance it leaves. */
interface Quality {
  readonly rsquare: number;
  readonly variance: number;
  readonly rvariance: number;
}

interface Line extends Quality {
  readonly slope: number;
  readonly interception: number;
  readonly fit: readonly number[];
}

function quality(values: readonly number[], fit: readonly number[]): Quality {
  const variance = varianceOf(values);
  const rvariance = varianceOf(values.map((value, index) => value - (fit[index] ?? 0)));
  return { rsquare: variance === 0 ? 1 : 1 - rvariance / variance, variance, rvariance };
}

/** Least-squares line over the positions 0, 1, 2 … */
export function fitLine(values: readonly number[]): Line {
  const middle = (values.length - 1) / 2;
  const mean = meanOf(values);
  const spread = sumOf(values.map((_, index) => (index - middle) ** 2));
  const slope = spread === 0 ? 0 : sumOf(values.map((value, index) => (index - middle) * (value - mean))) / spread;
  const interception = mean - slope * middle;
  const fit = values.map((_, index) => interception + slope * index);
  return { slope, interception, fit, ...quality(values, fit) };
}

interface Bent extends Quality {
  readonly split: number;
  readonly left: Line;
  readonly right: Line;
  readonly fit: readonly number[];
}

/** Two lines, split where they leave the least behind. */
function fitTwoLines(values: readonly number[]): Bent | null {
  let best: Bent | null = null;
  for (let split = 1; split < values.length; split++) {
    const [left, right] = [fitLine(values.slice(0, split)), fitLine(values.slice(split))];
    const fit = [...left.fit, ...right.fit];
    const found = { split, left, right, fit, ...quality(values, fit) };
    if (best === null || found.rsquare > best.rsquare) best = found;
  }
  return best;
}

type Entries = readonly (readonly [key: string, json: string])[];

const lineEntries = (line: Line): Entries => [
  ["rsquare", printNumber(line.rsquare)],
  ["slope", printNumber(line.slope)],
  ["variance", printNumber(line.variance)],
  ["rvariance", printNumber(line.rvariance)],
  ["interception", printNumber(line.interception)],
  ["line_fit", printSeries(line.fit)],
];

const sideEntries = (line: Line): Entries => [
  ["rsquare", printNumber(line.rsquare)],
  ["slope", printNumber(line.slope)],
  ["interception", printNumber(line.interception)],
  ["variance", printNumber(line.variance)],
  ["rvariance", printNumber(line.rvariance)],
];

const bentEntries = (bent: Bent): Entries => [
  ["rsquare", printNumber(bent.rsquare)],
  ["split_idx", String(bent.split)],
  ["variance", printNumber(bent.variance)],
  ["rvariance", printNumber(bent.rvariance)],
  ["line_fit", printSeries(bent.fit)],
];

function poly(y: SessionValue | undefined, x: SessionValue | undefined, degree: SessionValue | undefined): string | null {
  const values = complete(y);
  if (values === null) return null;
  const places = isArray(x) ? complete(x) : values.map((_, index) => index + 1);
  if (places === null || places.length !== values.length) return null;
  const coefficients = polynomial(places, values, asNumber(degree, 1));
  if (coefficients === null) return null;
  const fit = places.map((place) => coefficients.reduce((sum, coefficient) => sum * place + coefficient, 0));
  const made = quality(values, fit);
  return printArray([
    printNumber(made.rsquare),
    printSeries(coefficients),
    printNumber(made.variance),
    printNumber(made.rvariance),
    printSeries(fit),
  ]);
}

const values = (entries: Entries): string[] => entries.map(([, json]) => json);

/** Lines and polynomials through a series. */
export const FITTING_SCRIPTS: readonly Scripted[] = [
  script("series_fit_line", [D], D, (json) => {
    const numbers = complete(json);
    return numbers === null ? null : printArray(values(lineEntries(fitLine(numbers))));
  }),
  script("series_fit_line_dynamic", [D], D, (json) => {
    const numbers = complete(json);
    return numbers === null ? null : printBag(lineEntries(fitLine(numbers)));
  }),
  script("series_fit_2lines", [D], D, (json) => {
    const bent = fitTwoLines(complete(json) ?? []);
    return bent === null ? null : printArray(values([...bentEntries(bent), ...sideEntries(bent.right), ...sideEntries(bent.left)]));
  }),
  script("series_fit_2lines_dynamic", [D], D, (json) => {
    const bent = fitTwoLines(complete(json) ?? []);
    if (bent === null) return null;
    return printBag([...bentEntries(bent), ["right", printBag(sideEntries(bent.right))], ["left", printBag(sideEntries(bent.left))]]);
  }),
  script("series_fit_poly", [D, "dynamic?", "long?"], D, poly),
];
