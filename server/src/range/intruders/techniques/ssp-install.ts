import { lsassProcess } from "../../windows/known-processes.ts";
import { during, recordImageLoad, toolDropsImage, toolSetsRegistry } from "../../windows/tool-acts.ts";
import { windowsTool } from "../../windows/tool.ts";
import { toolTechnique, textOf, textParameter } from "../tool-technique.ts";

/** A security support provider is loaded into the authority and sees every password from then on. */
export const sspInstall = toolTechnique({
  name: "ssp-install",
  lookAlike: { by: "system/chores/policy-refresh", table: "DeviceRegistryEvents", column: "RegistryKey", shows: "\\\\Control\\\\Lsa$" },
  summary: "Registers a security support provider that lsass.exe loads.",
  attack: ["T1547.005", "T1003"],
  parameters: [textParameter("library", "Path of the provider.")],
  yields: ["path"],
  decide: (context) => ({ path: textOf(context, "library", "C:\\Users\\Public\\mslib.dll") }),
  source: "ESET (Mimikat_ssp of two clusters)",
  tools(world, { values }) {
    const path = values["path"] ?? "";
    const key = "HKLM\\System\\CurrentControlSet\\Control\\Lsa";
    const line = `reg add "hklm\\system\\currentcontrolset\\control\\lsa" /v "Security Packages" /d "${path}" /t REG_MULTI_SZ /f`;
    return [
      windowsTool("reg.exe", line, 130, {
        acts: (tool) => {
          toolDropsImage(tool, path, 0.2);
          toolSetsRegistry(tool, { key, valueName: "Security Packages", valueType: "REG_MULTI_SZ", value: path });
          recordImageLoad(tool, lsassProcess(world, tool.host), during(tool, 0.95), path);
        },
      }),
    ];
  },
});
