import { guidV4Of, hash128 } from "../../../base/hash.ts";
import { addMicros, formatSimTime, MICROS_PER_MINUTE, MICROS_PER_MS } from "../../../base/sim-time.ts";
import { versionInteger } from "../../../logs/exchange-version.ts";
import { drawGuid } from "../../estate/identity.ts";
import { authenticate } from "../authentication.ts";
import { errorOfCmdlet } from "../cmdlet-errors.ts";
import { recordCmdlet } from "../cmdlets.ts";
import { accountOfCaller } from "../control-panel/caller.ts";
import { answer, drawLatencyMs, type Exchange, type Outcome, type RecordedRequest } from "../outcome.ts";
import { poolProcess } from "../pool-process.ts";
import { challenge, refuse } from "../refusals.ts";
import type { AccountRef } from "../../activity.ts";

const COMMAND = ":Command";

/** Remote PowerShell: WinRM envelopes on `/powershell`; the action is the cmdlet or the session's own verb. */
export function answerPowerShell(exchange: Exchange): Outcome {
  const { request, server } = exchange;
  const { draws, action } = request;
  const who = authenticate(exchange);
  if (who.kind === "anonymous") return challenge(exchange);
  if (who.kind === "refused") return refuse(exchange, who.attemptedName);
  const { major, minor, build } = exchange.state.build;
  const isCommand = action.endsWith(COMMAND);
  return answer(200, {
    anchorMailbox: `ServerVersion~Version ${major}.${minor} (Build ${build - 1}.0)`,
    routingHint: "ExchClientVer-ServerCookie",
    backEndCookie: serverCookie(exchange),
    iisUser: who.user,
    proxyUser: who.user,
    authenticationType: "Kerberos",
    protocolAction: action,
    responseBytes: draws.between(900, 6_000),
    frontEndMs: draws.between(1, 5),
    marks: shellMarks(exchange, isCommand),
    backEnd: {
      target: server,
      port: 444,
      stem: "/powershell",
      query: request.query,
      user: who.user,
      account: who.account,
      status: 200,
      win32Status: 0,
      processingMs: drawLatencyMs(draws, action.startsWith("New-PSSession") ? 140 : 45),
      databaseGuid: "",
    },
    effects: isCommand ? (recorded) => runCmdlet(exchange, who.account, recorded) : null,
  });
}

/** The cookie that keeps a shell on its server; it is good for ten minutes. A new session has none yet. */
function serverCookie({ request, server, state }: Exchange): string {
  if (request.action.startsWith("New-PSSession") && request.draws.chance(1, 2)) return "";
  const until = formatSimTime(addMicros(request.at, 10 * MICROS_PER_MINUTE), 0).slice(0, 19);
  return `Server~${server.host.fqdn}~${versionInteger(state.build)}~${until}`;
}

/** WinRM's own ids, upper case: shell and session stay the same for all envelopes of a session, each command has its own. */
function shellMarks({ request, world }: Exchange, isCommand: boolean): readonly string[] {
  const session = /sessionID=([^&]*)/.exec(request.query)?.[1] ?? request.query;
  const idOf = (part: string): string => guidV4Of(hash128(world.seed, `winrm/${part}/${session}`)).toUpperCase();
  const ids = [`SessionId=${idOf("session")}`, `ShellId=${idOf("shell")}`];
  return isCommand ? [`CommandId=${drawGuid(request.draws).toUpperCase()}`, ...ids] : ids;
}

function runCmdlet(exchange: Exchange, account: AccountRef, { activity, beganAt, endedAt, cause }: RecordedRequest): void {
  const { world, server, state, request } = exchange;
  const person = world.estate.peopleBySid.get(account.sid);
  const { canonicalName } = accountOfCaller(world, person === undefined ? { kind: "probe", account } : { kind: "person", person });
  const clientApplication = /clientApplication=([^;&]*)/.exec(request.query)?.[1] ?? "";
  const cmdlet = request.action.slice(0, -COMMAND.length);
  // The cmdlet has ended when the shell's answer goes out.
  const at = addMicros(endedAt, -Math.min(2 * MICROS_PER_MS, Math.floor((endedAt - beganAt) / 3)));
  recordCmdlet(world, server, {
    at,
    cause,
    cmdlet,
    parameters: request.cmdletParameters,
    error: errorOfCmdlet(world, cmdlet, request.cmdletParameters),
    caller: account,
    callerCanonicalName: canonicalName,
    hostApplication: clientApplication === "ActiveMonitor" ? "ActiveMonitor" : `Remote-${clientApplication}-Unknown`,
    clientApplication,
    process: poolProcess(world, server, state, "MSExchangePowerShellAppPool"),
    elapsedMs: Math.max(1, (activity.backEnd?.processingMs ?? 2) - 2),
    activityId: drawGuid(request.draws),
  });
}
