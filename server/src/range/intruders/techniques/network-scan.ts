import { addMicros } from "../../../base/sim-time.ts";
import { during, recordConnection, toolDropsImage } from "../../windows/tool-acts.ts";
import { toolTechnique, textOf, textParameter } from "../tool-technique.ts";

/** Who else is here? A scanner asks every address of the server's network for its NetBIOS name. */
export const networkScan = toolTechnique({
  name: "network-scan",
  lookAlike: { by: "system/chores/address-inventory", table: "DeviceNetworkEvents", column: "RemotePort", shows: "^137$" },
  summary: "Runs a NetBIOS scanner over the server's own network.",
  attack: ["T1046", "T1018"],
  parameters: [textParameter("tool", "Path of the scanner; `C:\\ProgramData\\nbtscan.exe` if left out.")],
  yields: ["path"],
  decide: (context) => ({ path: textOf(context, "tool", "C:\\ProgramData\\nbtscan.exe") }),
  source: "ESET (LuckyMouse); eset/malware-ioc famoussparrow",
  tools(world, { values, server }) {
    const path = values["path"] ?? "";
    const prefix = server.host.ip.split(".").slice(0, 3).join(".");
    return [
      {
        path,
        line: `${path} -r ${prefix}.0/24`,
        runsMs: 21_000,
        acts: (tool) => {
          toolDropsImage(tool, path, 0);
          for (let last = 1; last < 255; last += 1) {
            const ip = `${prefix}.${last}`;
            const isThere = world.estate.hosts.some((host) => host.ip === ip);
            const at = addMicros(during(tool, 0.05), last * 74_000);
            recordConnection(tool, tool.process, at, { ip, name: "", port: 137, protocol: "Udp", outcome: isThere ? "success" : "failed" });
          }
        },
      },
    ];
  },
});
