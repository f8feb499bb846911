import type { HostRef, ProcessRef } from "../range/activity.ts";
import { buildOf, paddedVersion } from "./exchange-version.ts";

/** Version resource of an executable, as sensors read it. Empty strings: the file has none. */
export interface VersionInfo {
  readonly company: string;
  readonly product: string;
  readonly version: string;
  readonly originalName: string;
  readonly description: string;
}

const NONE: VersionInfo = { company: "", product: "", version: "", originalName: "", description: "" };

/** File name, lower case → original file name and description, for Windows' own binaries that people hunt for. */
const WINDOWS_BINARIES: Readonly<Record<string, readonly [string, string]>> = {
  "arp.exe": ["arp.exe", "TCP/IP Arp Command"],
  "cmd.exe": ["Cmd.Exe", "Windows Command Processor"],
  "conhost.exe": ["CONHOST.EXE", "Console Window Host"],
  "cscript.exe": ["cscript.exe", "Microsoft ® Console Based Script Host"],
  "certutil.exe": ["CertUtil.exe", "CertUtil.exe"],
  "dllhost.exe": ["dllhost.exe", "COM Surrogate"],
  "explorer.exe": ["EXPLORER.EXE", "Windows Explorer"],
  "hostname.exe": ["hostname.exe", "Hostname APP"],
  "ipconfig.exe": ["ipconfig.exe", "IP Configuration Utility"],
  "lsass.exe": ["lsass.exe", "Local Security Authority Process"],
  "makecab.exe": ["makecab.exe", "Microsoft® Cabinet Maker"],
  "mmc.exe": ["mmc.exe", "Microsoft Management Console"],
  "mshta.exe": ["MSHTA.EXE", "Microsoft (R) HTML Application host"],
  "net.exe": ["net.exe", "Net Command"],
  "net1.exe": ["net1.exe", "Net Command"],
  "netsh.exe": ["netsh.exe", "Network Command Shell"],
  "netstat.exe": ["netstat.exe", "TCP/IP Netstat Command"],
  "nltest.exe": ["nltestrk.exe", "Microsoft® Logon Server Test Utility"],
  "nslookup.exe": ["nslookup.exe", "nslookup"],
  "ping.exe": ["ping.exe", "TCP/IP Ping Command"],
  "powershell.exe": ["PowerShell.EXE", "Windows PowerShell"],
  "quser.exe": ["quser.exe", "Query User Utility"],
  "reg.exe": ["reg.exe", "Registry Console Tool"],
  "rundll32.exe": ["RUNDLL32.EXE", "Windows host process (Rundll32)"],
  "sc.exe": ["sc.exe", "Service Control Manager Configuration Tool"],
  "schtasks.exe": ["schtasks.exe", "Task Scheduler Configuration Tool"],
  "services.exe": ["services.exe", "Services and Controller app"],
  "svchost.exe": ["svchost.exe", "Host Process for Windows Services"],
  "systeminfo.exe": ["sysinfo.exe", "Displays system information"],
  "taskeng.exe": ["taskeng.exe", "Task Scheduler Engine"],
  "taskhostw.exe": ["taskhostw.exe", "Host Process for Windows Tasks"],
  "tasklist.exe": ["tasklist.exe", "Lists the current running tasks"],
  "vssadmin.exe": ["VSSADMIN.EXE", "Command Line Interface for Microsoft® Volume Shadow Copy Service"],
  "w3wp.exe": ["w3wp.exe", "IIS Worker Process"],
  "wbadmin.exe": ["WBADMIN.EXE", "Command Line Interface for Microsoft® BLB Backup"],
  "whoami.exe": ["whoami.exe", "whoami - displays logged on user information"],
  "wmic.exe": ["wmic.exe", "WMI Commandline Utility"],
  "wmiprvse.exe": ["Wmiprvse.exe", "WMI Provider Host"],
  "wscript.exe": ["wscript.exe", "Microsoft ® Windows Based Script Host"],
};

const NET_TOOLS: Readonly<Record<string, readonly [string, string]>> = {
  "csc.exe": ["csc.exe", "Visual C# Command Line Compiler"],
  "cvtres.exe": ["CVTRES.EXE", "Microsoft® Resource File To COFF Object Conversion Utility"],
};

const known = new WeakMap<ProcessRef, VersionInfo>();

/** What the file's resource says; unknown files outside Windows and Exchange have none. A process never changes host. */
export function versionInfoOf(process: ProcessRef, host: HostRef): VersionInfo {
  const remembered = known.get(process);
  if (remembered !== undefined) return remembered;
  const info = readVersionInfo(process, host);
  known.set(process, info);
  return info;
}

function readVersionInfo(process: ProcessRef, host: HostRef): VersionInfo {
  const path = process.path.toLowerCase();
  const name = process.fileName.toLowerCase();
  if (path.includes("\\microsoft.net\\framework")) {
    const [originalName, description] = NET_TOOLS[name] ?? [process.fileName, ""];
    return { company: "Microsoft Corporation", product: "Microsoft® .NET Framework", version: "4.7.3706.0", originalName, description };
  }
  if (path.includes("\\exchange server\\v1")) {
    const version = paddedVersion(buildOf(host));
    const description = process.fileName.replace(/\.exe$/i, "");
    return { company: "Microsoft Corporation", product: "Microsoft® Exchange", version, originalName: process.fileName, description };
  }
  const binary = WINDOWS_BINARIES[name];
  if (!path.startsWith("c:\\windows\\system32\\") && !path.startsWith("c:\\windows\\syswow64\\") && binary === undefined) return NONE;
  const product = name === "w3wp.exe" ? "Internet Information Services" : "Microsoft® Windows® Operating System";
  const [originalName, description] = binary ?? [process.fileName, ""];
  return { company: "Microsoft Corporation", product, version: host.osBuild, originalName, description };
}
