import { exchangeStateOf } from "../../exchange/front-end.ts";
import { pathOfStem } from "../../exchange/web-roots.ts";
import { describeFile } from "../../exchange/web-file.ts";
import { toolChangesFile } from "../../windows/tool-acts.ts";
import { SYSTEM32, windowsTool, type RunningTool } from "../../windows/tool.ts";
import { choiceParameter } from "../parameters.ts";
import { toolTechnique, textOf, textParameter } from "../tool-technique.ts";

/** A file that shall leave is put where the web server hands it out, under a name that looks like its neighbours. */
export const stageInWebRoot = toolTechnique({
  name: "stage-in-web-root",
  lookAlike: {
    by: "system/chores/certificate-check",
    table: "DeviceFileEvents",
    column: "FolderPath",
    shows: "^C:\\\\(?:inetpub\\\\wwwroot|Program Files\\\\Microsoft\\\\Exchange Server\\\\V15\\\\FrontEnd)\\\\",
  },
  summary: "Puts a file (a packed dump, an archive) below the web root so that it can be fetched with a GET.",
  attack: ["T1074.001", "T1560.001"],
  parameters: [
    textParameter("source", "Path of the file that is put there."),
    textParameter("as", "Its path on the web server, e.g. `/owa/auth/Current/themes/resources/lgnbotl2.gif`."),
    choiceParameter("by", ["copy", "makecab"], "`makecab` packs it on the way; `copy` if left out."),
    { name: "megabytes", kind: "integer", choices: [], isRequired: false, doc: "Its size; 12 if left out." },
  ],
  yields: ["path", "url"],
  decide: (context) => {
    const url = textOf(context, "as", "/owa/auth/Current/themes/resources/lgnbotl2.gif");
    const [server] = context.estate.exchangeServers;
    return { url, path: server === undefined ? "" : pathOfStem(server, url) };
  },
  source: "SigmaHQ HAFNIUM rules; Azure-Sentinel SuspectedMailBoxExportHostonOWA",
  tools(world, context) {
    const { step, values, server, draws } = context;
    const path = values["path"] ?? "";
    const source = textOf(context, "source", "C:\\Windows\\Temp\\lsass.dmp");
    const size = (typeof step.parameters["megabytes"] === "number" ? step.parameters["megabytes"] : 12) * 1_048_576 + draws.below(900_000);
    const acts = (tool: RunningTool): void => {
      const content = `staged/${step.id}/${path}`;
      exchangeStateOf(world, server).files[path.toLowerCase()] = describeFile(path, size, content);
      toolChangesFile(tool, { path, size, content, share: 0.9 });
    };
    if (step.parameters["by"] === "makecab") return [windowsTool("makecab.exe", `makecab ${source} "${path}"`, 4_800, { acts })];
    return [{ path: `${SYSTEM32}\\cmd.exe`, line: `cmd /c copy /y ${source} "${path}"`, runsMs: 900, acts }];
  },
});
