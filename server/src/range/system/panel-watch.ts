import { addMicros, MICROS_PER_MINUTE, MICROS_PER_MS } from "../../base/sim-time.ts";
import { drawCanary } from "../exchange/control-panel/urls.ts";
import { handleRequest } from "../exchange/front-end.ts";
import { describeRequest } from "../exchange/request.ts";
import { hasTwoSites } from "../exchange/applications.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { ordinaryCause } from "../people/cause.ts";

/** Pages of the admin centre that the dashboard shows, and what each reads. */
const GRIDS = [
  { schema: "Servers", cmdlets: ["Get-ExchangeServer.Status=$true", "Get-ServerHealth.Server=$null"] },
  { schema: "Databases", cmdlets: ["Get-MailboxDatabase.Status=$true", "Get-MailboxDatabaseCopyStatus"] },
  {
    schema: "VirtualDirectory",
    cmdlets: ["Get-OwaVirtualDirectory.ADPropertiesOnly=$true", "Get-EcpVirtualDirectory.ADPropertiesOnly=$true"],
  },
  { schema: "MailboxService", cmdlets: ["Get-Recipient.ResultSize=500.RecipientTypeDetails=UserMailbox"] },
] as const;

/** The provider's dashboard reads the admin centre from another server, day and night, with an account of its own. */
export const watchPanel = eventKind<{ readonly server: string; readonly n: number }>(
  "system/panel-watch",
  (world, { server: name, n }, at) => {
    const draws = world.stream(`system/panel-watch/${name}/${n}`);
    world.schedule(watchPanel, addMicros(at, draws.between(30, 70) * MICROS_PER_MINUTE + draws.below(MICROS_PER_MINUTE)), {
      server: name,
      n: n + 1,
    });
    const server = world.estate.exchangeServers.find(({ host }) => host.name === name);
    const watcher = world.estate.hosts.find(({ role }) => role === "member-server");
    if (server === undefined || watcher === undefined || !hasTwoSites(server)) return;
    const account = world.estate.system.monitoring;
    const base = {
      cause: ordinaryCause("system/panel-watch"),
      draws,
      clientIp: watcher.ip,
      userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Lookout/4.2 (synthetic transaction)",
      method: "POST",
      host: server.host.fqdn.toLowerCase(),
    };
    let next = at;
    for (const [index, grid] of draws.shuffled(GRIDS).slice(0, draws.between(1, 3)).entries()) {
      const request = describeRequest({
        ...base,
        at: next,
        stem: "/ecp/DDI/DDIService.svc/GetList",
        query: `msExchEcpCanary=${drawCanary(draws)}&schema=${grid.schema}`,
      });
      const challenged = index === 0 ? handleRequest(world, server, request).endedAt : next;
      const answered = handleRequest(world, server, {
        ...request,
        at: addMicros(challenged, draws.between(2, 30) * MICROS_PER_MS),
        bodyBytes: draws.between(90, 620),
        panelCommand: { kind: "read-grid", ...grid },
        credentials: { kind: "integrated", account, package: "NTLM", workstation: watcher.name, isNewConnection: index === 0 },
      });
      next = addMicros(answered.endedAt, draws.between(300, 2_900) * MICROS_PER_MS);
    }
  },
);
