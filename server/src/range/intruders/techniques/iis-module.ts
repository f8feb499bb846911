import { poolProcess } from "../../exchange/pool-process.ts";
import { exchangeStateOf } from "../../exchange/front-end.ts";
import { recordManifestEvent } from "../../windows/application-events.ts";
import { during, recordImageLoad, toolChangesFile, toolDropsImage } from "../../windows/tool-acts.ts";
import { SYSTEM32 } from "../../windows/tool.ts";
import { toolTechnique, textOf, textParameter } from "../tool-technique.ts";

const CONFIGURATION = `${SYSTEM32}\\inetsrv\\config\\applicationHost.config`;

/** A native module answers inside ordinary requests: it survives the removal of every page, and never calls out. */
export const iisModule = toolTechnique({
  name: "iis-module",
  lookAlike: { by: "errand/web-server-settings", table: "DeviceProcessEvents", column: "FileName", shows: "^appcmd\\.exe$" },
  summary: "Registers a native IIS module; commands then ride inside ordinary requests.",
  attack: ["T1505.004"],
  parameters: [textParameter("name", "The module's name."), textParameter("library", "Path of the module.")],
  yields: ["module", "path"],
  decide: (context) => ({
    module: textOf(context, "name", "CachHttpModule"),
    path: textOf(context, "library", "C:\\Windows\\System32\\inetsrv\\cachhttpm.dll"),
  }),
  source: "ESET (IIS backdoors); SigmaHQ proc_creation_win_iis_susp_module_registration",
  tools(world, { values, server }) {
    const name = values["module"] ?? "";
    const path = values["path"] ?? "";
    return [
      {
        path: `${SYSTEM32}\\inetsrv\\appcmd.exe`,
        line: `C:\\Windows\\System32\\inetsrv\\appcmd.exe install module /name:${name} /image:"${path}" /add:true`,
        runsMs: 900,
        acts: (tool) => {
          toolDropsImage(tool, path, 0.1);
          toolChangesFile(tool, {
            path: CONFIGURATION,
            size: 214_000,
            change: "modified",
            share: 0.5,
            content: `${CONFIGURATION}/${name}`,
          });
          const item = `/system.webServer/globalModules/add[@name="${name}"]/@image`;
          recordManifestEvent(world, tool.host, during(tool, 0.6), tool.cause, {
            channel: "Microsoft-IIS-Configuration/Operational",
            provider: "Microsoft-Windows-IIS-Configuration",
            eventId: 29,
            level: 4,
            named: { EditOperationType: "1", Configuration: "MACHINE/WEBROOT/APPHOST", ConfigPath: item, NewValue: path },
            message: `Changes to '${item}' have successfully been committed.`,
          });
          const worker = poolProcess(world, server, exchangeStateOf(world, server), "MSExchangeOWAAppPool");
          recordImageLoad(tool, worker, during(tool, 0.95), path);
        },
      },
    ];
  },
});
