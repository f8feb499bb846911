import { toolTechnique } from "../tool-technique.ts";

import { windowsTool } from "../../windows/tool.ts";

/** Which products would notice? Lists of processes, services and drivers. */
export const securityProductDiscovery = toolTechnique({
  name: "security-product-discovery",
  lookAlike: { by: "errand/look-around", table: "DeviceProcessEvents", column: "ProcessCommandLine", shows: "^tasklist /svc$" },
  summary: "Looks for security products among processes and services.",
  attack: ["T1518.001", "T1057", "T1007"],
  parameters: [],
  source: "FireEye, 4 March 2021 (a page that asked for three products)",
  tools: () => [
    windowsTool("tasklist.exe", "tasklist /svc", 880),
    windowsTool("sc.exe", "sc query WinDefend", 60),
    windowsTool("wbem\\WMIC.exe", "wmic /namespace:\\\\root\\SecurityCenter2 path AntiVirusProduct get displayName", 1_900, {
      exitCode: 1,
    }),
  ],
});
