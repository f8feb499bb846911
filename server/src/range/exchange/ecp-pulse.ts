import { addMicros, MICROS_PER_MINUTE } from "../../base/sim-time.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { stretchInterval } from "../kernel/volume.ts";
import { ordinaryCause } from "../people/cause.ts";
import { outageAt } from "./outages.ts";
import { hasTwoSites } from "./applications.ts";
import { exchangeStateOf } from "./front-end.ts";

/** The control panel's worker sums up its own work every five minutes, exactly, for as long as it lives. */
export const ecpPulse = eventKind<{ readonly server: string; readonly n: number }>(
  "exchange/ecp-pulse",
  (world, { server: name, n }, at) => {
    world.schedule(ecpPulse, addMicros(at, stretchInterval(world, 5 * MICROS_PER_MINUTE)), { server: name, n: n + 1 });
    const server = world.estate.exchangeServers.find(({ host }) => host.name === name);
    if (server === undefined || !hasTwoSites(server) || outageAt(exchangeStateOf(world, server), at) !== null) return;
    const cause = ordinaryCause("system/exchange");
    const draws = world.stream(`exchange/${name}/ecp-pulse/${n}`);
    world.emit({
      kind: "ecp-pulse",
      id: world.claimId(cause),
      at: addMicros(at, draws.between(1_000, 9_000)),
      host: server.host,
      cause,
      processId: exchangeStateOf(world, server).pools["MSExchangeECPAppPool"].pid,
      searches: draws.between(1, 14),
    });
  },
);
