import { addMicros, type SimTime } from "../../../base/sim-time.ts";
import type { HostRef, ProcessRef } from "../../activity.ts";
import type { World } from "../../kernel/world.ts";
import { launcherProcess, lsassProcess, scheduleProcess } from "../../windows/known-processes.ts";
import { startProcess, SYSTEM_LOGON_ID } from "../../windows/processes.ts";
import { during, toolConnects, toolOpensProcess, toolSetsRegistry } from "../../windows/tool-acts.ts";
import { POWERSHELL, type RunningTool, SYSTEM32, throughPrompt, windowsTool } from "../../windows/tool.ts";
import { agentProcess, AGENTS } from "../agents.ts";
import { SERVERS } from "../servers.ts";
import { measureOwnShares } from "./share-sizes.ts";
import type { Routine } from "./routine.ts";
import { SERVICE_CALL } from "./service-calls.ts";
import { askScriptPolicy, compileSnippet } from "./script-files.ts";

const MODULES = "C:\\ProgramData\\Lookout\\Modules";
const SESSION_MANAGER = "HKLM\\System\\CurrentControlSet\\Control\\Session Manager";

interface Measure {
  readonly script: string;
  /** What PowerShell is told on its command line, where that does without the script's file. */
  readonly inline?: string;
  /** Programs of Windows that the script asks, each a process below PowerShell. */
  readonly asks: readonly string[];
  /** What else it leaves behind, beside any script's traces. */
  readonly acts?: (tool: RunningTool) => void;
}

const MEASURES: readonly Measure[] = [
  { script: "Get-DiskSpace", inline: "Get-Volume | ConvertTo-Csv", asks: ["fsutil volume diskfree c:", "fsutil dirty query c:"] },
  { script: "Get-EventCounts", asks: ["wevtutil gli System", "wevtutil gli Application", "wevtutil gli Security"], acts: compileSnippet },
  { script: "Get-HandleCounts", asks: ["typeperf -qx Process"], acts: listProcesses },
  {
    script: "Get-ServiceState",
    inline: "Get-Process",
    asks: ["sc queryex w32time", "sc queryex Netlogon", "tasklist /svc /fo csv"],
    acts: listProcesses,
  },
  {
    script: "Get-PendingRestart",
    inline: "Get-ItemProperty HKLM:\\SYSTEM\\Setup",
    asks: [`reg query "${SESSION_MANAGER}" /v PendingFileRenameOperations`],
    acts: listProcesses,
  },
  { script: "Get-Patches", inline: "Get-HotFix | Select-Object -Last 1", asks: ["systeminfo /fo csv"], acts: askForUpdates },
  { script: "Get-Uptime", inline: "Get-CimInstance Win32_OperatingSystem -ComputerName localhost", asks: [], acts: askItself },
  { script: "Test-Doors", asks: ["netstat -ano -p tcp"], acts: knockAtDoors },
  {
    script: "Get-CertificateDays",
    inline: "Get-ChildItem Cert:\\LocalMachine\\My",
    asks: ["certutil -store My", "netsh http show sslcert"],
    acts: shakeHands,
  },
  { script: "Get-TimeOffset", inline: "Get-Date -Format o", asks: ["w32tm /query /status", "w32tm /query /peers"], acts: askForTime },
];
const CHECKS = [
  "fsutil volume diskfree c:",
  "fsutil dirty query c:",
  "sc query w32time",
  "sc query Netlogon",
  "w32tm /query /status",
  "netstat -s -p tcp",
  'typeperf "\\Memory\\Available MBytes" -sc 1',
  "nltest /sc_query:localhost",
] as const;
/** Components that Windows calls on behalf of others, by their class identifiers. */
const SURROGATES = [
  "{3EB3C877-1F16-487C-9050-104DBCD66683}",
  "{AB8902B4-09CA-4BB6-B78D-A8F59079A8D5}",
  "{338B40F9-9D68-4B53-A793-6B9AA0C5F63B}",
] as const;

const monitoring = (world: World, host: HostRef): ProcessRef => agentProcess(world, host, "monitoring");
const antivirus = (world: World, host: HostRef): ProcessRef => agentProcess(world, host, "antivirus");

