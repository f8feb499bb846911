import type { World } from "../../kernel/world.ts";
import { recordServiceInstalled } from "../../windows/services.ts";
import { recordTaskRegistered } from "../../windows/scheduled-tasks.ts";
import { workAtPrompt } from "../../windows/prompt-session.ts";
import { atOwnDesk } from "../../windows/visitor.ts";
import { during, toolChangesFile } from "../../windows/tool-acts.ts";
import { windowsTool, type Tool } from "../../windows/tool.ts";
import { choiceParameter, chosen, HOST_PARAMETER } from "../parameters.ts";
import type { PerformanceContext, Technique } from "../technique.ts";

const CHORES = ["dump-web-worker", "archive-with-password", "register-task", "install-agent", "hide-file", "save-hive"] as const;

/** An administrator, signed in with a desktop, does what intruders do too: the tool is the same, the parent and the account are not. */
export const adminChore: Technique = {
  lookAlike: {
    by: "errand/support-dump",
    table: "DeviceProcessEvents",
    column: "ProcessCommandLine",
    shows: "procdump64\\.exe.* -ma |7z\\.exe a ",
  },
  description: {
    name: "admin-chore",
    summary: "An administrator's legitimate work that resembles an intruder's: dumps, archives, tasks, services, attributes, hives.",
    attack: [],
    parameters: [HOST_PARAMETER, choiceParameter("chore", CHORES, "What is done.", true)],
    yields: ["account", "commandLine"],
    source: "Published false positives of the Sigma and Sentinel rules for these behaviours",
  },
  decide({ step, estate }) {
    const account = estate.people.find(({ isAdministrator }) => isAdministrator)?.account;
    return {
      account: account === undefined ? "" : `${account.domain}\\${account.name}`,
      commandLine: LINES[chosen(step.parameters["chore"], CHORES, "register-task")],
    };
  },
  perform(world, context) {
    const { server, at, draws, cause } = context;
    const person = world.estate.people.find(({ isAdministrator }) => isAdministrator);
    if (person === undefined) return;
    workAtPrompt(world, { visitor: atOwnDesk(person), host: server.host, at, cause, draws }, [choreTool(world, context)]);
  },
};

const LINES: Readonly<Record<(typeof CHORES)[number], string>> = {
  "dump-web-worker": "C:\\Tools\\procdump64.exe -ma 6412 C:\\Support\\w3wp.dmp",
  "archive-with-password": "7z.exe a -pWITHHELD C:\\Support\\case-logs.7z C:\\Support\\logs",
  "register-task": 'schtasks /create /ru system /sc DAILY /st 05:30 /tn "Certificate check" /tr C:\\Scripts\\Test-Certificates.cmd',
  "install-agent": 'sc create KeepsafeUpdater binPath= "C:\\Program Files\\Keepsafe\\Agent\\KeepsafeUpdater.exe" start= auto',
  "hide-file": "attrib +h C:\\Scripts\\desktop.ini",
  "save-hive": "reg save HKLM\\SOFTWARE C:\\Support\\software-before-update.hiv /y",
};

function choreTool(world: World, { step }: PerformanceContext): Tool {
  const chore = chosen(step.parameters["chore"], CHORES, "register-task");
  const line = LINES[chore];
  switch (chore) {
    case "dump-web-worker":
      return {
        path: "C:\\Tools\\procdump64.exe",
        line,
        runsMs: 4_800,
        acts: (tool) => toolChangesFile(tool, { path: "C:\\Support\\w3wp.dmp", size: 612_368_384 }),
      };
    case "archive-with-password":
      return {
        path: "C:\\Program Files\\7-Zip\\7z.exe",
        line,
        runsMs: 11_000,
        acts: (tool) => toolChangesFile(tool, { path: "C:\\Support\\case-logs.7z", size: 44_040_192 }),
      };
    case "register-task": {
      const task = { name: "\\Certificate check", command: "C:\\Scripts\\Test-Certificates.cmd", arguments: "", interval: "P1D" };
      return windowsTool("schtasks.exe", line, 210, {
        acts: (tool) => recordTaskRegistered(world, tool.host, during(tool, 0.5), tool.cause, tool.process, task),
      });
    }
    case "install-agent": {
      const service = {
        name: "KeepsafeUpdater",
        imagePath: "C:\\Program Files\\Keepsafe\\Agent\\KeepsafeUpdater.exe",
        startType: "auto start",
        accountName: "LocalSystem",
      } as const;
      return windowsTool("sc.exe", line, 160, {
        acts: (tool) => recordServiceInstalled(world, tool.host, during(tool, 0.6), tool.cause, tool.process, service),
      });
    }
    case "hide-file":
      return windowsTool("attrib.exe", line, 50);
    case "save-hive":
      return windowsTool("reg.exe", line, 2_700, {
        acts: (tool) => toolChangesFile(tool, { path: "C:\\Support\\software-before-update.hiv", size: 78_643_200 }),
      });
  }
}
