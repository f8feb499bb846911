import { SYSTEM32 } from "../../windows/tool.ts";
import { toolTechnique, textOf, textParameter } from "../tool-technique.ts";

/** Any other program, as the process log shows it: for the tools of one actor that no other technique covers. It only runs. */
export const runProgram = toolTechnique({
  name: "run-program",
  lookAlike: {
    by: "errand/look-around",
    table: "DeviceProcessEvents",
    column: "FileName",
    shows: "^(?:whoami|net|sc|tasklist|ipconfig|cmd)\\.exe$",
  },
  summary: "Runs a program with the command line that the author gives; it leaves its process and nothing else.",
  attack: ["T1059"],
  parameters: [
    textParameter("program", "Path of the program, or the file name of one of Windows'."),
    textParameter("line", "Its command line."),
  ],
  yields: ["commandLine"],
  decide: (context) => ({ commandLine: textOf(context, "line", textOf(context, "program", "whoami.exe")) }),
  source: "MITRE ATT&CK T1059",
  tools(_world, context) {
    const program = textOf(context, "program", "whoami.exe");
    const path = program.includes("\\") ? program : `${SYSTEM32}\\${program}`;
    return [{ path, line: context.values["commandLine"] ?? path, runsMs: context.draws.between(200, 4_000) }];
  },
});
