import type { ExchangeBuild } from "../activity.ts";
import { BUILD_LIST, cumulativeUpdateOf } from "./build-list.ts";

/** Negative where `a` came before `b`; versions of different products compare by their numbers alone. */
export function compareBuilds(a: ExchangeBuild, b: ExchangeBuild): number {
  return a.major - b.major || a.minor - b.minor || a.build - b.build || a.revision - b.revision;
}

/** Whether an update from one to the other replaces the product, instead of patching it. Rollups of 2010 only patch. */
export function isCumulativeStep(before: ExchangeBuild, after: ExchangeBuild): boolean {
  return after.major > 14 && before.build !== after.build;
}

/** Whether the security fixes of March 2021 are in: the front end then no longer believes a client-supplied back end (CVE-2021-26855). */
export function hasMarch2021Fix(build: ExchangeBuild): boolean {
  const update = cumulativeUpdateOf(build);
  if (update === null) return isNewerThanList(build);
  const fixed = update.levels.find(({ isMarch2021Fixed }) => isMarch2021Fixed);
  return fixed !== undefined && compareBuilds(build, fixed.build) >= 0;
}

/** Later cumulative updates than the newest listed of their product contain the fixes. */
function isNewerThanList(build: ExchangeBuild): boolean {
  const known = BUILD_LIST.flatMap(({ levels }) => levels.map((level) => level.build));
  const ofProduct = known.filter(({ major, minor }) => major === build.major && minor === build.minor);
  return ofProduct.length > 0 && ofProduct.every((one) => compareBuilds(one, build) < 0);
}
