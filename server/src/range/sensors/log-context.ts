import { guidV4Of, hash32, mix32 } from "../../base/hash.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { Directory, SensorContext } from "../../logs/log.ts";
import type { Activity } from "../activity.ts";
import type { CollectionPolicy } from "./collection-policy.ts";
import type { RecordCounters } from "./record-counters.ts";
import { clockSkewOf, resourceIdOf } from "./workspace.ts";
import type { Workspace } from "./workspace.ts";

export interface ContextParts {
  readonly seed: number;
  readonly workspace: Workspace;
  readonly policy: CollectionPolicy;
  readonly counters: RecordCounters;
  readonly directory: Directory;
}

/** What one log may know. Draws are keyed by seed, log, activity and label: no order of calls can change them. */
export function logContext(logName: string, { seed, workspace, policy, counters, directory }: ContextParts): SensorContext {
  const labelKey = remembered((label) => hash32(seed, `sensors/${logName}/${label}`));
  const skew = remembered((hostName) => policy.clockOffsetOf(hostName) ?? clockSkewOf(seed, hostName, policy.kindOf(hostName)));
  const resource = remembered((hostName) => resourceIdOf(workspace, hostName));
  const collected = remembered((hostName) => remembered((source) => policy.isCollected(hostName, source)));
  const word = (activity: Activity, label: string): number => mix32(labelKey(label) ^ Math.imul(activity.id, 0x9e3779b1));
  return {
    organisation: workspace,
    directory,
    clock: (hostName, at) => (at + skew(hostName)) as SimTime,
    isCollected: (hostName, source) => collected(hostName)(source),
    resourceId: resource,
    draw: (activity, label, bound) => Math.floor((word(activity, label) / 2 ** 32) * bound),
    guid: (activity, label) => {
      const first = word(activity, label);
      const second = mix32(first ^ 0x243f6a88);
      return guidV4Of([first, second, mix32(second ^ activity.id), mix32(second ^ 0xb7e15162)]);
    },
    nextRecordId: (hostName, channel) => counters.next(hostName, channel),
  };
}

/** The function with a memory: hosts, labels and channels are few, rows are many. */
function remembered<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const value = known.get(key);
    if (value !== undefined) return value;
    const computed = compute(key);
    known.set(key, computed);
    return computed;
  };
}
