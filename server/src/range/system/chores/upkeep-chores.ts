import { addMicros, formatSimTime, MICROS_PER_DAY, MICROS_PER_MS } from "../../../base/sim-time.ts";
import { hash32 } from "../../../base/hash.ts";
import type { HostRef } from "../../activity.ts";
import { exchangeStateOf } from "../../exchange/front-end.ts";
import { owaAuthFolder } from "../../exchange/native-pages.ts";
import { compilePage } from "../../exchange/page-compilation.ts";
import { unifiedMessagingWorker, hasUnifiedMessaging } from "../../exchange/unified-messaging.ts";
import type { World } from "../../kernel/world.ts";
import { recordServiceState } from "../../windows/services.ts";
import { during, recordConnection, toolChangesFile, toolConnects, toolDropsImage, toolSetsRegistry } from "../../windows/tool-acts.ts";
import { POWERSHELL, throughPrompt, windowsTool, type RunningTool } from "../../windows/tool.ts";
import { SERVERS } from "../servers.ts";
import type { Chore } from "./chore.ts";

const STAGING = "C:\\ProgramData\\Keepsafe\\Staging";
/** Pages to which everybody is sent who signs in or out. */
const WARMED_PAGES = ["errorFE.aspx", "ExpiredPassword.aspx", "logoff.aspx", "logon.aspx", "signout.aspx"] as const;
const LOGS = "C:\\inetpub\\logs\\LogFiles\\W3SVC1";

/** Deployment, hardening, tidying and warming up: what keeps servers in order, and looks like taking them over. */
export const UPKEEP_CHORES: readonly Chore[] = [
  {
    name: "software-deployment",
    hosts: SERVERS,
    hours: [0, 23.5],
    everyDays: 3,
    task: "\\Deployment\\Install pending",
    tool: () => {
      const path = "C:\\Windows\\Temp\\deploy\\setup.exe";
      return {
        path,
        line: `${path} /quiet /norestart /source:https://updates.keepsafe.example/packages`,
        runsMs: 46_000,
        acts: (tool) => {
          toolDropsImage(tool, path, 0);
          for (const share of [0.05, 0.4, 0.8])
            toolConnects(tool, { ip: "198.18.16.77", name: "updates.keepsafe.example", port: 443, share });
        },
      };
    },
  },
  {
    name: "policy-refresh",
    hosts: SERVERS,
    hours: [0, 23.9],
    everyDays: 1,
    task: "\\Policy baseline",
    tool: () =>
      throughPrompt(
        windowsTool("reg.exe", "reg import C:\\Scripts\\baseline.reg", 260, {
          acts: (tool) => {
            const lsa = "HKLM\\System\\CurrentControlSet\\Control\\Lsa";
            const terminal = "HKLM\\System\\CurrentControlSet\\Control\\Terminal Server";
            const netlogon = "HKLM\\System\\CurrentControlSet\\Services\\Netlogon\\Parameters";
            toolSetsRegistry(tool, { key: lsa, valueName: "RunAsPPL", valueType: "REG_DWORD", value: "1" }, 0.3);
            toolSetsRegistry(tool, { key: terminal, valueName: "fSingleSessionPerUser", valueType: "REG_DWORD", value: "1" }, 0.5);
            toolSetsRegistry(tool, { key: netlogon, valueName: "RequireSignOrSeal", valueType: "REG_DWORD", value: "1" }, 0.7);
          },
        }),
      ),
  },
  {
    name: "log-rotation",
    hosts: SERVERS,
    hours: [0.1, 5.5],
    everyDays: 1,
    task: "\\Log rotation",
    tool: (_world, _host, draws) =>
      throughPrompt({
        path: POWERSHELL,
        line: "powershell.exe -NoProfile -ExecutionPolicy Bypass -File C:\\Scripts\\Rotate-Logs.ps1",
        runsMs: 4_400,
        acts: (tool) => rotateLogs(tool, draws.between(8, 24)),
      }),
  },
  {
    name: "off-site-copy",
    hosts: SERVERS,
    hours: [0, 4],
    everyDays: 1,
    task: null,
    tool: () => {
      const path = "C:\\ProgramData\\Keepsafe\\Sync\\KeepsafeSync.exe";
      return {
        path,
        line: `${path} put ${STAGING}\\configuration.7z https://vault.keepsafe.example/nightly`,
        runsMs: 31_000,
        acts: (tool) => {
          for (const share of [0.1, 0.4, 0.7]) toolConnects(tool, { ip: "198.18.16.81", name: "vault.keepsafe.example", port: 443, share });
        },
      };
    },
  },
  {
    name: "directory-snapshot",
    hosts: ["domain-controller"],
    hours: [22.6, 23.4],
    everyDays: 2,
    task: null,
    tool: (world) =>
      windowsTool("vssadmin.exe", "vssadmin create shadow /for=C:", 4_900, {
        acts: (tool) => {
          recordServiceState(world, tool.host, during(tool, 0.2), tool.cause, "Volume Shadow Copy", "running");
          toolChangesFile(tool, { path: `${STAGING}\\ntds.dit`, size: 62_914_560, share: 0.9 });
        },
      }),
  },
  {
    name: "address-inventory",
    hosts: SERVERS,
    hours: [0, 23.9],
    everyDays: 1,
    task: "\\Inventory of addresses",
    tool: () => ({
      path: "C:\\Program Files\\Inventory\\netinv.exe",
      line: '"C:\\Program Files\\Inventory\\netinv.exe" --names --range local',
      runsMs: 9_500,
      acts: (tool) => askNames(tool),
    }),
  },
  {
    name: "page-warm-up",
    hosts: ["exchange"],
    hours: [0.5, 6],
    everyDays: 1,
    task: "\\Warm up web mail",
    tool: (world, host) => ({
      path: POWERSHELL,
      line: "powershell.exe -NoProfile -ExecutionPolicy Bypass -File C:\\Scripts\\Invoke-WarmUp.ps1",
      runsMs: 16_000,
      acts: (tool) => warmUp(world, host, tool),
    }),
  },
];

