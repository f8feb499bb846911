import { lsassProcess } from "../../windows/known-processes.ts";
import { toolChangesFile, toolDropsImage, toolOpensProcess } from "../../windows/tool-acts.ts";
import { SYSTEM32, windowsTool, type RunningTool, type Tool } from "../../windows/tool.ts";
import { choiceParameter, chosen } from "../parameters.ts";
import { toolTechnique, textOf, textParameter } from "../tool-technique.ts";

const METHODS = ["procdump", "comsvcs", "custom"] as const;
const DEBUG_LIBRARIES = ["C:\\Windows\\SYSTEM32\\ntdll.dll", "C:\\Windows\\System32\\KERNELBASE.dll", "C:\\Windows\\SYSTEM32\\dbgcore.DLL"];

/** The memory of the security authority is written to a file, to be read elsewhere. Only the file's name and size exist here. */
export const lsassDump = toolTechnique({
  name: "lsass-dump",
  lookAlike: { by: "errand/support-dump", table: "DeviceProcessEvents", column: "ProcessCommandLine", shows: "procdump64\\.exe.* -ma " },
  summary: "Writes the memory of lsass.exe to a file (procdump, comsvcs, or a dumper of its own).",
  attack: ["T1003.001"],
  parameters: [
    choiceParameter("method", METHODS, "`procdump`, `comsvcs` through rundll32, or `custom`: the program named by `tool`.", true),
    textParameter("tool", "Path of the dumper for `custom`, or where procdump was put."),
    textParameter("output", "Path of the file that is written."),
  ],
  yields: ["path"],
  decide: (context) => ({ path: textOf(context, "output", "C:\\Windows\\Temp\\lsass.dmp") }),
  source: "Volexity; Azure-Sentinel SuspectedLSASSDump; Microsoft-365-Defender-Hunting-Queries procdump-lsass-credentials",
  tools(world, context) {
    const { step, values } = context;
    const path = values["path"] ?? "";
    const acts = (tool: RunningTool): void => {
      toolOpensProcess(tool, lsassProcess(world, tool.host), "0x1fffff", DEBUG_LIBRARIES);
      toolChangesFile(tool, { path, size: context.draws.between(38, 96) * 1_048_576 });
    };
    switch (chosen(step.parameters["method"], METHODS, "comsvcs")) {
      case "procdump": {
        const tool = textOf(context, "tool", "C:\\Windows\\Temp\\procdump64.exe");
        return [dropped(tool), { path: tool, line: `${tool} -accepteula -ma lsass.exe ${path}`, runsMs: 2_900, acts }];
      }
      case "comsvcs":
        return [
          windowsTool(
            "rundll32.exe",
            `rundll32.exe C:\\windows\\System32\\comsvcs.dll, MiniDump ${lsassProcess(world, context.server.host).pid} ${path} full`,
            2_400,
            { acts },
          ),
        ];
      case "custom": {
        const tool = textOf(context, "tool", "C:\\Windows\\Temp\\ld.exe");
        return [dropped(tool), { path: tool, line: `${tool} ${path}`, runsMs: 1_700, acts }];
      }
    }
  },
});

/** The program arrives first: the page's interpreter copies it to its place. */
function dropped(path: string): Tool {
  return {
    path: `${SYSTEM32}\\cmd.exe`,
    line: `cmd /c copy /y C:\\Windows\\Temp\\up.tmp ${path}`,
    runsMs: 140,
    acts: (tool) => toolDropsImage(tool, path),
  };
}
