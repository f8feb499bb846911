import type { ExchangeBuild, HostRef } from "../range/activity.ts";
import { perObject } from "./remembered.ts";

const UNKNOWN: ExchangeBuild = { major: 15, minor: 1, build: 0, revision: 0 };

/** The Exchange build of a host; a host without Exchange has none to print, so its parts are zero. */
export function buildOf(host: HostRef): ExchangeBuild {
  return host.exchange ?? UNKNOWN;
}

/** `15.01.2176.004`, as text headers print it. */
export const paddedVersion = perObject(
  (build: ExchangeBuild): string => `${pad(build.major, 2)}.${pad(build.minor, 2)}.${pad(build.build, 4)}.${pad(build.revision, 3)}`,
);

/** `15.01.2176.000`: TargetServerVersion in HttpProxy zeroes the revision. */
export const targetVersion = perObject((build: ExchangeBuild): string => paddedVersion({ ...build, revision: 0 }));

/** `15.1.2176.4`, as ECP logs print it. */
export function plainVersion(build: ExchangeBuild): string {
  return `${build.major}.${build.minor}.${build.build}.${build.revision}`;
}

/** The packed number of `FEAuth=BEVersion-…`, `BackEndCookie` and routing entries: 15.1.2375 → 1942063431. */
export function versionInteger(build: ExchangeBuild): number {
  return 0x70000000 + build.major * 0x400000 + build.minor * 0x10000 + 0x8000 + build.build;
}

function pad(part: number, width: number): string {
  return String(part).padStart(width, "0");
}
