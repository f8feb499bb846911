import type { Activity, HostRef } from "../range/activity.ts";
import type { LogDefinition } from "./log.ts";

/** Exchange 2010: one web site for everything, an edition of its own of what it logs, and much that it does not log at all. */
export function isExchange2010({ exchange }: HostRef): boolean {
  return exchange?.major === 14;
}

/** A log that came with Exchange 2013: a server of 2010 has none. `side`: whether front end or back end writes it. */
export function since2013(log: LogDefinition, side: "front" | "back" = "front"): LogDefinition {
  return { ...log, rows: (activity, context) => (isExchange2010(writerOf(activity, side)) ? [] : log.rows(activity, context)) };
}

function writerOf(activity: Activity, side: "front" | "back"): HostRef {
  return side === "back" && activity.kind === "http-request" && activity.backEnd !== null ? activity.backEnd.server : activity.host;
}
