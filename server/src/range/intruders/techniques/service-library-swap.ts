import { recordServiceState } from "../../windows/services.ts";
import { serviceProcess } from "../../windows/standing-processes.ts";
import { during, recordImageLoad, toolDropsImage, toolSetsRegistry } from "../../windows/tool-acts.ts";
import { windowsTool } from "../../windows/tool.ts";
import { toolTechnique, textOf, textParameter } from "../tool-technique.ts";

/** A service that Windows brings is pointed at another library: no new process, no new service, nothing that calls out. */
export const serviceLibrarySwap = toolTechnique({
  name: "service-library-swap",
  lookAlike: {
    by: "system/chores/policy-refresh",
    table: "DeviceRegistryEvents",
    column: "RegistryKey",
    shows: "\\\\Services\\\\\\w+\\\\Parameters$",
  },
  summary: "Points an existing service at another library (ServiceDll) and restarts it; passive, no outbound traffic.",
  attack: ["T1543.003", "T1112", "T1574"],
  parameters: [
    textParameter("service", "Service that is changed; `ntmssvc` if left out."),
    textParameter("library", "Path of the library."),
  ],
  yields: ["service", "path"],
  decide: (context) => ({
    service: textOf(context, "service", "ntmssvc"),
    path: textOf(context, "library", "C:\\Windows\\System32\\websvc.dll"),
  }),
  source: "ESET (Websiic); Kaspersky on ToddyCat",
  tools(world, { values }) {
    const service = values["service"] ?? "";
    const path = values["path"] ?? "";
    const key = `HKLM\\System\\CurrentControlSet\\Services\\${service}\\Parameters`;
    const add = `reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\${service}\\Parameters /v ServiceDll /t REG_EXPAND_SZ /d ${path} /f`;
    return [
      windowsTool("reg.exe", add, 120, {
        acts: (tool) => {
          toolDropsImage(tool, path, 0.2);
          toolSetsRegistry(tool, { key, valueName: "ServiceDll", valueType: "REG_EXPAND_SZ", value: path });
        },
      }),
      windowsTool("sc.exe", `sc start ${service}`, 400, {
        acts: (tool) => {
          recordServiceState(world, tool.host, during(tool, 0.7), tool.cause, service, "running");
          const commandLine = `C:\\Windows\\System32\\svchost.exe -k netsvcs -p -s ${service}`;
          const holder = serviceProcess(world, tool.host, { path: "C:\\Windows\\System32\\svchost.exe", commandLine });
          recordImageLoad(tool, holder, during(tool, 0.9), path);
        },
      }),
    ];
  },
});
