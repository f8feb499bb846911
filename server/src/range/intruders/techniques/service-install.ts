import { recordServiceInstalled, recordServiceState } from "../../windows/services.ts";
import { during, toolDropsImage } from "../../windows/tool-acts.ts";
import { windowsTool } from "../../windows/tool.ts";
import { toolTechnique, textOf, textParameter } from "../tool-technique.ts";

/** A service of the actor's own, which starts with the host. */
export const serviceInstall = toolTechnique({
  name: "service-install",
  lookAlike: { by: "system/chores/agent-update", table: "SecurityEvent", column: "EventID", shows: "^4697$" },
  summary: "Installs and starts a service (sc create, sc start).",
  attack: ["T1543.003", "T1569.002"],
  parameters: [textParameter("name", "The service's name."), textParameter("image", "Path of its program.")],
  yields: ["service", "path"],
  decide: (context) => ({
    service: textOf(context, "name", "NetUpdate"),
    path: textOf(context, "image", "C:\\Windows\\Temp\\netupdate.exe"),
  }),
  source: "SigmaHQ service installation rules; press on the DearCry intrusions (msupdate)",
  tools(world, { values }) {
    const name = values["service"] ?? "";
    const imagePath = values["path"] ?? "";
    return [
      windowsTool("sc.exe", `sc create ${name} binPath= "${imagePath}" start= auto`, 180, {
        acts: (tool) => {
          toolDropsImage(tool, imagePath, 0.2);
          const service = { name, imagePath, startType: "auto start", accountName: "LocalSystem" } as const;
          recordServiceInstalled(world, tool.host, during(tool, 0.6), tool.cause, tool.process, service);
        },
      }),
      windowsTool("sc.exe", `sc start ${name}`, 320, {
        acts: (tool) => recordServiceState(world, tool.host, during(tool, 0.8), tool.cause, name, "running"),
      }),
    ];
  },
});
