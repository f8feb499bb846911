import type { ApplianceKind, CastHost } from "./model.ts";

const APPLIANCES: readonly string[] = ["firewall", "mail-relay", "load-balancer", "web-proxy"] satisfies ApplianceKind[];

/** Machines without Windows: steps cannot act on them, and they have no account. */
export function isAppliance(kind: CastHost["kind"]): boolean {
  return APPLIANCES.includes(kind);
}
