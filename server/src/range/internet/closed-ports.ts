import { addMicros, MICROS_PER_HOUR, MICROS_PER_MS } from "../../base/sim-time.ts";
import { hostIn, parseNetwork } from "../estate/addresses.ts";
import { drawStranger } from "../estate/strangers.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { scaleCount } from "../kernel/volume.ts";
import { ordinaryCause } from "../people/cause.ts";

const SEARCHING_NETWORKS = ["198.18.64.0/18", "198.18.128.0/18", "203.0.113.192/27"] as const;

/** Ports that the whole internet is asked for, by how often. */
const SOUGHT: readonly { readonly port: number; readonly protocol: "Tcp" | "Udp"; readonly weight: number }[] = [
  { port: 23, protocol: "Tcp", weight: 14 },
  { port: 22, protocol: "Tcp", weight: 10 },
  { port: 445, protocol: "Tcp", weight: 10 },
  { port: 3389, protocol: "Tcp", weight: 9 },
  { port: 8080, protocol: "Tcp", weight: 6 },
  { port: 1433, protocol: "Tcp", weight: 5 },
  { port: 5060, protocol: "Udp", weight: 5 },
  { port: 123, protocol: "Udp", weight: 3 },
  { port: 161, protocol: "Udp", weight: 3 },
  { port: 6379, protocol: "Tcp", weight: 3 },
  { port: 5900, protocol: "Tcp", weight: 3 },
  { port: 8443, protocol: "Tcp", weight: 3 },
  { port: 53, protocol: "Udp", weight: 2 },
];
const WEIGHTS = SOUGHT.map(({ weight }) => weight);

/** What the firewall refuses all day: strangers who try one door of the company's addresses, or three. */
export const tryClosedPorts = eventKind<{ readonly hour: number }>("internet/closed-ports", (world, { hour }, at) => {
  const host = world.estate.firewall;
  if (host === null) return;
  world.schedule(tryClosedPorts, addMicros(at, MICROS_PER_HOUR), { hour: hour + 1 });
  const draws = world.stream(`internet/closed-ports/${hour}`);
  const cause = ordinaryCause("internet/port-scanner");
  const addresses = parseNetwork(world.scenario.cast.site.publicNetwork);
  for (let visitors = scaleCount(world, draws.between(90, 260), draws); visitors > 0; visitors--) {
    const sourceIp = drawStranger(draws, SEARCHING_NETWORKS, world.scenario);
    const { port, protocol } = SOUGHT[draws.weighted(WEIGHTS)] ?? { port: 23, protocol: "Tcp" as const };
    let next = addMicros(at, draws.belowBig(MICROS_PER_HOUR - 60_000_000));
    for (let tries = draws.weighted([0, 6, 2, 1]); tries > 0; tries--) {
      world.emit({
        kind: "firewall-session",
        id: world.claimId(cause),
        at: next,
        host,
        cause,
        sourceIp,
        sourcePort: draws.between(1_025, 65_535),
        destinationIp: hostIn(addresses, draws.between(1, Math.max(1, addresses.length - 2))),
        destinationPort: port,
        protocol,
        action: "deny",
        sentBytes: 0,
        receivedBytes: 0,
        durationMs: 0,
        site: "",
        user: "",
      });
      next = addMicros(next, draws.between(900, 9_000) * MICROS_PER_MS);
    }
  }
});
