import { addMicros, MICROS_PER_MINUTE, MICROS_PER_MS, MICROS_PER_SECOND, type SimTime } from "../../../base/sim-time.ts";
import type { HostRef } from "../../activity.ts";
import type { World } from "../../kernel/world.ts";
import { recordInstallerTransaction, recordProductInstalled } from "../../windows/installer-events.ts";
import { workAtPrompt } from "../../windows/prompt-session.ts";
import { recordServiceState } from "../../windows/services.ts";
import { signInByTicket } from "../../windows/ticket-sign-in.ts";
import { during, toolChangesFile, toolDropsImage } from "../../windows/tool-acts.ts";
import { POWERSHELL, windowsTool, type RunningTool, type Tool } from "../../windows/tool.ts";
import { AGENTS } from "../../system/agents.ts";
import { goOnTo, openJumpHost, type JumpPlan } from "./jump-session.ts";
import { checkedServers } from "./morning-check.ts";

const SERVERS_AN_EVENING = 2;
const SERVICE = "Lookout Agent";
const MAKER = "Lookout";

/** Until the last server's prompt is closed. */
export const MAINTENANCE_MINUTES = 105;

/** Two servers an evening, one after the other: what is installed is read, the monitoring's own agent is brought up to date, and asked whether it runs. */
export function maintain(world: World, plan: JumpPlan): void {
  const session = openJumpHost(world, plan);
  const { draws } = plan;
  let next = addMicros(session.shell.explorer.startedAt, draws.between(MICROS_PER_MINUTE, 4 * MICROS_PER_MINUTE));
  for (const host of draws.shuffled(checkedServers(world)).slice(0, SERVERS_AN_EVENING)) {
    const minutes = draws.between(24, 38);
    const { cause, at } = goOnTo(world, session, host, next, minutes);
    const visit = { visitor: session.visitor, host, at, cause, draws, minutes: [minutes, minutes] } as const;
    workAtPrompt(world, visit, agentUpdate(world, plan, host));
    next = addMicros(next, draws.between(40 * MICROS_PER_MINUTE, 48 * MICROS_PER_MINUTE));
  }
}

function agentUpdate(world: World, plan: JumpPlan, host: HostRef): Tool[] {
  const { draws, provider } = plan;
  const version = `5.${draws.between(1, 4)}.${draws.between(10, 60)}`;
  const file = `LookoutAgent-${version}.msi`;
  const path = `\\\\${provider.jumpHost.name}\\Packages$\\${file}`;
  return [
    powerShell("Get-HotFix | Sort-Object InstalledOn | Select-Object -Last 5", draws.between(2_400, 7_000)),
    windowsTool("wevtutil.exe", "wevtutil qe System /c:20 /rd:true /f:text", draws.between(200, 900)),
    windowsTool("msiexec.exe", `msiexec /i ${path} /qn /norestart /l C:\\Windows\\Temp\\lookout.log`, draws.between(21_000, 58_000), {
      acts: (tool) => {
        fetchPackage(world, plan, host, file, during(tool, 0.02), tool);
        install(world, tool, path, version);
      },
    }),
    powerShell(`Get-Service -DisplayName '${SERVICE}' | Restart-Service -PassThru`, draws.between(3_000, 9_000), (tool) => {
      recordServiceState(world, host, during(tool, 0.5), tool.cause, SERVICE, "stopped");
      recordServiceState(world, host, during(tool, 0.8), tool.cause, SERVICE, "running");
    }),
    windowsTool("sc.exe", "sc query LookoutAgent", 70),
  ];
}

function powerShell(command: string, runsMs: number, acts?: Tool["acts"]): Tool {
  return { path: POWERSHELL, line: `powershell -NoProfile -Command "${command}"`, runsMs, ...(acts === undefined ? {} : { acts }) };
}

/** The server opens the jump host's share in the technician's name. */
function fetchPackage(
  world: World,
  { provider, technician, draws }: JumpPlan,
  host: HostRef,
  file: string,
  at: SimTime,
  tool: RunningTool,
): void {
  const { account } = technician;
  const { jumpHost } = provider;
  const session = signInByTicket(world, {
    host: jumpHost,
    account,
    at,
    cause: tool.cause,
    draws,
    sourceIp: host.ip,
    isElevated: true,
    durationMicros: draws.between(20, 900) * MICROS_PER_SECOND,
  });
  const cause = { ...tool.cause, parentId: session.activityId };
  const opened = { host: jumpHost, cause, account, logonId: session.logonId, sourceIp: host.ip, sourcePort: draws.between(49_152, 65_535) };
  const share = { kind: "share-accessed", share: "\\\\*\\Packages$", localPath: "\\??\\C:\\Packages", accessMask: "0x1" } as const;
  for (const [index, relativePath] of [null, file].entries())
    world.emit({ ...share, ...opened, id: world.claimId(cause), at: addMicros(at, (40 + index * 60) * MICROS_PER_MS), relativePath });
}

function install(world: World, tool: RunningTool, path: string, version: string): void {
  recordInstallerTransaction(world, tool, path, during(tool, 0.15), during(tool, 0.94));
  toolDropsImage(tool, AGENTS.monitoring.path, 0.6);
  toolChangesFile(tool, { path: "C:\\Windows\\Temp\\lookout.log", size: 182_000 + tool.draws.below(40_000), share: 0.92 });
  recordProductInstalled(world, tool, during(tool, 0.9), { name: SERVICE, version, manufacturer: MAKER });
}
