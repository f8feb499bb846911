import type { VpnTunnel } from "../../range/activity.ts";
import type { Passage } from "./passage.ts";

export type TunnelEventKind = "tunnel-up" | "tunnel-down";

/** Message numbers of the product's VPN log (FortiOS log message reference: SSL VPN session tunnel up and down). */
const EVENTS = {
  "tunnel-up": { id: "39947", description: "SSL VPN tunnel up", message: "SSL tunnel established", reason: "tunnel established" },
  "tunnel-down": { id: "39948", description: "SSL VPN tunnel down", message: "SSL tunnel shutdown", reason: "N/A" },
} as const;

export function isTunnelEvent(kind: string): kind is TunnelEventKind {
  return kind in EVENTS;
}

export function tunnelEventOf(kind: TunnelEventKind): { readonly id: string; readonly name: string; readonly severity: string } {
  return { id: EVENTS[kind].id, name: `event:vpn ${kind}`, severity: "2" };
}

export function tunnelMessageOf(kind: TunnelEventKind): string {
  return EVENTS[kind].message;
}

/** Who came from where, and the address inside that they have from now on: what ties the two networks together. */
export function tunnelPairs(
  kind: TunnelEventKind,
  { account, group, assignedIp }: VpnTunnel,
  passage: Passage,
  sessionNumber: number,
): string[] {
  const counted = [`FTNTFGTduration=${Math.floor(passage.durationMs / 1_000)}`];
  return [
    `FTNTFGTlogdesc=${EVENTS[kind].description}`,
    "FTNTFGTtunneltype=ssl-tunnel",
    `FTNTFGTtunnelid=${1_900_000_000 + sessionNumber}`,
    `FTNTFGTremip=${passage.sourceIp}`,
    `FTNTFGTtunnelip=${assignedIp}`,
    `FTNTFGTuser=${account}`,
    `FTNTFGTgroup=${group}`,
    `FTNTFGTreason=${EVENTS[kind].reason}`,
    ...(kind === "tunnel-down" ? counted : []),
  ];
}
