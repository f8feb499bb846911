import type { HostRef, ProcessRef } from "../activity.ts";
import type { World } from "../kernel/world.ts";
import { serviceProcess } from "../windows/standing-processes.ts";

/** Services of third parties that live on the servers. Invented products. */
export const AGENTS = {
  backup: { path: "C:\\Program Files\\Keepsafe\\Agent\\KeepsafeAgent.exe", account: "backup" },
  backupServer: { path: "C:\\Program Files\\Keepsafe\\Server\\KeepsafeServer.exe", account: "localSystem" },
  monitoring: { path: "C:\\Program Files\\Lookout\\Agent\\LookoutAgent.exe", account: "localSystem" },
  antivirus: { path: "C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.2101.9-0\\MsMpEng.exe", account: "localSystem" },
} as const;
export type AgentName = keyof typeof AGENTS;

export function agentProcess(world: World, host: HostRef, name: AgentName): ProcessRef {
  const { path, account } = AGENTS[name];
  return serviceProcess(world, host, { path, commandLine: `"${path}"` }, world.estate.system[account]);
}
