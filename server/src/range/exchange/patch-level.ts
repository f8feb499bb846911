import type { ExchangeBuild } from "../activity.ts";

/**
 * First revision of each cumulative update (`minor.build`) that contains the March 2021 security fixes.
 * Source: Microsoft's build table and the March 2021 security update articles.
 */
const FIXED_REVISIONS: ReadonlyMap<string, number> = new Map([
  ["0.847", 64],
  ["0.1395", 12],
  ["0.1473", 6],
  ["0.1497", 12],
  ["1.1415", 8],
  ["1.1466", 13],
  ["1.1531", 12],
  ["1.1591", 18],
  ["1.1713", 10],
  ["1.1779", 8],
  ["1.1847", 12],
  ["1.1913", 12],
  ["1.1979", 8],
  ["1.2044", 13],
  ["1.2106", 13],
  ["1.2176", 9],
  ["1.2242", 0],
  ["2.221", 18],
  ["2.330", 11],
  ["2.397", 11],
  ["2.464", 15],
  ["2.529", 13],
  ["2.595", 8],
  ["2.659", 12],
  ["2.721", 13],
  ["2.792", 10],
  ["2.858", 0],
]);

/** Later cumulative updates than the newest listed of their product contain the fixes. */
const FIRST_FIXED_BUILD: ReadonlyMap<number, number> = new Map([
  [0, 1498],
  [1, 2242],
  [2, 858],
]);

/** Whether the front end still believes a client-supplied back-end address (CVE-2021-26855). */
export function hasMarch2021Fix({ minor, build, revision }: ExchangeBuild): boolean {
  const fixed = FIXED_REVISIONS.get(`${minor}.${build}`);
  if (fixed !== undefined) return revision >= fixed;
  return build >= (FIRST_FIXED_BUILD.get(minor) ?? 0);
}
