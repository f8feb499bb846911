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
} as const;
export type ShellCommandName = keyof typeof SHELL_COMMANDS;

export const SHELL_COMMAND_NAMES = Object.keys(SHELL_COMMANDS) as readonly ShellCommandName[];

export function isShellCommandName(name: unknown): name is ShellCommandName {
  return typeof name === "string" && Object.hasOwn(SHELL_COMMANDS, name);
}
