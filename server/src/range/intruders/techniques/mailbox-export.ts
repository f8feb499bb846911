import { addMicros } from "../../../base/sim-time.ts";
import { recordCmdlet } from "../../exchange/cmdlets.ts";
import { drawGuid } from "../../estate/identity.ts";
import type { World } from "../../kernel/world.ts";
import { during, toolChangesFile } from "../../windows/tool-acts.ts";
import { POWERSHELL, type RunningTool, type Tool } from "../../windows/tool.ts";
import type { PerformanceContext } from "../technique.ts";
import { toolTechnique, textOf, textParameter } from "../tool-technique.ts";

const SNAP_IN = "powershell.exe Add-PSSnapin Microsoft.Exchange.Management.PowerShell.SnapIn;";

/** Exchange itself writes a mailbox to a file on a share; the request is removed afterwards. */
export const mailboxExport = toolTechnique({
  name: "mailbox-export",
  lookAlike: { by: "errand/mailbox-export", table: "Event", column: "RenderedDescription", shows: "New-MailboxExportRequest" },
  summary: "Exports a mailbox to a PST on a share (role assignment, New- and Remove-MailboxExportRequest) through the snap-in.",
  attack: ["T1114.002", "T1059.001", "T1098"],
  parameters: [
    { name: "person", kind: "person", choices: [], isRequired: false, doc: "Whose mailbox; the cast's first person if left out." },
    textParameter("folder", "Share's folder on the server; `C:\\ProgramData\\pst` if left out."),
  ],
  yields: ["mailbox", "path"],
  decide(context) {
    const { step, estate } = context;
    const named = typeof step.parameters["person"] === "string" ? estate.peopleByRole.get(step.parameters["person"]) : undefined;
    const person = named ?? estate.people[0];
    const folder = textOf(context, "folder", "C:\\ProgramData\\pst");
    return { mailbox: person?.mailbox.address ?? "", path: `${folder}\\${person?.account.name ?? "mailbox"}.pst` };
  },
  source: "Microsoft-365-Defender-Hunting-Queries; SigmaHQ; MITRE ATT&CK G0125",
  tools(world, context) {
    const { values, server, draws } = context;
    const mailbox = values["mailbox"] ?? "";
    const path = values["path"] ?? "";
    const share = `\\\\${server.host.name}\\${path.replace(":", "$")}`;
    return [
      shell(world, context, "New-ManagementRoleAssignment", `-Role "Mailbox Import Export" -User SYSTEM`, [
        ["Role", "Mailbox Import Export"],
        ["User", "SYSTEM"],
      ]),
      shell(
        world,
        context,
        "New-MailboxExportRequest",
        `-Mailbox ${mailbox} -FilePath ${share}`,
        [
          ["Mailbox", mailbox],
          ["FilePath", share],
        ],
        (tool) => toolChangesFile(tool, { path, size: draws.between(90, 900) * 1_048_576, share: 0.98 }),
      ),
      shell(world, context, "Remove-MailboxExportRequest", "-Identity 'MailboxExport' -Confirm:$false", [
        ["Identity", "MailboxExport"],
        ["Confirm", "False"],
      ]),
    ];
  },
});

function shell(
  world: World,
  { server, draws }: PerformanceContext,
  cmdlet: string,
  text: string,
  parameters: readonly (readonly [string, string])[],
  also: (tool: RunningTool) => void = () => undefined,
): Tool {
  const { localSystem } = world.estate.system;
  return {
    path: POWERSHELL,
    line: `${SNAP_IN}${cmdlet} ${text}`,
    runsMs: draws.between(6_000, 22_000),
    acts: (tool) => {
      recordCmdlet(world, server, {
        at: addMicros(during(tool, 0.5), 0),
        cause: tool.cause,
        cmdlet,
        parameters: parameters.map(([name, value]) => ({ name, value })),
        caller: localSystem,
        callerCanonicalName: `${localSystem.domain}\\${localSystem.name}`,
        hostApplication: "PowerShell-SnapIn",
        clientApplication: "",
        process: tool.process,
        elapsedMs: draws.between(240, 2_900),
        activityId: drawGuid(draws),
      });
      also(tool);
    },
  };
}
