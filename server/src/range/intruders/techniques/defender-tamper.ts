import { recordManifestEvent } from "../../windows/application-events.ts";
import { during, toolSetsRegistry } from "../../windows/tool-acts.ts";
import { POWERSHELL } from "../../windows/tool.ts";
import { toolTechnique, textOf, textParameter } from "../tool-technique.ts";

const KEY = "HKLM\\SOFTWARE\\Microsoft\\Windows Defender\\Exclusions\\Paths";

/** The antivirus is told not to look. It writes that down. */
export const defenderTamper = toolTechnique({
  name: "defender-tamper",
  lookAlike: { by: "errand/loose-rules", table: "Event", column: "EventID", shows: "^5007$" },
  summary: "Excludes a folder from the antivirus and turns its real-time protection off.",
  attack: ["T1562.001", "T1112"],
  parameters: [textParameter("folder", "Folder that is excluded; `C:\\` if left out.")],
  source: "Microsoft, 25 March 2021 (Lemon Duck); SigmaHQ",
  tools(world, context) {
    const folder = textOf(context, "folder", "C:\\");
    return [
      {
        path: POWERSHELL,
        line: `powershell -w hidden -c Add-MpPreference -ExclusionPath ${folder}; Set-MpPreference -DisableRealtimeMonitoring 1`,
        runsMs: 1_800,
        acts: (tool) => {
          toolSetsRegistry(tool, { key: KEY, valueName: folder, valueType: "REG_DWORD", value: "0" });
          const common = {
            channel: "Microsoft-Windows-Windows Defender/Operational",
            provider: "Microsoft-Windows-Windows Defender",
            level: 4,
          } as const;
          const product = { "Product Name": "Windows Defender Antivirus", "Product Version": "4.18.2101.9" };
          recordManifestEvent(world, tool.host, during(tool, 0.7), tool.cause, {
            ...common,
            eventId: 5007,
            named: { ...product, "Old Value": "", "New Value": `${KEY}\\${folder} = 0x0` },
            message: `Windows Defender Antivirus Configuration has changed. New value: ${KEY}\\${folder} = 0x0`,
          });
          recordManifestEvent(world, tool.host, during(tool, 0.9), tool.cause, {
            ...common,
            eventId: 5001,
            named: product,
            message:
              "Windows Defender Antivirus Real-time Protection scanning for malware and other potentially unwanted software was disabled.",
          });
        },
      },
    ];
  },
});
