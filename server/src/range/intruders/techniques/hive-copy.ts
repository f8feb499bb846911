import { toolChangesFile } from "../../windows/tool-acts.ts";
import { SYSTEM32, windowsTool } from "../../windows/tool.ts";
import { toolTechnique, textOf, textParameter } from "../tool-technique.ts";

const HIVES = ["SAM", "SYSTEM", "SECURITY"] as const;

/** The registry hives with the local accounts' secrets are saved by a batch file. */
export const hiveCopy = toolTechnique({
  name: "hive-copy",
  lookAlike: {
    by: "system/chores/hive-backup",
    table: "DeviceProcessEvents",
    column: "ProcessCommandLine",
    shows: "^reg save HKLM\\\\SYSTEM ",
  },
  summary: "A batch file saves the SAM, SYSTEM and SECURITY hives.",
  attack: ["T1003.002", "T1059.003"],
  parameters: [textParameter("script", "Path of the batch file; `C:\\Windows\\Temp\\xx.bat` if left out.")],
  yields: ["path"],
  decide: (context) => ({ path: textOf(context, "script", "C:\\Windows\\Temp\\xx.bat") }),
  source: "SigmaHQ (DearCry's xx.bat); press on the DearCry intrusions",
  tools(_world, { values, draws }) {
    const script = values["path"] ?? "";
    const write = { path: `${SYSTEM32}\\cmd.exe`, line: `cmd /c copy /y C:\\Windows\\Temp\\b.tmp ${script}`, runsMs: 90 };
    return [
      { ...write, acts: (tool) => toolChangesFile(tool, { path: script, size: 212, content: `batch/${script}` }) },
      { path: `${SYSTEM32}\\cmd.exe`, line: `cmd /c ${script}`, runsMs: 2_600 },
      ...HIVES.map((hive) => {
        const path = `C:\\Windows\\Temp\\${hive.toLowerCase()}.sav`;
        return windowsTool("reg.exe", `reg save HKLM\\${hive} ${path} /y`, draws.between(300, 1_900), {
          acts: (tool) => toolChangesFile(tool, { path, size: draws.between(40, 16_000) * 1_024 }),
        });
      }),
    ];
  },
});
