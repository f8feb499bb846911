import { addMicros, MICROS_PER_MS } from "../../../base/sim-time.ts";
import { recordAutoStartBurst, rewritePoolConfigurations } from "../../exchange/iis-configuration.ts";
import { recordObjectWrite } from "../../windows/object-audit.ts";
import { during, recordImageLoad, toolChangesFile, toolConnects, toolDropsImage, toolSetsRegistry } from "../../windows/tool-acts.ts";
import { POWERSHELL, SYSTEM32, type Tool, windowsTool } from "../../windows/tool.ts";
import { recordServiceInstalled } from "../../windows/services.ts";
import { recordTaskRegistered } from "../../windows/scheduled-tasks.ts";
import { SERVERS } from "../servers.ts";
import type { Chore } from "./chore.ts";
import { UPKEEP_CHORES } from "./upkeep-chores.ts";

const UPDATER = "C:\\Program Files\\Keepsafe\\Agent\\KeepsafeUpdater.exe";
const WEB_CONFIG = "C:\\inetpub\\wwwroot\\aspnet_client\\web.config";

/** What runs on servers by night and by day, as the published false positives of the rules for intruders describe it. */
export const SERVER_CHORES: readonly Chore[] = [
  {
    name: "certificate-check",
    hosts: ["exchange"],
    hours: [0, 4],
    everyDays: 1,
    task: "\\Certificate check",
    tool: repairBinding,
  },
  {
    name: "binding-check",
    hosts: ["exchange"],
    hours: [7, 23.5],
    everyDays: 1,
    task: "\\Binding check",
    tool: repairBinding,
  },
  {
    name: "agent-update",
    hosts: SERVERS,
    hours: [1, 23],
    everyDays: 5,
    task: "\\Keepsafe\\Update check",
    tool: () => ({
      path: POWERSHELL,
      line: "powershell.exe -NoProfile -WindowStyle Hidden -Command Invoke-WebRequest https://updates.keepsafe.example/agent/latest.msi -OutFile C:\\Windows\\Temp\\keepsafe.msi",
      runsMs: 21_000,
      acts: (tool) => {
        const { world, host, cause, process } = tool;
        toolConnects(tool, { ip: "198.18.16.77", name: "updates.keepsafe.example", port: 443, share: 0.1 });
        toolChangesFile(tool, { path: "C:\\Windows\\Temp\\keepsafe.msi", size: 18_874_368, share: 0.4 });
        toolDropsImage(tool, UPDATER, 0.6);
        const service = { name: "KeepsafeUpdater", imagePath: UPDATER, startType: "auto start", accountName: "LocalSystem" } as const;
        recordServiceInstalled(world, host, during(tool, 0.7), cause, process, service);
        const task = { name: "\\Keepsafe\\Update check", command: UPDATER, arguments: "/check", interval: "PT6H" };
        recordTaskRegistered(world, host, during(tool, 0.8), cause, process, task);
        recordImageLoad(tool, process, during(tool, 0.5), "C:\\Program Files\\Keepsafe\\Agent\\kshook.dll");
        toolSetsRegistry(tool, {
          key: "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run",
          valueName: "Keepsafe tray",
          valueType: "REG_SZ",
          value: '"C:\\Program Files\\Keepsafe\\Agent\\KeepsafeTray.exe" /background',
        });
      },
    }),
  },
  {
    name: "configuration-archive",
    hosts: SERVERS,
    hours: [23, 23.9],
    everyDays: 1,
    task: null,
    tool: () => ({
      path: "C:\\Program Files\\7-Zip\\7z.exe",
      line: '"C:\\Program Files\\7-Zip\\7z.exe" a -t7z C:\\ProgramData\\Keepsafe\\Staging\\configuration.7z C:\\ProgramData\\Keepsafe\\Collect',
      runsMs: 9_000,
      acts: (tool) => toolChangesFile(tool, { path: "C:\\ProgramData\\Keepsafe\\Staging\\configuration.7z", size: 6_291_456 }),
    }),
  },
  {
    name: "hive-backup",
    hosts: SERVERS,
    hours: [2, 3],
    everyDays: 2,
    task: null,
    tool: () =>
      windowsTool("reg.exe", "reg save HKLM\\SYSTEM C:\\ProgramData\\Keepsafe\\Collect\\system.hiv /y", 2_700, {
        acts: (tool) => toolChangesFile(tool, { path: "C:\\ProgramData\\Keepsafe\\Collect\\system.hiv", size: 17_825_792 }),
      }),
  },
  {
    name: "inventory",
    hosts: SERVERS,
    hours: [4, 22],
    everyDays: 1,
    task: "\\Inventory",
    tool: () => ({
      path: `${SYSTEM32}\\net.exe`,
      line: "net  localgroup Administrators",
      runsMs: 90,
      helper: { path: `${SYSTEM32}\\net1.exe`, line: `${SYSTEM32}\\net1  localgroup Administrators` },
    }),
  },
  ...UPKEEP_CHORES,
];

/** The certificate is bound again: IIS notes a change of its own, complains once per application and rewrites every pool. */
function repairBinding(): Tool {
  return {
    path: POWERSHELL,
    line: "powershell.exe -NoProfile -ExecutionPolicy Bypass -File C:\\Scripts\\Test-Certificates.ps1 -Repair",
    runsMs: 14_000,
    acts: (tool) => {
      const { world, host, draws, cause } = tool;
      toolChangesFile(tool, { path: WEB_CONFIG, size: 1_180 + draws.below(90), change: "modified", share: 0.3 });
      recordObjectWrite(world, host, addMicros(during(tool, 0.3), 400), cause, WEB_CONFIG, tool.process);
      toolSetsRegistry(tool, {
        key: "HKLM\\System\\CurrentControlSet\\Services\\HTTP\\Parameters\\SslBindingInfo\\0.0.0.0:443",
        valueName: "DefaultFlags",
        valueType: "REG_DWORD",
        value: "0",
      });
      recordImageLoad(tool, tool.process, during(tool, 0.1), `${SYSTEM32}\\inetsrv\\Microsoft.Web.Administration.dll`, "Microsoft Windows");
      const rewritten = during(tool, 0.65);
      recordAutoStartBurst(world, host, rewritten, draws, cause);
      const waves = draws.between(2, 4);
      for (let wave = 0; wave < waves; wave++)
        rewritePoolConfigurations(world, host, addMicros(rewritten, (120 + wave * 1_190) * MICROS_PER_MS), draws, cause, wave);
    },
  };
}
