import type { RandomStream } from "../../../base/random-stream.ts";
import { addMicros, MICROS_PER_MS } from "../../../base/sim-time.ts";
import { drawCanary } from "../../exchange/control-panel/urls.ts";
import { pathOfStem, WEB_FOLDERS, type WebFolder } from "../../exchange/web-roots.ts";
import { scriptAgentOf, sendForgedCall, stemOf } from "../forged-call.ts";
import { choiceParameter, chosen, HOST_PARAMETER, VIA_PARAMETER } from "../parameters.ts";
import type { DecisionContext, Technique } from "../technique.ts";

const FOLDERS = Object.keys(WEB_FOLDERS) as readonly WebFolder[];
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const RANDOM_NAME_LENGTH = 8;

/** Resets the virtual directory so that its settings, script text included, are written to a page below the web root. */
export const oabResetWritesPage: Technique = {
  description: {
    name: "oab-reset-writes-page",
    summary: "Resets the OAB virtual directory: its poisoned settings land in a page below the web root.",
    attack: ["T1505.003"],
    parameters: [
      HOST_PARAMETER,
      VIA_PARAMETER,
      choiceParameter("folder", FOLDERS, "Web folder that the page is written to; `owa-auth` if left out."),
      choiceParameter("naming", ["random-8", "custom"], "`random-8`: eight letters and digits; `custom`: the text of `name`."),
      { name: "name", kind: "text", choices: [], isRequired: false, doc: "File name for `naming: custom`, with or without .aspx." },
    ],
    yields: ["ip", "fileName", "path", "url", "fullUrl"],
    source: "OTRF Security-Datasets (proxylogon_ssrf_rce_poc); helsecert/2021-march-exchange",
  },
  decide(context) {
    const { estate, step, actor } = context;
    const fileName = fileNameOf(context);
    const url = `${WEB_FOLDERS[chosen(step.parameters["folder"], FOLDERS, "owa-auth")].stem}${fileName}`;
    const server =
      estate.exchangeServers.find(({ host }) => host === estate.hostsByRole.get(String(step.parameters["host"]))) ??
      estate.exchangeServers[0];
    const path = server === undefined ? "" : pathOfStem(server, url);
    return { ip: actor.ips[0] ?? "", fileName, path, url, fullUrl: `https://${estate.site.mailHost}${url}` };
  },
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

function fileNameOf({ step, draws }: DecisionContext): string {
  const random = drawName(draws);
  const name = step.parameters["name"];
  const stem = step.parameters["naming"] === "custom" && typeof name === "string" ? name : random;
  return stem.toLowerCase().endsWith(".aspx") ? stem : `${stem}.aspx`;
}

function drawName(draws: RandomStream): string {
  return Array.from({ length: RANDOM_NAME_LENGTH }, () => LETTERS[draws.below(LETTERS.length)]).join("");
}
