import { scriptAgentOf, sendForgedCall, stemOf } from "../forged-call.ts";
import { HOST_PARAMETER, VIA_PARAMETER } from "../parameters.ts";
import type { Technique } from "../technique.ts";

/** Has the control panel issue a session for the identity that the probe found: answered with the tell-tale status 241. */
export const ecpSession: Technique = {
  lookAlike: { by: "system/panel-watch", table: "W3CIISLog", column: "csUriStem", shows: "^/ecp/" },
  description: {
    name: "ecp-session",
    summary: "Obtains a control-panel session through the forged route (proxyLogon.ecp, status 241).",
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
      path: "/ecp/proxyLogon.ecp",
      userAgent: scriptAgentOf(context),
      bodyBytes: context.draws.between(230, 280),
    });
  },
};
