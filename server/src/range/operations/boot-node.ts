import { addMicros, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { Cause } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import { webServicesProcess } from "../exchange/pool-process.ts";
import type { World } from "../kernel/world.ts";
import { replicationService } from "../system/group-life.ts";
import { recordStartAfterCut } from "../windows/boot-events.ts";
import { lsassProcess, scheduleProcess, winlogonProcess } from "../windows/known-processes.ts";
import { recordManifestEvent } from "../windows/application-events.ts";
import { recordServiceLogon } from "../windows/service-logon.ts";
import { recordServiceState } from "../windows/services.ts";
import { serviceProcess, servicesProcess } from "../windows/standing-processes.ts";
import type { Site } from "./operation-site.ts";

/** Windows' own services in the order in which they report themselves; the cluster's comes with them. */
const WINDOWS_SERVICES = [
  "DCOM Server Process Launcher",
  "RPC Endpoint Mapper",
  "Windows Event Log",
  "Task Scheduler",
  "Netlogon",
  "Windows Time",
  "Windows Remote Management (WS-Management)",
  "Cluster Service",
] as const;

/** Exchange's, which wait for the directory and for each other (display names). */
const EXCHANGE_SERVICES = [
  "Microsoft Exchange Active Directory Topology",
  "Microsoft Exchange Service Host",
  "Microsoft Exchange Replication",
  "Microsoft Exchange Information Store",
  "Microsoft Exchange RPC Client Access",
  "Microsoft Exchange Transport",
  "Microsoft Exchange Frontend Transport",
  "Microsoft Exchange Mailbox Transport Delivery",
  "Microsoft Exchange Mailbox Transport Submission",
  "Microsoft Exchange Mailbox Assistants",
  "Microsoft Exchange Mailbox Replication",
  "Microsoft Exchange Health Manager",
] as const;

/** The lost member is switched on: another boot with other processes and sessions. Its databases stay where they went. */
export function bootNode({ world, server, at, draws, cause, outage }: Site): void {
  if (outage === null) return;
  const { host } = server;
  world.state.boots[host.name] = at;
  recordStartAfterCut(world, host, { from: outage.from, bootedAt: at }, cause);
  startProcesses(world, server);
  const services = addMicros(at, 6 * MICROS_PER_SECOND);
  for (const [index, name] of WINDOWS_SERVICES.entries())
    recordServiceState(world, host, addMicros(services, index * draws.between(120_000, 400_000)), cause, name, "running");
  logSystemOn(world, server, at, cause, draws);
  findTheTime(world, server, addMicros(at, 11 * MICROS_PER_SECOND), cause);
  // What is left until somebody is answered, Exchange takes to start.
  const begin = addMicros(at, 9 * MICROS_PER_SECOND);
  const pace = Math.floor((outage.until - begin) / (EXCHANGE_SERVICES.length + 1));
  for (const [index, name] of EXCHANGE_SERVICES.entries())
    recordServiceState(world, host, addMicros(begin, index * pace + draws.below(pace)), cause, name, "running");
}

/** What sensors will name as parent or actor sooner or later runs from the start. */
function startProcesses(world: World, server: ExchangeServer): void {
  const { host, installPath } = server;
  winlogonProcess(world, host);
  servicesProcess(world, host);
  lsassProcess(world, host);
  scheduleProcess(world, host);
  webServicesProcess(world, server);
  for (const path of [
    `${installPath}\\Bin\\Microsoft.Exchange.Directory.TopologyService.exe`,
    `${installPath}\\Bin\\EdgeTransport.exe`,
    `${installPath}\\Bin\\MSExchangeFrontendTransport.exe`,
  ])
    serviceProcess(world, host, { path, commandLine: `"${path}"` });
  replicationService(world, server);
}

/** Each service that starts as the system is a logon of its own (4624, type 5). */
function logSystemOn(world: World, { host }: ExchangeServer, at: SimTime, cause: Cause, draws: Site["draws"]): void {
  for (let count = draws.between(9, 14); count > 0; count--)
    recordServiceLogon(world, host, addMicros(at, draws.between(4_000_000, 30_000_000)), cause, draws);
}

/** A member of the domain asks a controller what time it is (37, then 35). */
function findTheTime(world: World, { host }: ExchangeServer, at: SimTime, cause: Cause): void {
  const [controller] = world.estate.domainControllers;
  if (controller === undefined) return;
  const source = `${controller.fqdn} (ntp.d|0.0.0.0:123->${controller.ip}:123)`;
  for (const [eventId, message, after] of [
    [37, `The time provider NtpClient is currently receiving valid time data from ${source}.`, 0],
    [35, `The time service is now synchronizing the system time with the time source ${source}.`, 380_000],
  ] as const)
    recordManifestEvent(world, host, addMicros(at, after), cause, {
      channel: "System",
      provider: "Microsoft-Windows-Time-Service",
      eventId,
      level: 4,
      named: { TimeSource: source },
      message,
    });
}
