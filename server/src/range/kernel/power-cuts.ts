import type { SimTime } from "../../base/sim-time.ts";
import type { Activity } from "../activity.ts";
import type { WorldState } from "./world-state.ts";

/** A machine goes off without a word and starts again. Known beforehand, as the scenario says it. Plain data. */
export interface PowerCut {
  readonly hostName: string;
  readonly ip: string;
  readonly from: SimTime;
  /** When its Windows starts. */
  readonly bootsAt: SimTime;
}

/**
 * Whether nobody will ever read of this. While a machine is off it does nothing and writes nothing; what it had begun before
 * does not go on after, and sessions and programs of the time before end without a line.
 * `now`: when it was decided that this would happen.
 */
export function isLost(state: WorldState, activity: Activity, now: SimTime): boolean {
  if (state.powerCuts.length === 0) return false;
  const isLostNow = state.lostActivities[activity.cause.parentId] === true || state.powerCuts.some((cut) => isCutOff(cut, activity, now));
  if (isLostNow) state.lostActivities[activity.id] = true;
  return isLostNow;
}

function isCutOff({ hostName, ip, from, bootsAt }: PowerCut, activity: Activity, now: SimTime): boolean {
  if (activity.at < from) return false;
  if (activity.host.name !== hostName) return activity.at < bootsAt && peerOf(activity) === ip;
  return activity.at < bootsAt || now < from || isOfBefore(activity, from);
}

/** Who is at the other end, as far as the activity says. */
function peerOf(activity: Activity): string | null {
  if ("sourceIp" in activity) return activity.sourceIp;
  if ("clientIp" in activity) return activity.clientIp;
  return "remoteIp" in activity ? activity.remoteIp : null;
}

/** The kernel itself counts as the same process after a start; every other is another. */
const KERNEL_PID = 4;

function isOfBefore(activity: Activity, from: SimTime): boolean {
  const process = "process" in activity ? activity.process : null;
  return process !== null && typeof process === "object" && process.startedAt < from && process.pid !== KERNEL_PID;
}
