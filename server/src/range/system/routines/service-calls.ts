import type { HostRef, ProcessRef } from "../../activity.ts";
import type { World } from "../../kernel/world.ts";
import { serviceProcess } from "../../windows/standing-processes.ts";
import { type ConnectionAct, toolConnects } from "../../windows/tool-acts.ts";
import { SERVERS } from "../servers.ts";
import type { Routine } from "./routine.ts";

/** A service that Windows brings, by its group, and whom it calls: its maker at an address of its settings, or (null) a controller. */
interface Caller {
  readonly group: string;
  readonly service: string;
  readonly calls: string | null;
  readonly port: number;
  readonly protocol?: ConnectionAct["protocol"];
}

const CALLERS: readonly Caller[] = [
  { group: "netsvcs", service: "gpsvc", calls: null, port: 389 },
  { group: "netsvcs", service: "wuauserv", calls: "198.18.16.91", port: 443 },
  { group: "netsvcs", service: "BITS", calls: "198.18.16.91", port: 443 },
  { group: "netsvcs", service: "UsoSvc", calls: "198.18.16.91", port: 443 },
  { group: "netsvcs", service: "CertPropSvc", calls: null, port: 389 },
  { group: "LocalService", service: "W32Time", calls: null, port: 123, protocol: "Udp" },
  { group: "NetworkService", service: "CryptSvc", calls: "198.18.16.92", port: 80 },
  { group: "NetworkService", service: "WinRM", calls: null, port: 389 },
  { group: "NetworkService", service: "NlaSvc", calls: "198.18.16.94", port: 80 },
  { group: "NetworkService", service: "LanmanWorkstation", calls: null, port: 445 },
  { group: "NetworkService", service: "TermService", calls: null, port: 389 },
  { group: "netsvcs", service: "ProfSvc", calls: null, port: 445 },
  { group: "netsvcs", service: "wlidsvc", calls: "198.18.16.94", port: 443 },
  { group: "netsvcs", service: "DsmSvc", calls: "198.18.16.94", port: 443 },
  { group: "WerSvcGroup", service: "WerSvc", calls: "198.18.16.93", port: 443 },
  { group: "utcsvc", service: "DiagTrack", calls: "198.18.16.93", port: 443 },
];

/** Windows' own services call out too, each seldom: a server has many processes that connect now and then. */
export const SERVICE_CALL: Routine = {
  name: "service-call",
  hosts: SERVERS,
  weight: 9,
  by: (world, host, draws) => holderOf(world, host, draws.pick(CALLERS)),
  tool: (world, _host, draws) => ({
    runsMs: 800,
    acts: (tool) => {
      const caller = CALLERS.find(({ service }) => tool.process.commandLine.endsWith(` -s ${service}`));
      const [controller] = world.estate.domainControllers;
      if (caller === undefined || controller === undefined) return;
      toolConnects(tool, {
        ip: caller.calls ?? controller.ip,
        name: "",
        port: caller.port,
        protocol: caller.protocol ?? "Tcp",
        share: draws.between(1, 9) / 10,
      });
    },
  }),
};

function holderOf(world: World, host: HostRef, { group, service }: Caller): ProcessRef {
  const commandLine = `C:\\Windows\\system32\\svchost.exe -k ${group} -p -s ${service}`;
  return serviceProcess(world, host, { path: "C:\\Windows\\System32\\svchost.exe", commandLine });
}
