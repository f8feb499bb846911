import { drawCanary } from "../../exchange/control-panel/urls.ts";
import { scriptAgentOf, sendForgedCall, stemOf } from "../forged-call.ts";
import { HOST_PARAMETER, VIA_PARAMETER } from "../parameters.ts";
import type { Technique } from "../technique.ts";

/** Reads the settings of the offline address book's virtual directory. */
export const oabSettingsRead: Technique = {
  lookAlike: { by: "people/", table: "ExchangeEcpServer_CL", column: "EventData", shows: "Get-OabVirtualDirectory" },
  description: {
    name: "oab-settings-read",
    summary: "Reads the OAB virtual directory's settings through the control panel (GetObject).",
    attack: ["T1190"],
    parameters: [HOST_PARAMETER, VIA_PARAMETER],
    isSince2013: true,
    yields: ["ip"],
    source: "helsecert/2021-march-exchange",
  },
  decide: ({ actor }) => ({ ip: actor.ips[0] ?? "" }),
  perform(world, context) {
    sendForgedCall(world, context, {
      at: context.at,
      stem: stemOf(world, context.actor.id),
      path: `/ecp/DDI/DDIService.svc/GetObject?msExchEcpCanary=${drawCanary(context.draws)}&schema=OABVirtualDirectory`,
      userAgent: scriptAgentOf(context),
      bodyBytes: context.draws.between(160, 190),
      panelCommand: { kind: "read-oab" },
    });
  },
};
