import { toolConnects, toolDropsImage } from "../../windows/tool-acts.ts";
import { windowsTool } from "../../windows/tool.ts";
import { endpointOf, urlOf } from "../actor-habits.ts";
import { toolTechnique, textOf, textParameter } from "../tool-technique.ts";

/** Somebody else's coins at this server's cost: competitors are removed first, then the miner asks its pool for work. */
export const miner = toolTechnique({
  name: "miner",
  lookAlike: {
    by: "system/chores/software-deployment",
    table: "DeviceProcessEvents",
    column: "FolderPath",
    shows: "^C:\\\\Windows\\\\Temp\\\\\\S+\\.exe$",
  },
  summary: "Removes other miners, then starts its own, which stays connected to a pool.",
  attack: ["T1496", "T1489"],
  parameters: [
    textParameter("program", "Path of the miner."),
    { name: "removesOthers", kind: "boolean", choices: [], isRequired: false, doc: "Kills competitors and deletes their tasks first." },
  ],
  yields: ["path"],
  decide: (context) => ({ path: textOf(context, "program", "C:\\Windows\\Temp\\m6.bin.exe") }),
  source: "Talos and Microsoft on Lemon Duck; Cybereason on Prometei",
  tools(_world, context) {
    const path = context.values["path"] ?? "";
    const pool = endpointOf(context.actor, "pool");
    const others = [
      windowsTool("taskkill.exe", "taskkill /f /im xmrig.exe", 120, { exitCode: 128 }),
      windowsTool("schtasks.exe", "schtasks /delete /tn Winnet /F", 160, { exitCode: 1 }),
    ];
    return [
      ...(context.step.parameters["removesOthers"] === true ? others : []),
      {
        path,
        line: `${path} -o ${urlOf(pool, "").replace(/^https?/, "stratum+tcp")} --donate-level=1 --background`,
        runsMs: 52_000,
        acts: (tool) => {
          toolDropsImage(tool, path, 0);
          for (const share of [0.05, 0.5, 0.9]) toolConnects(tool, { ...pool, share });
        },
      },
    ];
  },
});
