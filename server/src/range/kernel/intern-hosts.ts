import type { Activity, HostRef } from "../activity.ts";
import type { Estate } from "../estate/estate.ts";
import { isSameBuild } from "./updated-hosts.ts";
import type { KernelState } from "./kernel.ts";

/** After JSON every activity has hosts of its own; give it back the estate's, which all activities share. */
export function internHosts(state: KernelState, estate: Estate): KernelState {
  const known = (host: HostRef): HostRef => {
    const own = estate.hostsByName.get(host.name);
    return own !== undefined && isSameBuild(own.exchange, host.exchange) ? own : host;
  };
  const intern = (activity: Activity): Activity => {
    const host = known(activity.host);
    if (activity.kind !== "http-request" || activity.backEnd === null) return { ...activity, host };
    return { ...activity, host, backEnd: { ...activity.backEnd, server: known(activity.backEnd.server) } };
  };
  return { ...state, outbox: state.outbox.map((pending) => ({ ...pending, activity: intern(pending.activity) })) };
}
