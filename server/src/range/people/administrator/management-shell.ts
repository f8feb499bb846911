import type { RandomStream } from "../../../base/random-stream.ts";
import { addMicros, MICROS_PER_SECOND, type SimTime } from "../../../base/sim-time.ts";
import type { Cause, CmdletRun } from "../../activity.ts";
import { drawCanary } from "../../exchange/control-panel/urls.ts";
import { exchangeStateOf, handleRequest } from "../../exchange/front-end.ts";
import { describeRequest } from "../../exchange/request.ts";
import type { World } from "../../kernel/world.ts";
import type { Visitor } from "../../windows/visitor.ts";

export interface ShellLine {
  readonly cmdlet: string;
  readonly parameters: (world: World, draws: RandomStream) => CmdletRun["parameters"];
}

const somebody = (world: World, draws: RandomStream): string => draws.pick(world.estate.people).account.name;

const LINES: readonly ShellLine[] = [
  {
    cmdlet: "Get-Mailbox",
    parameters: (world, draws) => (draws.chance(2, 3) ? [{ name: "Identity", value: somebody(world, draws) }] : []),
  },
  { cmdlet: "Get-MessageTrackingLog", parameters: () => [] },
  { cmdlet: "Get-Queue", parameters: () => [] },
  { cmdlet: "Get-OabVirtualDirectory", parameters: () => [] },
  {
    cmdlet: "Set-Mailbox",
    parameters: (world, draws) => [
      { name: "Identity", value: somebody(world, draws) },
      { name: "ProhibitSendQuota", value: `${draws.between(2, 10)} GB` },
    ],
  },
  {
    cmdlet: "Add-DistributionGroupMember",
    parameters: (world, draws) => [
      { name: "Identity", value: draws.pick(["All Staff", "Sales Team", "Front Desk"]) },
      { name: "Member", value: somebody(world, draws) },
    ],
  },
  {
    cmdlet: "Add-MailboxPermission",
    parameters: (world, draws) => [
      { name: "Identity", value: somebody(world, draws) },
      { name: "User", value: somebody(world, draws) },
      { name: "AccessRights", value: "FullAccess" },
    ],
  },
  {
    cmdlet: "Set-CASMailbox",
    parameters: (world, draws) => [
      { name: "Identity", value: somebody(world, draws) },
      { name: "ActiveSyncEnabled", value: draws.chance(1, 2) ? "True" : "False" },
    ],
  },
];

/** Compliance asks for a mailbox as a file on a share; the finished request is removed. */
export const EXPORT_FOR_COMPLIANCE: readonly ShellLine[] = [
  {
    cmdlet: "New-MailboxExportRequest",
    parameters: (world, draws) => {
      const mailbox = somebody(world, draws);
      const store = world.estate.hosts.find(({ role }) => role === "member-server")?.name ?? "FILES";
      return [
        { name: "Mailbox", value: mailbox },
        { name: "FilePath", value: `\\\\${store}\\Compliance$\\${mailbox}.pst` },
      ];
    },
  },
  { cmdlet: "Get-MailboxExportRequest", parameters: () => [] },
  {
    cmdlet: "Remove-MailboxExportRequest",
    parameters: () => [
      { name: "Identity", value: "MailboxExport" },
      { name: "Confirm", value: "False" },
    ],
  },
];

/** The public name of a service changes with its certificate. */
export const WEB_ADDRESS_CHANGE: readonly ShellLine[] = [
  { cmdlet: "Get-WebServicesVirtualDirectory", parameters: () => [] },
  {
    cmdlet: "Set-WebServicesVirtualDirectory",
    parameters: ({ estate }) => [
      { name: "Identity", value: `${estate.exchangeServers[0]?.host.name ?? ""}\\EWS (Default Web Site)` },
      { name: "ExternalUrl", value: `https://${estate.site.mailHost}/EWS/Exchange.asmx` },
    ],
  },
];

export interface ShellOccasion {
  readonly visitor: Visitor;
  readonly at: SimTime;
  readonly draws: RandomStream;
  readonly cause: Cause;
}

/** A few of the everyday lines, in any order. */
export function everydayLines(draws: RandomStream): readonly ShellLine[] {
  return draws.shuffled(LINES).slice(0, draws.between(2, 5));
}

/** One line of so many has a slip in the name of whom it is about. */
const MISTYPED_ODDS = 9;

/** Two letters of the last name that the line gives change places; null for a line that names nobody. */
function mistype(parameters: CmdletRun["parameters"], draws: RandomStream): CmdletRun["parameters"] | null {
  const index = parameters.findLastIndex(({ name }) => name === "Identity" || name === "Member" || name === "User");
  const right = parameters[index];
  if (right === undefined || right.value.length < 5) return null;
  const from = draws.between(2, right.value.length - 3);
  const { value: name } = right;
  const value = `${name.slice(0, from)}${name.charAt(from + 1)}${name.charAt(from)}${name.slice(from + 2)}`;
  return value === right.value ? null : parameters.map((one, at) => (at === index ? { name: one.name, value } : one));
}

/** The Exchange Management Shell: a remote PowerShell session over `/powershell`, and the cmdlets that are typed into it. */
export function runShellSession(world: World, { visitor, at, draws, cause }: ShellOccasion, lines: readonly ShellLine[]): void {
  const [server] = world.estate.exchangeServers;
  if (server === undefined) return;
  const { account, from } = visitor;
  const { major, minor, build } = exchangeStateOf(world, server).build;
  const session = `Version_${major}.${minor}_(Build_${build - 1}.0)=${drawCanary(draws).slice(0, 20)}`;
  const send = (when: SimTime, action: string, isNewConnection: boolean, cmdletParameters: CmdletRun["parameters"] = []): SimTime =>
    handleRequest(
      world,
      server,
      describeRequest({
        at: when,
        cause,
        draws,
        clientIp: from.ip,
        userAgent: "Microsoft WinRM Client",
        method: "POST",
        port: 80,
        host: server.host.fqdn.toLowerCase(),
        stem: "/powershell",
        query: `clientApplication=ManagementShell;PSVersion=5.1.19041.610&sessionID=${session}`,
        action,
        cmdletParameters,
        bodyBytes: draws.between(1_100, 9_000),
        credentials: {
          kind: "integrated",
          account,
          package: "Kerberos",
          workstation: from.name,
          isNewConnection,
        },
      }),
    ).endedAt;
  let next = send(at, "New-PSSession:Receive", true);
  for (const line of lines) {
    next = addMicros(next, draws.between(9 * MICROS_PER_SECOND, 150 * MICROS_PER_SECOND));
    const parameters = line.parameters(world, draws);
    // A name that was mistyped is answered with an error, and typed again.
    const mistyped = draws.chance(1, MISTYPED_ODDS) ? mistype(parameters, draws) : null;
    if (mistyped !== null) {
      next = send(next, `${line.cmdlet}:Command`, false, mistyped);
      next = addMicros(next, draws.between(6 * MICROS_PER_SECOND, 40 * MICROS_PER_SECOND));
    }
    next = send(next, `${line.cmdlet}:Command`, false, parameters);
  }
  send(addMicros(next, draws.between(2 * MICROS_PER_SECOND, 30 * MICROS_PER_SECOND)), "Remove-PSSession:Receive", false);
}
