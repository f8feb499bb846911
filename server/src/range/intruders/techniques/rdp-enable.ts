import { toolSetsRegistry } from "../../windows/tool-acts.ts";
import { windowsTool } from "../../windows/tool.ts";
import { toolTechnique } from "../tool-technique.ts";

/** Remote desktop is switched on and let through the firewall, to come back by the front door. */
export const rdpEnable = toolTechnique({
  name: "rdp-enable",
  lookAlike: {
    by: "errand/loose-rules",
    table: "DeviceProcessEvents",
    column: "ProcessCommandLine",
    shows: "netsh advfirewall firewall add rule",
  },
  summary: "Switches remote desktop on in the registry and opens the firewall for it.",
  attack: ["T1021.001", "T1112", "T1562.004"],
  parameters: [],
  source: "Talos on Lemon Duck, May 2021",
  tools: () => [
    windowsTool(
      "reg.exe",
      'reg add "HKLM\\System\\CurrentControlSet\\Control\\Terminal Server" /v fDenyTSConnections /t REG_DWORD /d 0 /f',
      90,
      {
        acts: (tool) =>
          toolSetsRegistry(tool, {
            key: "HKLM\\System\\CurrentControlSet\\Control\\Terminal Server",
            valueName: "fDenyTSConnections",
            valueType: "REG_DWORD",
            value: "0",
          }),
      },
    ),
    windowsTool("netsh.exe", 'netsh advfirewall firewall add rule name="RDP" dir=in action=allow protocol=TCP localport=3389', 310),
  ],
});
