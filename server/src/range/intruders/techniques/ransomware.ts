import { addMicros, MICROS_PER_MS } from "../../../base/sim-time.ts";
import { drawDocumentName } from "../../people/document-name.ts";
import { recordFileChange } from "../../windows/files.ts";
import { digestsFor } from "../../estate/identity.ts";
import { recordServiceInstalled, recordServiceState } from "../../windows/services.ts";
import { during, toolChangesFile, toolDropsImage } from "../../windows/tool-acts.ts";
import { windowsTool, type RunningTool } from "../../windows/tool.ts";
import { toolTechnique, textOf, textParameter } from "../tool-technique.ts";

const FOLDERS = ["C:\\Shares\\Office", "C:\\Users\\Public\\Documents", "C:\\inetpub\\logs\\LogFiles", "D:\\Backups"] as const;
const ENDINGS = ["docx", "xlsx", "pdf", "bak", "log"] as const;

/** Files get another name and another content by the hundred, and a note tells whom to pay. On some hosts only the note appears. */
export const ransomware = toolTechnique({
  name: "ransomware",
  lookAlike: { by: "system/chores/log-rotation", table: "DeviceFileEvents", column: "ActionType", shows: "^FileRenamed$" },
  summary: "Stops backups, encrypts files (renames in a burst) and leaves notes.",
  attack: ["T1486", "T1490", "T1489"],
  parameters: [
    textParameter("program", "Path of the encryptor."),
    textParameter("extension", "What it adds to names, with its dot; drawn per file if left out."),
    textParameter("note", "File name of the note; `readme.txt` if left out."),
    textParameter("service", "Service that it installs for the time of its work; none if left out."),
    { name: "files", kind: "integer", choices: [], isRequired: false, doc: "How many files; 160 if left out, 0: only the note." },
  ],
  yields: ["path", "note"],
  decide: (context) => ({
    path: textOf(context, "program", "C:\\Windows\\Temp\\enc.exe"),
    note: textOf(context, "note", "readme.txt"),
  }),
  source: "SigmaHQ and press on DearCry; Sophos on Black KingDom",
  tools(world, context) {
    const { values, step } = context;
    const path = values["path"] ?? "";
    const count = typeof step.parameters["files"] === "number" ? step.parameters["files"] : 160;
    const service = textOf(context, "service", "");
    const encrypt = {
      path,
      line: path,
      runsMs: 6_000 + count * 160,
      acts: (tool: RunningTool): void => {
        toolDropsImage(tool, path, 0);
        if (service !== "") {
          const description = { name: service, imagePath: path, startType: "demand start", accountName: "LocalSystem" } as const;
          recordServiceInstalled(world, tool.host, during(tool, 0.01), tool.cause, tool.process, description);
          recordServiceState(world, tool.host, during(tool, 0.99), tool.cause, service, "stopped");
        }
        renameFiles(tool, count, textOf(context, "extension", ""));
        for (const folder of FOLDERS)
          toolChangesFile(tool, { path: `${folder}\\${values["note"] ?? ""}`, size: 1_240, share: 0.97, content: `note/${path}` });
      },
    };
    if (count === 0) return [encrypt];
    return [
      windowsTool("net.exe", "net stop KeepsafeAgent /y", 900, {
        acts: (tool) => recordServiceState(world, tool.host, during(tool, 0.8), tool.cause, "Keepsafe Agent", "stopped"),
      }),
      windowsTool("vssadmin.exe", "vssadmin delete shadows /all /quiet", 1_400),
      encrypt,
    ];
  },
});

function renameFiles(tool: RunningTool, count: number, extension: string): void {
  const { draws, world, host, cause, process } = tool;
  for (let n = 0; n < count; n += 1) {
    const previousPath = `${draws.pick(FOLDERS)}\\${drawDocumentName(draws, n, tool.startedAt)}.${draws.pick(ENDINGS)}`;
    const ending =
      extension === "" ? `.${Array.from({ length: 6 }, () => String.fromCodePoint(97 + draws.below(26))).join("")}` : extension;
    const path = `${previousPath}${ending}`;
    const at = addMicros(during(tool, 0.05), n * 140 * MICROS_PER_MS + draws.below(90_000));
    recordFileChange(world, host, at, cause, {
      change: "renamed",
      path,
      previousPath,
      size: draws.between(9_000, 900_000),
      ...digestsFor(path),
      process,
    });
  }
}
