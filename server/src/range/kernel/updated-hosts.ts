import type { Activity, ExchangeBuild, HostRef } from "../activity.ts";
import type { WorldState } from "./world-state.ts";

/** Hosts that were updated, as their rows name them from then on: one object per host and build. Only a cache. */
const updated = new WeakMap<HostRef, HostRef>();

export function isSameBuild(a: ExchangeBuild | null, b: ExchangeBuild | null): boolean {
  return a === b || (a !== null && b !== null && a.build === b.build && a.revision === b.revision && a.minor === b.minor);
}

/** The activity with the build that its host has now: logs print it with every line. */
export function asItStands(state: WorldState, activity: Activity): Activity {
  const host = hostNow(state, activity.host);
  const behind = activity.kind === "http-request" ? activity.backEnd : null;
  const server = behind === null ? null : hostNow(state, behind.server);
  if (host === activity.host && server === (behind?.server ?? null)) return activity;
  if (activity.kind !== "http-request" || behind === null || server === null) return { ...activity, host };
  return { ...activity, host, backEnd: { ...behind, server } };
}

function hostNow({ exchange }: WorldState, host: HostRef): HostRef {
  if (host.exchange === null) return host;
  const build = exchange[host.name]?.build;
  if (build === undefined || isSameBuild(build, host.exchange)) return host;
  const known = updated.get(host);
  if (known !== undefined && isSameBuild(known.exchange, build)) return known;
  const now = { ...host, exchange: build };
  updated.set(host, now);
  return now;
}
