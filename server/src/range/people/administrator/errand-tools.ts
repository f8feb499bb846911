import { addMicros } from "../../../base/sim-time.ts";
import { hash32 } from "../../../base/hash.ts";
import type { AccountRef } from "../../activity.ts";
import type { ExchangeServer, Person } from "../../estate/estate.ts";
import { exchangeStateOf } from "../../exchange/front-end.ts";
import { poolProcess } from "../../exchange/pool-process.ts";
import type { World } from "../../kernel/world.ts";
import { recordAccountCreated, recordMemberAdded, type SecurityGroup } from "../../windows/accounts.ts";
import { recordManifestEvent } from "../../windows/application-events.ts";
import { during, toolChangesFile, toolOpensProcess, toolSetsRegistry } from "../../windows/tool-acts.ts";
import { POWERSHELL, SYSTEM32, windowsTool, type RunningTool, type Tool } from "../../windows/tool.ts";

const DEBUG_LIBRARIES = ["C:\\Windows\\SYSTEM32\\ntdll.dll", "C:\\Windows\\System32\\KERNELBASE.dll", "C:\\Windows\\SYSTEM32\\dbgcore.DLL"];

/** The vendor's support wants to know why the web worker grows: it gets a dump of it, packed with a password. */
export function supportDump(world: World, server: ExchangeServer): Tool[] {
  const worker = poolProcess(world, server, exchangeStateOf(world, server), "MSExchangeOWAAppPool");
  return [
    {
      path: "C:\\Tools\\procdump64.exe",
      line: `procdump64.exe -ma ${worker.pid} C:\\Support\\w3wp.dmp`,
      runsMs: 5_200,
      acts: (tool) => {
        toolOpensProcess(tool, worker, "0x1fffff", DEBUG_LIBRARIES);
        toolChangesFile(tool, { path: "C:\\Support\\w3wp.dmp", size: 612_368_384 });
      },
    },
    {
      path: "C:\\Program Files\\7-Zip\\7z.exe",
      line: "7z.exe a -pWITHHELD C:\\Support\\case.7z C:\\Support\\w3wp.dmp",
      runsMs: 14_000,
      acts: (tool) => toolChangesFile(tool, { path: "C:\\Support\\case.7z", size: 88_080_384 }),
    },
  ];
}

/** Who may do what, and what is running: the questions of every fault report. */
export function lookAround(): Tool[] {
  return [
    netTool('group "All Staff" /domain', () => undefined),
    windowsTool("tasklist.exe", "tasklist /svc", 900),
    windowsTool("sc.exe", "sc query KeepsafeAgent", 70),
    windowsTool("whoami.exe", "whoami /groups", 60),
  ];
}

/** Room for the databases in the antivirus's rules, a port for the backup in the firewall's. */
export function looseRules(world: World): Tool[] {
  const key = "HKLM\\SOFTWARE\\Microsoft\\Windows Defender\\Exclusions\\Extensions";
  return [
    {
      path: POWERSHELL,
      line: "powershell -NoProfile -Command Set-MpPreference -ExclusionExtension edb,jrs",
      runsMs: 1_900,
      acts: (tool) => {
        toolSetsRegistry(tool, { key, valueName: "edb", valueType: "REG_DWORD", value: "0" });
        recordManifestEvent(world, tool.host, during(tool, 0.7), tool.cause, {
          channel: "Microsoft-Windows-Windows Defender/Operational",
          provider: "Microsoft-Windows-Windows Defender",
          eventId: 5007,
          level: 4,
          named: {
            "Product Name": "Windows Defender Antivirus",
            "Product Version": "4.18.2101.9",
            "Old Value": "",
            "New Value": `${key}\\edb = 0x0`,
          },
          message: `Windows Defender Antivirus Configuration has changed. New value: ${key}\\edb = 0x0`,
        });
      },
    },
    windowsTool(
      "netsh.exe",
      'netsh advfirewall firewall add rule name="Keepsafe agent" dir=in action=allow protocol=TCP localport=10006',
      320,
    ),
  ];
}

/** Settings of the web server, changed with its own command-line tool, which notes the change in the registry's and IIS's own logs. */
export function webServerSettings(world: World): Tool[] {
  const pool = "MSExchangeOABAppPool";
  const item = `/system.applicationHost/applicationPools/add[@name="${pool}"]/recycling/periodicRestart/@time`;
  return [
    {
      path: `${SYSTEM32}\\inetsrv\\appcmd.exe`,
      line: `appcmd.exe set apppool "${pool}" /recycling.periodicRestart.time:00:00:00`,
      runsMs: 800,
      acts: (tool) => {
        const path = `${SYSTEM32}\\inetsrv\\config\\applicationHost.config`;
        toolChangesFile(tool, { path, size: 213_900, change: "modified", share: 0.5 });
        recordManifestEvent(world, tool.host, during(tool, 0.6), tool.cause, {
          channel: "Microsoft-IIS-Configuration/Operational",
          provider: "Microsoft-Windows-IIS-Configuration",
          eventId: 29,
          level: 4,
          named: { EditOperationType: "1", Configuration: "MACHINE/WEBROOT/APPHOST", ConfigPath: item, NewValue: "00:00:00" },
          message: `Changes to '${item}' have successfully been committed.`,
        });
      },
    },
    windowsTool("attrib.exe", "attrib +h +s C:\\Scripts\\desktop.ini", 50),
  ];
}

/** Somebody starts on Monday: an account of the domain and a place in a group, made on the controller. */
export function newStarter(world: World, by: Person, workday: number): Tool[] {
  const { organisation } = world.estate;
  const name = `starter${hash32(world.seed, `new-starter/${workday}`) % 900}`;
  const sid = `${organisation.domainSid}-${4_200 + (workday % 700)}`;
  const account: AccountRef = { sid, name, domain: organisation.netbios, upn: `${name}@${organisation.domain}` };
  const group: SecurityGroup = {
    name: "All Staff",
    sid: `${organisation.domainSid}-1140`,
    domain: organisation.netbios,
    scope: "universal",
  };
  const comment = `Joiner, asked for by ${by.title}`;
  return [
    netTool(`user ${name} WITHHELD /add /domain /comment:"${comment}"`, (tool) =>
      recordAccountCreated(world, tool.host, during(tool, 0.6), tool.cause, tool.process, account),
    ),
    {
      path: POWERSHELL,
      line: `powershell -NoProfile -Command Add-ADGroupMember -Identity '${group.name}' -Members ${name}`,
      runsMs: 3_100,
      acts: (tool) => recordMemberAdded(world, tool.host, addMicros(during(tool, 0.8), 0), tool.cause, tool.process, group, account),
    },
  ];
}

function netTool(rest: string, acts: (tool: RunningTool) => void): Tool {
  const helper = { path: `${SYSTEM32}\\net1.exe`, line: `C:\\Windows\\system32\\net1 ${rest}` };
  return windowsTool("net.exe", `net ${rest}`, 260, { helper, acts });
}
