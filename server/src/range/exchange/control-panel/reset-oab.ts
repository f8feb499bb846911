import { addMicros, type SimTime } from "../../../base/sim-time.ts";
import { guidV4Of, hash128 } from "../../../base/hash.ts";
import type { Cause } from "../../activity.ts";
import { applicationOf } from "../applications.ts";
import { shutDownApplication } from "../app-pools.ts";
import type { Exchange, RecordedRequest } from "../outcome.ts";
import { accountOfCaller, type PanelCaller } from "./caller.ts";
import { recordPanelCmdlet } from "./panel-cmdlet.ts";
import { drawPanelSession, quoted, recordPanelLine, type PanelSession } from "./panel-log.ts";
import { recordRebuildConsequences } from "./rebuild-consequences.ts";
import { recordAsyncRequest } from "./set-oab-url.ts";
import { activityIdOf, dataServiceUrl } from "./urls.ts";
import { writeOverLoopbackShare } from "./write-over-share.ts";

const SECOND = 1_000_000;

interface Visit extends PanelSession {
  readonly activityId: string;
}

/**
 * "Reset virtual directory" in the admin centre: the old settings go to a file of the caller's choosing, then the
 * directory is removed and made anew. Order and pace follow a lab trace of the act (OTRF Security-Datasets).
 */
export function resetOab(exchange: Exchange, caller: PanelCaller, backupPath: string, { activity, beganAt, cause }: RecordedRequest): void {
  const { world, request, state } = exchange;
  const { draws } = request;
  const { account } = accountOfCaller(world, caller);
  const session = { ...drawPanelSession(exchange), activityId: activityIdOf(activity.backEnd?.query ?? "") };
  const start = addMicros(beganAt, draws.between(150_000, 400_000));
  const after = (seconds: number): SimTime => addMicros(start, Math.round(seconds * SECOND) + draws.below(90_000));
  const sid = account.sid;
  recordAsyncRequest(exchange, sid, after(0.09), cause, 47, "SetObject");
  writeOverLoopbackShare(exchange, backupPath, state.oab.externalUrl, after(0.6), cause);
  const removeId = removeDirectory(exchange, caller, session, after(1.78), cause);
  const follows: Cause = { ...cause, parentId: removeId };
  recordRebuildConsequences(exchange, start, follows);
  for (const [protocol, seconds] of [
    ["Oab", 1.72],
    ["PowerShell", 3.5],
    ["Mapi", 3.55],
    ["Ews", 3.6],
    ["Owa", 3.66],
    ["Autodiscover", 3.95],
  ] as const) {
    shutDownApplication(world, exchange.server, state, applicationOf(protocol), after(seconds), follows);
  }
  createDirectory(exchange, caller, session, after(4.5), follows);
  recordAsyncRequest(exchange, sid, after(4.6), follows, 48, "SetObject");
}

function removeDirectory(exchange: Exchange, caller: PanelCaller, session: Visit, at: SimTime, cause: Cause): number {
  const identity = `${exchange.server.host.name}\\OAB (Default Web Site)`;
  return runCmdlet(
    exchange,
    caller,
    session,
    at,
    cause,
    "Remove-OabVirtualDirectory",
    `Remove-OABVirtualDirectory.Force=$true.Identity=${quoted(identity)}`,
    [
      { name: "Identity", value: identity },
      { name: "Force", value: "True" },
    ],
  );
}

function createDirectory(exchange: Exchange, caller: PanelCaller, session: Visit, at: SimTime, cause: Cause): void {
  const { server, state, world } = exchange;
  const path = `${server.installPath}\\FrontEnd\\HttpProxy\\OAB`;
  const internalUrl = state.oab.internalUrl;
  const command =
    `New-OABVirtualDirectory.WebSiteName=${quoted("Default Web Site")}.Server=${quoted(server.host.name)}.Role=${quoted("ClientAccess")}` +
    `.InternalURL=${quoted(internalUrl)}.Path=${quoted(path)}`;
  runCmdlet(exchange, caller, session, at, cause, "New-OabVirtualDirectory", command, [
    { name: "WebSiteName", value: "Default Web Site" },
    { name: "Server", value: server.host.name },
    { name: "Role", value: "ClientAccess" },
    { name: "InternalUrl", value: internalUrl },
    { name: "Path", value: path },
  ]);
  state.oab.guid = guidV4Of(hash128(world.seed, `oab/${server.host.name}/${at}`));
  state.oab.externalUrl = null;
}

function runCmdlet(
  exchange: Exchange,
  caller: PanelCaller,
  session: Visit,
  at: SimTime,
  cause: Cause,
  cmdlet: string,
  command: string,
  parameters: readonly { readonly name: string; readonly value: string }[],
): number {
  const { draws } = exchange.request;
  const { activityId } = session;
  const elapsedMs = draws.between(600, 2_300);
  const id = recordPanelCmdlet(exchange, caller, { at, cause, cmdlet, parameters, elapsedMs, activityId });
  const url = dataServiceUrl("SetObject", "ResetOABVirtualDirectory", draws);
  recordPanelLine(exchange, session, {
    at: addMicros(at, draws.between(3_000, 20_000)),
    cause: { ...cause, parentId: id },
    command,
    url,
    elapsedMs,
    activityId,
  });
  return id;
}
