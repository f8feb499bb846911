import { recordManifestEvent } from "../../windows/application-events.ts";
import { recordSecurityEvent, subjectData } from "../../windows/security-events.ts";
import { during, toolChangesFile } from "../../windows/tool-acts.ts";
import { SYSTEM32, windowsTool } from "../../windows/tool.ts";
import { choiceParameter } from "../parameters.ts";
import { toolTechnique } from "../tool-technique.ts";

/** Traces are removed, which is a trace. */
export const logRemoval = toolTechnique({
  name: "log-removal",
  lookAlike: { by: "system/chores/log-rotation", table: "DeviceFileEvents", column: "ActionType", shows: "^FileDeleted$" },
  summary: "Deletes Exchange's cmdlet logs, or clears an event log.",
  attack: ["T1070.001", "T1070.004"],
  parameters: [choiceParameter("what", ["cmdlet-logs", "security-log", "iis-logs"], "What goes; `cmdlet-logs` if left out.")],
  source: "SigmaHQ (deletion of CmdletInfra logs, IIS logs; cleared event logs)",
  tools(world, { step, server }) {
    if (step.parameters["what"] === "security-log") {
      return [
        windowsTool("wevtutil.exe", "wevtutil cl Security", 120, {
          acts: (tool) => {
            const at = during(tool, 0.6);
            const named = subjectData(tool.process, tool.host);
            recordSecurityEvent(world, tool.host, at, tool.cause, { eventId: 1102, title: "The audit log was cleared.", named });
          },
        }),
        windowsTool("wevtutil.exe", "wevtutil cl System", 110, {
          acts: (tool) =>
            recordManifestEvent(world, tool.host, during(tool, 0.6), tool.cause, {
              channel: "System",
              provider: "Microsoft-Windows-Eventlog",
              eventId: 104,
              level: 4,
              named: {
                SubjectUserName: `${tool.host.name}$`,
                SubjectDomainName: tool.host.domainNetbios,
                Channel: "System",
                BackupPath: "",
              },
              message: "The System log file was cleared.",
            }),
        }),
      ];
    }
    const isIis = step.parameters["what"] === "iis-logs";
    const folder = isIis ? "C:\\inetpub\\logs\\LogFiles\\W3SVC1" : `${server.installPath}\\Logging\\CmdletInfra\\LocalPowerShell\\Cmdlet`;
    const name = isIis ? "u_ex210301.log" : `${server.host.name}_LocalPowerShell_Cmdlet_20210301-1.LOG`;
    return [
      {
        path: `${SYSTEM32}\\cmd.exe`,
        line: `cmd /c del /f /q "${folder}\\${isIis ? "u_ex*.log" : "*_Cmdlet_*"}"`,
        runsMs: 210,
        acts: (tool) => toolChangesFile(tool, { path: `${folder}\\${name}`, size: 41_000, change: "deleted" }),
      },
    ];
  },
});
