import type { RandomStream } from "../../../base/random-stream.ts";
import { addMicros, MICROS_PER_MS, MICROS_PER_SECOND, type SimTime } from "../../../base/sim-time.ts";
import type { Cause, FirewallSession } from "../../activity.ts";
import { hostIn, parseNetwork } from "../../estate/addresses.ts";
import { PROVIDER_GROUP, type Provider, type Technician } from "../../estate/provider.ts";
import type { World } from "../../kernel/world.ts";

/** The firewall's own door for VPN clients; its vendor's examples put it here because the mail server has 443. */
export const VPN_PORT = 10_443;
export const DESKTOP_PORT = 3_389;

/** Addresses are given out from the beginning of the pool; few are in use at a time. */
const IN_USE = 24;
/** Of somebody who types and looks: the screen is what costs. */
const BYTES_PER_SECOND = { sent: 900, received: 5_200 };

export interface Dialled {
  readonly provider: Provider;
  readonly technician: Technician;
  readonly at: SimTime;
  readonly endsAt: SimTime;
  readonly cause: Cause;
  readonly draws: RandomStream;
}

/** A technician dials in from the provider's office, and the firewall gives the laptop an address inside, which this gives. */
export function dialIn(world: World, dialled: Dialled): string {
  const { provider, technician, at, endsAt, draws } = dialled;
  const assignedIp = hostIn(parseNetwork(provider.pool), draws.between(1, IN_USE));
  const until = addMicros(endsAt, draws.between(5_000_000, 90_000_000));
  pass(world, dialled, at, until, {
    sourceIp: provider.publicIp,
    sourcePort: draws.between(49_152, 65_535),
    destinationIp: world.estate.site.natIp,
    destinationPort: VPN_PORT,
    user: "",
    tunnel: { account: technician.account.name, group: PROVIDER_GROUP, assignedIp },
  });
  return assignedIp;
}

export interface DesktopWindow {
  readonly clientIp: string;
  readonly clientPort: number;
  readonly from: SimTime;
  readonly until: SimTime;
}

/** Through the tunnel to the jump host, for as long as the window is open. */
export function passDesktop(world: World, dialled: Dialled, { clientIp, clientPort, from, until }: DesktopWindow): void {
  pass(world, dialled, from, until, {
    sourceIp: clientIp,
    sourcePort: clientPort,
    destinationIp: dialled.provider.jumpHost.ip,
    destinationPort: DESKTOP_PORT,
    user: dialled.technician.account.name,
  });
}

type Ends = Pick<FirewallSession, "sourceIp" | "sourcePort" | "destinationIp" | "destinationPort" | "user" | "tunnel">;

/** A session of the firewall, where the cast has one. */
function pass(world: World, { cause, draws }: Dialled, from: SimTime, until: SimTime, ends: Ends): void {
  const host = world.estate.firewall;
  const seconds = Math.floor((until - from) / MICROS_PER_SECOND);
  const sentBytes = seconds * draws.between(BYTES_PER_SECOND.sent / 2, BYTES_PER_SECOND.sent * 2);
  const receivedBytes = seconds * draws.between(BYTES_PER_SECOND.received / 2, BYTES_PER_SECOND.received * 2);
  if (host === null) return;
  world.emit({
    kind: "firewall-session",
    id: world.claimId(cause),
    at: until,
    host,
    cause,
    protocol: "Tcp",
    action: "close",
    sentBytes,
    receivedBytes,
    durationMs: Math.floor((until - from) / MICROS_PER_MS),
    site: "",
    ...ends,
  });
}
