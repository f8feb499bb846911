import { drawCanary } from "../../exchange/control-panel/urls.ts";
import { scriptAgentOf, sendForgedCall, stemOf } from "../forged-call.ts";
import { HOST_PARAMETER, VIA_PARAMETER } from "../parameters.ts";
import type { Technique } from "../technique.ts";

/**
 * The shape that published detections look for (an element, `Page_Load`, `script`), with the body withheld: there is no
 * code in it.
 */
export const WITHHELD_SCRIPT_URL =
  'http://withheld.example/<script language="JScript" runat="server">/* inert training text, function Page_Load() omitted */</script>';

/** Writes script text into the ExternalUrl of the OAB virtual directory. */
export const oabSettingsPoison: Technique = {
  lookAlike: {
    by: "errand/web-addresses",
    table: "Event",
    column: "RenderedDescription",
    shows: "Set-\\w+VirtualDirectory[\\s\\S]*ExternalUrl",
  },
  description: {
    name: "oab-settings-poison",
    summary: "Stores script text as the OAB virtual directory's ExternalUrl (Set-OabVirtualDirectory).",
    attack: ["T1190", "T1505.003"],
    parameters: [HOST_PARAMETER, VIA_PARAMETER],
    isSince2013: true,
    yields: ["ip", "externalUrl"],
    source: "helsecert/2021-march-exchange; OTRF Security-Datasets",
  },
  decide: ({ actor }) => ({ ip: actor.ips[0] ?? "", externalUrl: WITHHELD_SCRIPT_URL }),
  perform(world, context) {
    sendForgedCall(world, context, {
      at: context.at,
      stem: stemOf(world, context.actor.id),
      path: `/ecp/DDI/DDIService.svc/SetObject?msExchEcpCanary=${drawCanary(context.draws)}&schema=OABVirtualDirectory`,
      userAgent: scriptAgentOf(context),
      bodyBytes: context.draws.between(820, 990),
      panelCommand: { kind: "set-oab-url", externalUrl: WITHHELD_SCRIPT_URL },
    });
  },
};
