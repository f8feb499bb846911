import { SYSTEM32, windowsTool, type Tool } from "../windows/tool.ts";

/**
 * Commands that a planted page may be asked to run, as the text that process telemetry shows. Only text: nothing runs.
 * Source: published command lines of the March 2021 campaign (Red Canary, MITRE ATT&CK).
 */
export const SHELL_COMMANDS = {
  "admin-group-removal": {
    line: 'net group "Exchange Organization administrators" administrator /del /domain',
    image: "net.exe",
    helper: "net1.exe",
    exitCode: 2,
    runsMs: 320,
  },
  whoami: { line: "whoami", image: "whoami.exe", helper: null, exitCode: 0, runsMs: 60 },
  "whoami-all": { line: "whoami /all", image: "whoami.exe", helper: null, exitCode: 0, runsMs: 90 },
  ipconfig: { line: "ipconfig /all", image: "ipconfig.exe", helper: null, exitCode: 0, runsMs: 80 },
  hostname: { line: "hostname", image: "HOSTNAME.EXE", helper: null, exitCode: 0, runsMs: 40 },
  systeminfo: { line: "systeminfo", image: "systeminfo.exe", helper: null, exitCode: 0, runsMs: 3_800 },
  tasklist: { line: "tasklist /v", image: "tasklist.exe", helper: null, exitCode: 0, runsMs: 900 },
  quser: { line: "quser", image: "quser.exe", helper: null, exitCode: 0, runsMs: 120 },
  "net-user-domain": { line: "net user /domain", image: "net.exe", helper: "net1.exe", exitCode: 0, runsMs: 420 },
  "net-localgroup-administrators": {
    line: "net localgroup administrators",
    image: "net.exe",
    helper: "net1.exe",
    exitCode: 0,
    runsMs: 180,
  },
  "net-group-domain-computers": {
    line: 'net group "Domain computers" /domain',
    image: "net.exe",
    helper: "net1.exe",
    exitCode: 0,
    runsMs: 460,
  },
  "nltest-dclist": { line: "nltest /dclist:", image: "nltest.exe", helper: null, exitCode: 0, runsMs: 700 },
  "net-group-domain-admins": { line: 'net group "Domain Admins" /domain', image: "net.exe", helper: "net1.exe", exitCode: 0, runsMs: 380 },
  "net-group-exchange-trusted": {
    line: 'net group "Exchange Trusted Subsystem" /domain',
    image: "net.exe",
    helper: "net1.exe",
    exitCode: 0,
    runsMs: 390,
  },
  "net-view": { line: "net view /domain", image: "net.exe", helper: null, exitCode: 0, runsMs: 2_400 },
  "nltest-trusts": { line: "nltest /domain_trusts", image: "nltest.exe", helper: null, exitCode: 0, runsMs: 640 },
  "netstat-ano": { line: "netstat -ano", image: "NETSTAT.EXE", helper: null, exitCode: 0, runsMs: 260 },
  "arp-a": { line: "arp -a", image: "ARP.EXE", helper: null, exitCode: 0, runsMs: 60 },
  "ping-controller": { line: "ping -n 1 dc01", image: "PING.EXE", helper: null, exitCode: 0, runsMs: 110 },
  "query-user": { line: "query user", image: "query.exe", helper: "quser.exe", exitCode: 0, runsMs: 140 },
  "dsquery-servers": { line: "dsquery server", image: "dsquery.exe", helper: null, exitCode: 0, runsMs: 520 },
  "find-passwords": { line: "findstr /si password *.config", image: "findstr.exe", helper: null, exitCode: 0, runsMs: 3_100 },
} as const;
export type ShellCommandName = keyof typeof SHELL_COMMANDS;

export const SHELL_COMMAND_NAMES = Object.keys(SHELL_COMMANDS) as readonly ShellCommandName[];

export function isShellCommandName(name: unknown): name is ShellCommandName {
  return typeof name === "string" && Object.hasOwn(SHELL_COMMANDS, name);
}

/** The program that stands behind a command of the list. */
export function shellTool(name: ShellCommandName): Tool {
  const { image, line, runsMs, exitCode, helper } = SHELL_COMMANDS[name];
  if (helper === null) return windowsTool(image, line, runsMs, { exitCode });
  const rest = line.replace(/^(?:net|query) /, "");
  const helperLine = helper === "net1.exe" ? `C:\\Windows\\system32\\net1 ${rest}` : `"C:\\Windows\\system32\\${helper}"`;
  return windowsTool(image, line, runsMs, { exitCode, helper: { path: `${SYSTEM32}\\${helper}`, line: helperLine } });
}
