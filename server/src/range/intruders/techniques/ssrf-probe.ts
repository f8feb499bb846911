import { addMicros, MICROS_PER_MS } from "../../../base/sim-time.ts";
import { PROBE_AGENT, scriptAgentOf, sendForgedCall, stemOf } from "../forged-call.ts";
import { HOST_PARAMETER, VIA_PARAMETER } from "../parameters.ts";
import type { Technique } from "../technique.ts";

/** Finds out whether the server lets strangers reach its back end, and for whom. Timing: HelseCERT's published case. */
export const ssrfProbe: Technique = {
  lookAlike: { by: "internet/researcher", table: "ExchangeHttpProxy_CL", column: "AnchorMailbox", shows: "^ServerInfo~" },
  description: {
    name: "ssrf-probe",
    summary: "Reaches the back end through the front end: autodiscover first, then a MAPI connect that yields an identity.",
    attack: ["T1190", "T1595.002"],
    parameters: [
      HOST_PARAMETER,
      VIA_PARAMETER,
      {
        name: "autodiscoverOnly",
        kind: "boolean",
        choices: [],
        isRequired: false,
        doc: "Stop after the first request: a scan, not a compromise.",
      },
    ],
    yields: ["ip"],
    source: "helsecert/2021-march-exchange; microsoft/CSS-Exchange Test-ProxyLogon",
  },
  decide: ({ actor }) => ({ ip: actor.ips[0] ?? "" }),
  perform(world, context) {
    const { draws, at, actor, step } = context;
    const stem = stemOf(world, actor.id);
    const first = sendForgedCall(world, context, {
      at,
      stem,
      path: "/autodiscover/autodiscover.xml",
      userAgent: PROBE_AGENT,
      bodyBytes: draws.between(340, 380),
    });
    if (step.parameters["autodiscoverOnly"] === true || first.status !== 200) return;
    sendForgedCall(world, context, {
      at: addMicros(first.endedAt, draws.between(1_100, 1_900) * MICROS_PER_MS),
      stem,
      path: "/mapi/emsmdb/?MailboxId=f26bc937-b7b3-4402-b890-96c46713e5d5@exchange.example",
      userAgent: scriptAgentOf(context),
      bodyBytes: draws.between(150, 190),
    });
  },
};
