import type { Scripted } from "../script.ts";
import { ELEMENTWISE_SCRIPTS } from "./elementwise.ts";
import { FILL_SCRIPTS } from "./fill.ts";
import { FILTER_SCRIPTS } from "./filters.ts";
import { FITTING_SCRIPTS } from "./fitting.ts";
import { FOURIER_SCRIPTS } from "./fourier.ts";
import { OUTLIER_SCRIPTS } from "./outliers.ts";
import { SEASONALITY_SCRIPTS } from "./seasonality.ts";
import { STATISTIC_SCRIPTS } from "./statistics.ts";

/** Functions over series: arrays of numbers at equal distances. */
export const SERIES_SCRIPTS: readonly Scripted[] = [
  ...ELEMENTWISE_SCRIPTS,
  ...FILL_SCRIPTS,
  ...FILTER_SCRIPTS,
  ...FITTING_SCRIPTS,
  ...FOURIER_SCRIPTS,
  ...OUTLIER_SCRIPTS,
  ...SEASONALITY_SCRIPTS,
  ...STATISTIC_SCRIPTS,
];
