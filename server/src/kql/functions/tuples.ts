import type { KqlType } from "../../../contract/index.ts";

type Parts = readonly (readonly [suffix: string, type: KqlType])[];

const D = "dynamic" as const;
const R = "real" as const;

const line = (side: string): Parts => [
  [`${side}rsquare`, R],
  [`${side}slope`, R],
  [`${side}interception`, R],
  [`${side}variance`, R],
  [`${side}rvariance`, R],
];

const DECOMPOSED: Parts = [
  ["baseline", D],
  ["seasonal", D],
  ["trend", D],
  ["residual", D],
];
const PERIODS: Parts = [
  ["periods", D],
  ["scores", D],
];
const COMPLEX: Parts = [
  ["real", D],
  ["imag", D],
];

/** Functions that give several columns, and how each column's name ends: `series_fft_x_real`. Their value is an array of the parts. */
export const TUPLE_PARTS: Readonly<Record<string, Parts>> = {
  series_stats: [
    ["min", R],
    ["min_idx", "long"],
    ["max", R],
    ["max_idx", "long"],
    ["avg", R],
    ["stdev", R],
    ["variance", R],
  ],
  series_fit_line: [
    ["rsquare", R],
    ["slope", R],
    ["variance", R],
    ["rvariance", R],
    ["interception", R],
    ["line_fit", D],
  ],
  series_fit_2lines: [
    ["rsquare", R],
    ["split_idx", "long"],
    ["variance", R],
    ["rvariance", R],
    ["line_fit", D],
    ...line("right_"),
    ...line("left_"),
  ],
  series_fit_poly: [
    ["rsquare", R],
    ["coefficients", D],
    ["variance", R],
    ["rvariance", R],
    ["poly_fit", D],
  ],
  series_periods_detect: PERIODS,
  series_periods_validate: PERIODS,
  series_decompose: DECOMPOSED,
  series_decompose_forecast: DECOMPOSED,
  series_decompose_anomalies: [
    ["ad_flag", D],
    ["ad_score", D],
    ["baseline", D],
  ],
  series_fft: COMPLEX,
  series_ifft: COMPLEX,
};

/** The several arrays of `array_sort_asc(a, b)` come back sorted, as many as there are. */
export const isArraySort = (name: string): boolean => name === "array_sort_asc" || name === "array_sort_desc";

export const isTuple = (name: string): boolean => name in TUPLE_PARTS || isArraySort(name);
