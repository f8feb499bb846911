import { addMicros, MICROS_PER_MS, MICROS_PER_SECOND, type SimTime } from "../../../base/sim-time.ts";
import type { Person } from "../../estate/estate.ts";
import { drawCanary } from "../../exchange/control-panel/urls.ts";
import type { PanelCommand } from "../../exchange/request.ts";
import type { World } from "../../kernel/world.ts";
import { FormsSession, type FormsOccasion } from "../forms-session.ts";

/** Pages of the admin centre, and what each of them reads. */
const GRIDS = [
  { schema: "MailboxService", cmdlets: ["Get-Recipient.ResultSize=500.RecipientTypeDetails=UserMailbox", "Get-Mailbox.Identity=$null"] },
  { schema: "DistributionGroups", cmdlets: ["Get-Recipient.ResultSize=500.RecipientTypeDetails=MailUniversalDistributionGroup"] },
  { schema: "MessageTracking", cmdlets: ["Search-MessageTrackingReport.BypassDelegateChecking=$true"] },
  {
    schema: "VirtualDirectory",
    cmdlets: [
      "Get-OwaVirtualDirectory.ADPropertiesOnly=$true",
      "Get-EcpVirtualDirectory.ADPropertiesOnly=$true",
      "Get-OabVirtualDirectory.ADPropertiesOnly=$true",
    ],
  },
  { schema: "Servers", cmdlets: ["Get-ExchangeServer.Status=$true", "Get-ServerHealth.Server=$null"] },
  { schema: "Databases", cmdlets: ["Get-MailboxDatabase.Status=$true", "Get-MailboxDatabaseCopyStatus"] },
] as const;

/** An ordinary look around in the admin centre: logs on, opens two to four pages. */
export function browsePanel(world: World, person: Person, occasion: FormsOccasion): void {
  const { draws } = occasion;
  const session = new FormsSession(world, person, occasion, person.workstation.ip);
  let next = session.logOn(occasion.at, "ecp", draws.chance(1, 9) ? 1 : 0);
  for (const grid of draws.shuffled(GRIDS).slice(0, draws.between(2, 4))) {
    next = addMicros(next, draws.between(2_000, 45_000) * MICROS_PER_MS);
    next = sendCommand(session, next, { kind: "read-grid", ...grid }, grid.schema, occasion);
  }
}

/** The administrator opens the virtual directories and gives the OAB another external URL. */
export function changeOabUrl(world: World, person: Person, occasion: FormsOccasion, externalUrl: string | null): void {
  const { draws } = occasion;
  const session = new FormsSession(world, person, occasion, person.workstation.ip);
  let next = session.logOn(occasion.at, "ecp", 0);
  next = addMicros(next, draws.between(6, 25) * MICROS_PER_SECOND);
  next = sendCommand(session, next, { kind: "read-oab" }, "OABVirtualDirectory", occasion);
  next = addMicros(next, draws.between(8, 50) * MICROS_PER_SECOND);
  sendCommand(session, next, { kind: "set-oab-url", externalUrl }, "OABVirtualDirectory", occasion);
}

function sendCommand(session: FormsSession, at: SimTime, panelCommand: PanelCommand, schema: string, { draws }: FormsOccasion): SimTime {
  const verb = panelCommand.kind === "read-grid" ? "GetList" : panelCommand.kind === "read-oab" ? "GetObject" : "SetObject";
  return session.send(at, {
    method: "POST",
    stem: `/ecp/DDI/DDIService.svc/${verb}`,
    query: `msExchEcpCanary=${drawCanary(draws)}&schema=${schema}`,
    bodyBytes: draws.between(90, 620),
    panelCommand,
  }).endedAt;
}
