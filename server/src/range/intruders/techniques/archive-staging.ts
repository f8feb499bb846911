import { toolChangesFile } from "../../windows/tool-acts.ts";
import type { Tool } from "../../windows/tool.ts";
import { choiceParameter } from "../parameters.ts";
import { toolTechnique, textOf, textParameter } from "../tool-technique.ts";

/** What was collected is packed into an archive, often with a password (which is withheld here). */
export const archiveStaging = toolTechnique({
  name: "archive-staging",
  lookAlike: { by: "errand/support-dump", table: "DeviceProcessEvents", column: "FileName", shows: "^7z\\.exe$" },
  summary: "Packs collected files into an archive below ProgramData.",
  attack: ["T1560.001", "T1074.001"],
  parameters: [
    choiceParameter("packer", ["7z", "rar"], "Program that packs; `7z` if left out."),
    textParameter("source", "Folder that is packed; `C:\\ProgramData\\pst` if left out."),
    textParameter("output", "Path of the archive."),
  ],
  yields: ["path"],
  decide: (context) => ({ path: textOf(context, "output", "C:\\ProgramData\\it.zip") }),
  source: "Microsoft-365-Defender-Hunting-Queries 7-zip-prep-for-exfiltration; Volexity",
  tools(_world, context) {
    const { step, values, draws } = context;
    const path = values["path"] ?? "";
    const source = textOf(context, "source", "C:\\ProgramData\\pst");
    const isRar = step.parameters["packer"] === "rar";
    const image = isRar ? "C:\\ProgramData\\rar.exe" : "C:\\ProgramData\\7z.exe";
    const line = isRar ? `rar.exe a -hpWITHHELD -v200m ${path} ${source}\\*` : `7z.exe a -pWITHHELD ${path} ${source}`;
    const pack: Tool = {
      path: image,
      line,
      runsMs: draws.between(9_000, 48_000),
      acts: (tool) => toolChangesFile(tool, { path, size: draws.between(18, 190) * 1_048_576, share: 0.95 }),
    };
    return [pack];
  },
});
