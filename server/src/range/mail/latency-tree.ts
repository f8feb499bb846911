import { formatSimTime, type SimTime } from "../../base/sim-time.ts";
import type { HostRef } from "../activity.ts";

/**
 * Where a message has been and for how long, as message tracking writes it: `<arrival>;SRV=<server>:TOTAL-HUB=0.391|SMR=0.072|…`, with
 * the parts of a service adding up to its total. `LSRV` names the server that has not yet let go of it. Forms: headers and tracking lines of
 * 2016 servers that their owners published.
 */
export interface Stay {
  readonly service: "SUB" | "FE" | "HUB" | "DEL";
  readonly host: HostRef;
  readonly from: SimTime;
  readonly until: SimTime;
}

/** What a service calls the parts of its work, and how much of the time each takes (percent; the last takes the rest). */
const PARTS: Readonly<Record<Stay["service"], readonly (readonly [name: string, percent: number])[]>> = {
  SUB: [
    ["SA", 34],
    ["MTSS", 0],
  ],
  FE: [
    ["SMR", 93],
    ["SMS", 0],
  ],
  HUB: [
    ["SMR", 27],
    ["CAT", 31],
    ["QDM", 6],
    ["SMS", 0],
  ],
  DEL: [
    ["SMR", 22],
    ["D-PEN", 0],
  ],
};

/** `isUnderWay`: the last stay has not ended. */
export function latencyTree(arrival: SimTime, stays: readonly Stay[], isUnderWay: boolean): string {
  const trees = stays.map(
    (stay, index) => `${isUnderWay && index === stays.length - 1 ? "LSRV" : "SRV"}=${stay.host.fqdn}:${totalOf(stay)}`,
  );
  return [formatSimTime(arrival), ...trees].join(";");
}

/** Seconds between two instants, to the millisecond as their stamps show them. */
export function secondsBetween(from: SimTime, until: SimTime): string {
  return seconds(Math.floor(until / 1000) - Math.floor(from / 1000));
}

function totalOf({ service, from, until }: Stay): string {
  const totalMs = Math.floor(until / 1000) - Math.floor(from / 1000);
  const parts = PARTS[service];
  let restMs = totalMs;
  const texts = parts.map(([name, percent], index) => {
    // Not every message spends the same shares: the odd milliseconds of its own time decide.
    const share = percent + (totalMs % 11) - 5;
    const ms = index === parts.length - 1 ? restMs : Math.min(restMs, Math.floor((totalMs * Math.max(0, share)) / 100));
    restMs -= ms;
    return `${name}=${seconds(ms)}`;
  });
  return [`TOTAL-${service}=${seconds(totalMs)}`, ...texts].join("|");
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
