import { addMicros, MICROS_PER_SECOND } from "../../base/sim-time.ts";
import type { Measure } from "../../scenario/operation.ts";
import { shutDownApplication } from "../exchange/app-pools.ts";
import { applicationOf, type AppPool } from "../exchange/applications.ts";
import { exchangeStateOf } from "../exchange/front-end.ts";
import { recordManifestEvent } from "../windows/application-events.ts";
import { recordProductInstalled } from "../windows/installer-events.ts";
import { workAtPrompt } from "../windows/prompt-session.ts";
import { recordServiceState } from "../windows/services.ts";
import { during, toolChangesFile, toolDropsImage } from "../windows/tool-acts.ts";
import { POWERSHELL, SYSTEM32, windowsTool, type RunningTool, type Tool } from "../windows/tool.ts";
import { atOwnDesk } from "../windows/visitor.ts";
import type { Site } from "./operation-site.ts";

const FOLDER = "C:\\Support\\Mitigations";
const REWRITE_MODULE = `${SYSTEM32}\\inetsrv\\rewrite.dll`;
const SITE_CONFIGURATION = "C:\\inetpub\\wwwroot\\web.config";
const VOICE_MAIL_SERVICE = "Microsoft Exchange Unified Messaging";

const POOLS: Readonly<Partial<Record<Measure, AppPool>>> = {
  "stop-control-panel": "MSExchangeECPAppPool",
  "stop-address-book": "MSExchangeOABAppPool",
};

const SWITCHES: Readonly<Record<Measure, string>> = {
  "rewrite-cookies": "BackendCookieMitigation",
  "stop-control-panel": "ECPAppPoolMitigation",
  "stop-address-book": "OABAppPoolMitigation",
  "stop-voice-mail": "UnifiedMessagingMitigation",
};

/**
 * The temporary measures of March 2021, with the script that Microsoft gave for them (source: microsoft/CSS-Exchange): rewrite rules that
 * cut off requests with forged routing cookies, pools and a service that are stopped. They hold until they are lifted, or an update loses them.
 */
export function mitigate(site: Site, measures: readonly Measure[], isLifted: boolean): void {
  const { world, server, administrator, at, draws, cause } = site;
  const state = exchangeStateOf(world, server);
  const needsModule = !isLifted && measures.includes("rewrite-cookies") && !state.measures.includes("rewrite-cookies");
  const others = state.measures.filter((measure) => !measures.includes(measure));
  state.measures = isLifted ? others : [...others, ...measures];
  applyMeasures(site, measures, isLifted);
  if (administrator === null) return;
  const tools = [...(needsModule ? [moduleSetup(site)] : []), script(site, measures, isLifted)];
  workAtPrompt(world, { visitor: atOwnDesk(administrator), host: server.host, at, cause, draws }, tools);
}

function applyMeasures({ world, server, at, cause, draws }: Site, measures: readonly Measure[], isLifted: boolean): void {
  const state = exchangeStateOf(world, server);
  for (const measure of measures) {
    const pool = POOLS[measure];
    if (pool !== undefined) state.pools[pool].isStopped = !isLifted;
    const when = addMicros(at, draws.between(150, 260) * MICROS_PER_SECOND);
    if (measure === "stop-voice-mail") {
      const [before, after] = isLifted ? ["disabled", "auto start"] : ["auto start", "disabled"];
      recordServiceState(world, server.host, when, cause, VOICE_MAIL_SERVICE, isLifted ? "running" : "stopped");
      recordManifestEvent(world, server.host, addMicros(when, 300_000), cause, {
        channel: "System",
        provider: "Service Control Manager",
        eventId: 7040,
        level: 4,
        named: { param1: VOICE_MAIL_SERVICE, param2: before ?? "", param3: after ?? "", param4: "MSExchangeUM" },
        message: `The start type of the ${VOICE_MAIL_SERVICE} service was changed from ${before} to ${after}.`,
      });
    }
    // A site whose configuration changes starts its applications anew.
    if (measure === "rewrite-cookies")
      for (const protocol of ["Owa", "Ecp"] as const) shutDownApplication(world, server, state, applicationOf(protocol), when, cause);
  }
}

function script({ server }: Site, measures: readonly Measure[], isLifted: boolean): Tool {
  const verb = isLifted ? "-Rollback" : "-Apply";
  const line =
    `powershell.exe -ExecutionPolicy Bypass -File ${FOLDER}\\ExchangeMitigations.ps1 -WebSiteNames "Default Web Site" ` +
    `${verb}${measures.map((measure) => ` -${verb === "-Apply" ? "Apply" : "Rollback"}${SWITCHES[measure]}`).join("")} -Verbose`;
  return {
    path: POWERSHELL,
    line,
    runsMs: 46_000,
    acts: (tool) => {
      if (measures.includes("rewrite-cookies"))
        toolChangesFile(tool, {
          path: SITE_CONFIGURATION,
          size: isLifted ? 168 : 1_904,
          change: "modified",
          content: `${server.host.name}/${verb}/rules`,
        });
      toolChangesFile(tool, { path: `${FOLDER}\\ExchangeMitigations-${server.host.name}.log`, size: 5_800 });
    },
  };
}

/** The rules need a module that Windows does not bring. */
function moduleSetup({ world }: Site): Tool {
  return windowsTool("msiexec.exe", `msiexec.exe /i ${FOLDER}\\rewrite_amd64_en-US.msi /quiet /norestart`, 24_000, {
    acts: (tool: RunningTool) => {
      toolDropsImage(tool, REWRITE_MODULE, 0.5);
      const module = { name: "IIS URL Rewrite Module 2", version: "7.2.1993", manufacturer: "Microsoft Corporation" };
      recordProductInstalled(world, tool, during(tool, 0.9), module);
    },
  });
}
