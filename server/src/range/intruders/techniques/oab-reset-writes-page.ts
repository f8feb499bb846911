import { addMicros, MICROS_PER_MS } from "../../../base/sim-time.ts";
import { drawCanary } from "../../exchange/control-panel/urls.ts";
import { scriptAgentOf, sendForgedCall, stemOf } from "../forged-call.ts";
import { decidePage, PAGE_NAMING_PARAMETERS } from "../page-naming.ts";
import { HOST_PARAMETER, VIA_PARAMETER } from "../parameters.ts";
import type { Technique } from "../technique.ts";

/** Resets the virtual directory so that its settings, script text included, are written to a page below the web root. */
export const oabResetWritesPage: Technique = {
  lookAlike: { by: "system/chores/certificate-check", table: "DeviceFileEvents", column: "FolderPath", shows: "\\\\temp\\\\appPools\\\\" },
  description: {
    name: "oab-reset-writes-page",
    summary: "Resets the OAB virtual directory: its poisoned settings land in a page below the web root.",
    attack: ["T1505.003"],
    parameters: [HOST_PARAMETER, VIA_PARAMETER, ...PAGE_NAMING_PARAMETERS],
    isSince2013: true,
    yields: ["ip", "fileName", "path", "url", "fullUrl"],
    source: "OTRF Security-Datasets (proxylogon_ssrf_rce_poc); helsecert/2021-march-exchange",
  },
  decide: decidePage,
  perform(world, context) {
    const { draws, at, actor, values } = context;
    const stem = stemOf(world, actor.id);
    const call = { stem, userAgent: scriptAgentOf(context) };
    const service = `/ecp/DDI/DDIService.svc/SetObject?msExchEcpCanary=${drawCanary(draws)}&schema=`;
    const reset = sendForgedCall(world, context, {
      ...call,
      at,
      path: `${service}ResetOABVirtualDirectory`,
      bodyBytes: draws.between(390, 470),
      panelCommand: { kind: "reset-oab", backupPath: values["path"] ?? "" },
    });
    if (reset.status !== 200) return;
    sendForgedCall(world, context, {
      ...call,
      at: addMicros(reset.endedAt, draws.between(2_400, 4_800) * MICROS_PER_MS),
      path: `${service}OABVirtualDirectory`,
      bodyBytes: draws.between(360, 410),
      panelCommand: { kind: "set-oab-url", externalUrl: null },
    });
  },
};
