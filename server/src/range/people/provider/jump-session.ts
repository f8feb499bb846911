import type { RandomStream } from "../../../base/random-stream.ts";
import { addMicros, MICROS_PER_MINUTE, MICROS_PER_MS, MICROS_PER_SECOND, type SimTime } from "../../../base/sim-time.ts";
import type { Cause, HostRef } from "../../activity.ts";
import type { World } from "../../kernel/world.ts";
import { connectInside } from "../../network/both-ends.ts";
import { recordDesktopConnection } from "../../windows/desktop-connection.ts";
import { desktopService } from "../../windows/desktop-logon.ts";
import { startShell, type DesktopShell } from "../../windows/desktop-shell.ts";
import { recordNtlmValidation, recordServiceTicket, recordTicketGranting } from "../../windows/domain-controller.ts";
import { recordLogon } from "../../windows/logons.ts";
import { runTool, SYSTEM32, windowsTool, type Tool, type RunningTool } from "../../windows/tool.ts";
import type { Visitor } from "../../windows/visitor.ts";
import { DESKTOP_PORT, dialIn, passDesktop, type Dialled } from "./tunnel.ts";

/** Who comes, when, and when they are done. */
export type JumpPlan = Dialled;

/** A technician's desktop on the jump host. */
export interface JumpSession {
  readonly shell: DesktopShell;
  /** As servers see them from now on. */
  readonly visitor: Visitor;
  readonly draws: RandomStream;
}

/** Where somebody closes the window instead of signing out, policy ends the session an hour later. */
const LEFT_MINUTES = 60;

/** In through the VPN and onto the jump host's desktop, until `endsAt`; nothing is done in the last five minutes. */
export function openJumpHost(world: World, plan: JumpPlan): JumpSession {
  const { provider, technician, at, endsAt, draws } = plan;
  const { account, laptop } = technician;
  const host = provider.jumpHost;
  const clientIp = dialIn(world, plan);
  const knocksAt = addMicros(at, draws.between(31_000_000, 80_000_000));
  const arrivesAt = addMicros(knocksAt, draws.between(900_000, 1_900_000));
  const pause = drawPause(endsAt, draws);
  openWindow(world, plan, clientIp, knocksAt, pause?.from ?? endsAt);
  const isLeft = pause === null && draws.chance(1, 2);
  const durationMicros = endsAt - arrivesAt + (isLeft ? LEFT_MINUTES * MICROS_PER_MINUTE : 0);
  const session = recordLogon(world, {
    host,
    account,
    at: arrivesAt,
    cause: plan.cause,
    draws,
    logonType: 10,
    package: "Negotiate",
    workstation: host.name,
    sourceIp: clientIp,
    process: desktopService(world, host),
    isElevated: true,
    durationMicros,
  });
  const cause: Cause = { ...plan.cause, parentId: session.activityId };
  askForTickets(world, plan, cause, arrivesAt, session.logonGuid);
  const window = { account, logonId: session.logonId, number: draws.between(0, 60), clientName: laptop, clientIp };
  if (pause !== null) {
    recordDesktopConnection(world, host, pause.from, cause, "disconnected", window);
    openWindow(world, plan, clientIp, addMicros(pause.until, -900 * MICROS_PER_MS), endsAt);
    recordDesktopConnection(world, host, pause.until, cause, "reconnected", { ...window, number: window.number + 1 });
  }
  if (isLeft) recordDesktopConnection(world, host, endsAt, cause, "disconnected", window);
  const shownAt = addMicros(arrivesAt, draws.between(1_200_000, 4_200_000));
  const closesAt = addMicros(arrivesAt, durationMicros);
  const shell = startShell(world, { host, account, session, at: shownAt, cause: plan.cause, draws, endsAt: closesAt });
  return { shell, visitor: { account, from: host }, draws };
}

