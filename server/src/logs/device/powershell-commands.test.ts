import { describe, expect, it } from "vitest";
import { powershellCommands } from "./powershell-commands.ts";

const run = (commandLine: string, fileName = "powershell.exe") => powershellCommands({ fileName, commandLine });

describe("the commands of a PowerShell's line", () => {
  it("are each named once, in order", () => {
    const line =
      'powershell.exe -NoProfile -Command "Get-Service MSExchange* | Where-Object Status -ne Running; Get-Service | Out-File C:\\x.txt"';
    expect(run(line)).toEqual(["Get-Service", "Where-Object", "Out-File"]);
    expect(run("powershell -Command set-mppreference -ExclusionPath C:\\x", "PowerShell.EXE")).toEqual(["set-mppreference"]);
  });

  it("are not its own parameters, a script's name or words with a hyphen", () => {
    expect(run("powershell.exe -NoProfile -ExecutionPolicy Bypass -File C:\\Scripts\\Remove-OldIisLogs.ps1 -Days 30")).toEqual([]);
    expect(run('powershell.exe -Command "Get-Mailbox -Database Off-Site-Copy"')).toEqual(["Get-Mailbox"]);
    expect(run("powershell.exe -EncodedCommand SQBuAGUAcgB0AA==")).toEqual([]);
  });

  it("are those of PowerShell alone", () => {
    expect(run("cmd.exe /c powershell Get-Process", "cmd.exe")).toEqual([]);
  });
});