/** Monitoring, antivirus and Windows itself, on any server. */
export const AGENT_ROUTINES: readonly Routine[] = [
  SERVICE_CALL,
  {
    name: "monitoring-script",
    hosts: SERVERS,
    weight: 14,
    by: monitoring,
    // Agents know command lines only, so a script's is `cmd /c`, as NSClient++ is configured for PowerShell.
    tool: (_world, _host, draws) => {
      const { script, inline, asks, acts } = draws.pick(MEASURES);
      const order = inline === undefined ? `-File "${MODULES}\\${script}.ps1"` : `-Command "${inline}"`;
      return throughPrompt({
        path: POWERSHELL,
        line: `powershell.exe -NoProfile -NonInteractive -ExecutionPolicy RemoteSigned ${order}`,
        runsMs: draws.between(900, 4_800),
        acts: (tool) => {
          askScriptPolicy(tool);
          askInTurn(tool, asks);
          acts?.(tool);
          noteResult(tool);
        },
      });
    },
  },
  {
    name: "check-round",
    hosts: SERVERS,
    weight: 8,
    by: monitoring,
    tool: (_world, _host, draws) => ({
      path: `${SYSTEM32}\\cmd.exe`,
      line: `cmd.exe /c "${MODULES}\\checks.cmd"`,
      runsMs: draws.between(900, 2_600),
      acts: (tool) => readInTurn(tool, draws.shuffled(CHECKS).slice(0, draws.between(3, 6))),
    }),
  },
  {
    name: "inventory-script",
    hosts: SERVERS,
    weight: 2,
    by: monitoring,
    tool: (_world, _host, draws) =>
      throughPrompt(windowsTool("cscript.exe", `cscript.exe //nologo //B "${MODULES}\\inventory.vbs"`, draws.between(700, 9_000))),
  },
  {
    name: "surrogate",
    hosts: SERVERS,
    weight: 2,
    by: launcherProcess,
    tool: (_world, _host, draws) =>
      windowsTool("dllhost.exe", `${SYSTEM32}\\DllHost.exe /Processid:${draws.pick(SURROGATES)}`, draws.between(4_900, 11_000)),
  },
  {
    name: "management-query",
    hosts: SERVERS,
    weight: 4,
    by: launcherProcess,
    // Somebody asked for the list of processes; the host that answers goes again when nobody asks any more.
    tool: (_world, _host, draws) =>
      windowsTool("wbem\\WmiPrvSE.exe", `${SYSTEM32}\\wbem\\wmiprvse.exe -secured -Embedding`, draws.between(60_000, 160_000), {
        acts: listProcesses,
      }),
  },
  {
    name: "task-host",
    hosts: SERVERS,
    weight: 2,
    by: scheduleProcess,
    tool: (_world, _host, draws) => windowsTool("taskhostw.exe", "taskhostw.exe", draws.between(400, 42_000)),
  },
  {
    name: "antivirus-check",
    hosts: SERVERS,
    weight: 1,
    by: antivirus,
    tool: (_world, _host, draws) => {
      const path = AGENTS.antivirus.path.replace("MsMpEng.exe", "MpCmdRun.exe");
      return { path, line: `"${path}" SignatureUpdate -ScheduleJob -UnmanagedUpdate`, runsMs: draws.between(900, 6_000) };
    },
  },
  {
    name: "share-sizes",
    hosts: SERVERS,
    weight: 3,
    by: monitoring,
    tool: (_world, _host, draws) => ({ runsMs: draws.between(300, 2_400), acts: measureOwnShares }),
  },
  {
    name: "cloud-question",
    hosts: SERVERS,
    weight: 4,
    by: antivirus,
    // The address stands in its settings: no name is looked up.
    tool: () => ({ runsMs: 800, acts: (tool) => toolConnects(tool, { ip: "198.18.16.90", name: "", port: 443 }) }),
  },
  {
    name: "servicing",
    hosts: SERVERS,
    weight: 1,
    by: launcherProcess,
    tool: (_world, _host, draws) => {
      const folder = "C:\\Windows\\winsxs\\amd64_microsoft-windows-servicingstack_31bf3856ad364e35_10.0.14393.4222_none_7f2c2d7d21c8eb9c";
      return {
        path: `${folder}\\TiWorker.exe`,
        line: `${folder}\\TiWorker.exe -Embedding`,
        runsMs: draws.between(20_000, 190_000),
        acts: (tool) => {
          const value = `\\??\\C:\\Windows\\Temp\\${draws.uint32()}_${draws.between(1, 9_999)}.tmp`;
          toolSetsRegistry(tool, { key: SESSION_MANAGER, valueName: "PendingFileRenameOperations", valueType: "REG_MULTI_SZ", value });
        },
      };
    },
  },
];