/** Every second time they close the window when they are done, and come back minutes later to sign out. */
function drawPause(endsAt: SimTime, draws: RandomStream): { readonly from: SimTime; readonly until: SimTime } | null {
  if (!draws.chance(1, 2)) return null;
  const micros = MICROS_PER_SECOND;
  return {
    from: addMicros(endsAt, -draws.between(200 * micros, 290 * micros)),
    until: addMicros(endsAt, -draws.between(12 * micros, 60 * micros)),
  };
}

/**
 * The laptop belongs to no domain, so the password is proved by NTLM before there is a desktop: a connection, 4776 on a controller with
 * the laptop's name, and a logon of type 3 that is over at once (network level authentication). The firewall sees the same connection.
 */
function openWindow(world: World, plan: JumpPlan, clientIp: string, at: SimTime, until: SimTime): void {
  const { provider, technician, cause, draws } = plan;
  const host = provider.jumpHost;
  const { account, laptop } = technician;
  const from = addMicros(at, -draws.between(60, 300) * MICROS_PER_MS);
  const clientPort = draws.between(49_152, 65_535);
  passDesktop(world, plan, { clientIp, clientPort, from, until });
  world.emit({
    kind: "network-connection",
    id: world.claimId(cause),
    at: from,
    host,
    cause,
    direction: "inbound",
    outcome: "success",
    localIp: host.ip,
    localPort: DESKTOP_PORT,
    remoteIp: clientIp,
    remotePort: clientPort,
    remoteName: "",
    protocol: "Tcp",
    traffic: null,
    process: desktopService(world, host),
  });
  recordNtlmValidation(world, { at, cause, draws, accountName: account.name, workstation: laptop, status: "0x0" });
  recordLogon(world, {
    host,
    account,
    at: addMicros(at, 4 * MICROS_PER_MS),
    cause,
    draws,
    logonType: 3,
    package: "NTLM",
    workstation: laptop,
    sourceIp: clientIp,
    process: null,
    isElevated: true,
    durationMicros: draws.between(2, 14) * MICROS_PER_SECOND,
  });
}

/** The jump host asks in their name, from its own address: with these tickets they go on. */
function askForTickets(world: World, { technician, provider, draws }: JumpPlan, cause: Cause, at: SimTime, logonGuid: string): void {
  const { account } = technician;
  const host = provider.jumpHost;
  const asks = { at: addMicros(at, 5 * MICROS_PER_MS), cause, draws, account, clientIp: host.ip };
  recordTicketGranting(world, asks);
  recordServiceTicket(world, { ...asks, at: addMicros(at, 8 * MICROS_PER_MS), serviceHost: host, logonGuid });
}

/** The remote-desktop client on the jump host, and its connection to a server: both see it. Gives what follows from it, and when. */
export function goOnTo(
  world: World,
  { shell, draws }: JumpSession,
  host: HostRef,
  at: SimTime,
  minutes: number,
): { readonly cause: Cause; readonly at: SimTime } {
  const client = windowsTool("mstsc.exe", `"${SYSTEM32}\\mstsc.exe" /v:${host.name}`, minutes * 60_000 + 25_000);
  const { process, cause } = startOnDesktop(world, { shell, draws }, at, client);
  const connectsAt = addMicros(at, draws.between(1_800_000, 6_000_000));
  const to = { host, process: desktopService(world, host) };
  connectInside(world, { from: { host: shell.host, process }, to, port: DESKTOP_PORT, at: connectsAt, cause, draws });
  return { cause, at: addMicros(connectsAt, draws.between(500_000, 1_600_000)) };
}

/** Something that they open on the jump host itself. */
export function startOnDesktop(world: World, { shell, draws }: Pick<JumpSession, "shell" | "draws">, at: SimTime, tool: Tool): RunningTool {
  const { host, owner, explorer, cause, home } = shell;
  return runTool({ world, host, at, cause, draws, parent: explorer, ...owner, currentDirectory: home }, tool);
}
