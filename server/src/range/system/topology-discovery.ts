import { addMicros, MICROS_PER_MINUTE, MICROS_PER_MS } from "../../base/sim-time.ts";
import { hasTwoSites } from "../exchange/applications.ts";
import { exchangeStateOf } from "../exchange/front-end.ts";
import { outageAt } from "../exchange/outages.ts";
import { eventKind } from "../kernel/event-kind.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "../people/cause.ts";
import { recordApplicationEvent } from "../windows/application-events.ts";
import { serviceProcess } from "../windows/standing-processes.ts";

/** Exchange looks for its directory every quarter of an hour. */
const PERIOD_MICROS = 15 * MICROS_PER_MINUTE;
const COLUMNS =
  "(Server name | Roles | Enabled | Reachability | Synchronized | GC capable | PDC | SACL right | Critical Data | Netlogon | OS Version)";

type Turn = { readonly server: string; readonly n: number };

/** 2080: which domain controllers the server has found, and what it thinks of each. The commonest line of the Application log. */
export const discoverTopology = eventKind<Turn>("system/topology", (world, { server: name, n }, at) => {
  const draws = world.stream(`system/topology/${name}/${n}`);
  world.schedule(discoverTopology, addMicros(at, PERIOD_MICROS), { server: name, n: n + 1 });
  const server = world.estate.exchangeServers.find(({ host }) => host.name === name);
  if (server === undefined || outageAt(exchangeStateOf(world, server), at)?.stopsTransport === true) return;
  const image = hasTwoSites(server) ? "Microsoft.Exchange.Directory.TopologyService.exe" : "MSExchangeADTopologyService.exe";
  const path = `${server.installPath}\\Bin\\${image}`;
  const { pid } = serviceProcess(world, server.host, { path, commandLine: `"${path}"` });
  const found = controllersOf(world);
  recordApplicationEvent(world, server.host, addMicros(at, draws.between(2, 900) * MICROS_PER_MS), ordinaryCause("system/topology"), {
    provider: "MSExchange ADAccess",
    eventId: 2080,
    level: 4,
    strings: [image, String(pid), world.estate.organisation.domain, found],
    message:
      `Process ${image} (PID=${pid}). Exchange Active Directory Provider has discovered the following servers with the following ` +
      `characteristics:\r\n ${COLUMNS}\r\n${found}`,
  });
});

/** Configuration controller, controller and global catalogue; enabled, in reach over all three ports, synchronised. The first one is the PDC. */
function controllersOf({ estate }: World): string {
  const lines = estate.domainControllers.map(({ fqdn }, index) => `${fqdn}\tCDG 1 7 7 1 ${index === 0 ? 1 : 0} 1 1 7 1`);
  return ["In-site:", ...lines, "Out-of-site:"].join("\r\n");
}