function noteResult(tool: RunningTool): void {
  const key = "HKLM\\SOFTWARE\\Lookout\\Agent\\Results";
  toolSetsRegistry(tool, { key, valueName: "LastValue", valueType: "REG_DWORD", value: String(tool.draws.between(1, 400)) }, 0.9);
}

/** Whoever lists processes opens each for its times and its owner, the security authority among them: `Get-Process`, WMI's host. */
function listProcesses(tool: RunningTool): void {
  const libraries = ["C:\\Windows\\SYSTEM32\\ntdll.dll", "C:\\Windows\\System32\\KERNELBASE.dll"];
  toolOpensProcess(tool, lsassProcess(tool.world, tool.host), tool.draws.pick(["0x1000", "0x1410"]), libraries);
}

/** Whether somebody still listens at some of the host's own doors, and who. */
function knockAtDoors(tool: RunningTool): void {
  const { draws } = tool;
  const { role, ip } = tool.host;
  const doors = draws.shuffled(role === "exchange" ? [443, 444, 3_389, 5_985] : [135, 445, 3_389, 5_985]).slice(0, draws.between(1, 3));
  listProcesses(tool);
  for (const [index, port] of doors.entries()) toolConnects(tool, { ip, name: "", port, share: 0.3 + index * 0.1 });
}

/** How long the host's own certificate is good for: of its web site, or of its remote desktop. */
function shakeHands(tool: RunningTool): void {
  toolConnects(tool, { ip: tool.host.ip, name: "", port: tool.host.role === "exchange" ? 443 : 3_389, share: 0.5 });
}

/** The update service, at the address of its settings. */
function askForUpdates(tool: RunningTool): void {
  toolConnects(tool, { ip: "198.18.16.91", name: "", port: 443, share: 0.4 });
}

/** Remote management, also of the own host. */
function askItself(tool: RunningTool): void {
  toolConnects(tool, { ip: "127.0.0.1", name: "", port: 5_985, share: 0.4 });
}

/** Which time a controller has. */
function askForTime(tool: RunningTool): void {
  const controller = tool.world.estate.hosts.find(({ role }) => role === "domain-controller");
  if (controller !== undefined) toolConnects(tool, { ip: controller.ip, name: "", port: 123, protocol: "Udp", share: 0.5 });
}

/** One after the other, each within a moment. */
function askInTurn(tool: RunningTool, checks: readonly string[]): void {
  for (const [index, check] of checks.entries())
    ask(tool, tool.process, turnOf(tool, index, checks.length), check, tool.draws.between(20, 110));
}

/** The same from a batch file that reads what each says: `for /f` has an interpreter of its own run the command. */
function readInTurn(tool: RunningTool, checks: readonly string[]): void {
  const { draws } = tool;
  for (const [index, check] of checks.entries()) {
    const at = turnOf(tool, index, checks.length);
    const runsMs = draws.between(20, 110);
    const reader = ask(tool, tool.process, at, `cmd /c ${check}`, runsMs + 30);
    ask(tool, reader, addMicros(at, draws.between(6_000, 22_000)), check, runsMs);
  }
}

const turnOf = (tool: RunningTool, index: number, count: number): SimTime =>
  addMicros(during(tool, 0.02 + (0.9 * index) / count), tool.draws.below(9_000));

/** A program of Windows by its command line, as the local system. */
function ask({ world, host, cause, draws }: RunningTool, parent: ProcessRef, at: SimTime, commandLine: string, runsMs: number): ProcessRef {
  const [image = ""] = commandLine.split(" ");
  const owner = { account: world.estate.system.localSystem, logonId: SYSTEM_LOGON_ID, integrity: "System", parent } as const;
  const draft = { ...owner, path: `${SYSTEM32}\\${image}.exe`, commandLine };
  return startProcess(world, host, at, cause, draws, draft, { runsMs }).process;
}