/** Old logs go, younger ones get another name. */
function rotateLogs(tool: RunningTool, count: number): void {
  for (let n = 0; n < count; n++) {
    const share = 0.1 + (0.8 * n) / count;
    const day = addMicros(tool.startedAt, -(30 * (n + 1) + (n % 2)) * MICROS_PER_DAY);
    const name = `u_ex${formatSimTime(day, 0).replaceAll("-", "").slice(2, 8)}`;
    const previousPath = `${LOGS}\\${name}.log`;
    if (n % 5 === 0) toolChangesFile(tool, { path: previousPath, size: 1_048_576 + n * 4_096, change: "deleted", share });
    else toolChangesFile(tool, { path: `${previousPath}.old`, previousPath, size: 786_432 + n * 4_096, change: "renamed", share });
  }
}

/** The inventory asks its neighbours for their NetBIOS names, and some addresses at which nobody is any more. */
function askNames(tool: RunningTool): void {
  const { world, host, process } = tool;
  const prefix = host.ip.split(".").slice(0, 3).join(".");
  const there = new Set(world.estate.hosts.map(({ ip }) => ip));
  const neighbours = [...there].filter((ip) => ip.startsWith(`${prefix}.`) && ip !== host.ip);
  for (let n = 0; n < 14; n++) {
    const last = 2 + (hash32(world.seed, `${host.name}/neighbour/${n}`) % 250);
    const ip = neighbours[n] ?? `${prefix}.${last}`;
    const at = addMicros(during(tool, 0.1), n * 470 * MICROS_PER_MS);
    recordConnection(tool, process, at, { ip, name: "", port: 137, protocol: "Udp", outcome: there.has(ip) ? "success" : "failed" });
  }
}

/** The pools were recycled: their pages are compiled anew before people come, and voice mail throws its scratch files away. */
function warmUp(world: World, host: HostRef, tool: RunningTool): void {
  const server = world.estate.exchangeServers.find((candidate) => candidate.host === host);
  if (server === undefined) return;
  const { draws, cause } = tool;
  const first = hash32(world.seed, `${host.name}/warmed`) % WARMED_PAGES.length;
  const pages = [...WARMED_PAGES.slice(first), ...WARMED_PAGES.slice(0, first)].slice(0, 3);
  for (const [index, name] of pages.entries()) {
    const beganAt = during(tool, 0.15 + index * 0.2);
    const path = `${owaAuthFolder(server)}\\${name}`;
    const endedAt = addMicros(beganAt, draws.between(900, 2_600) * MICROS_PER_MS);
    compilePage(world, server, exchangeStateOf(world, server), {
      path,
      application: "owa",
      language: "cs",
      beganAt,
      endedAt,
      cause,
      draws,
    });
  }
  if (!hasUnifiedMessaging(server)) return;
  const scratch = `${server.installPath}\\UnifiedMessaging\\temp\\${draws.uint32().toString(16).padStart(8, "0")}.bin`;
  const worker = { ...tool, process: unifiedMessagingWorker(world, server) };
  toolChangesFile(worker, { path: scratch, size: draws.between(8_000, 90_000), share: 0.5 });
  toolChangesFile(worker, { path: scratch, size: 0, change: "deleted", share: 0.8 });
}
