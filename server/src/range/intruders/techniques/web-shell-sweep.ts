import { addMicros, MICROS_PER_MS } from "../../../base/sim-time.ts";
import { HOST_PARAMETER } from "../parameters.ts";
import type { Technique } from "../technique.ts";
import { requestPage, stemOfPage } from "../web-page-request.ts";

/** Names that were widely published in the first days of March 2021 and that third parties then looked for everywhere. */
const KNOWN_NAMES = [
  "/aspnet_client/system_web/log.aspx",
  "/aspnet_client/discover.aspx",
  "/aspnet_client/supp0rt.aspx",
  "/aspnet_client/shell.aspx",
  "/aspnet_client/OutlookEN.aspx",
  "/aspnet_client/HttpProxy.aspx",
  "/owa/auth/OutlookEN.aspx",
  "/owa/auth/8Lw7tAhF9i1pJnRo.aspx",
  "/owa/auth/RedirSuiteServerProxy.aspx",
  "/owa/auth/a.aspx",
  "/owa/auth/one.aspx",
  "/owa/auth/Online.aspx",
  "/owa/auth/logout.aspx",
  "/owa/auth/errorEE.aspx",
] as const;

/** A stranger tries well-known names on every public name of the server within seconds. */
export const webShellSweep: Technique = {
  lookAlike: { by: "internet/", table: "W3CIISLog", column: "csUriStem", shows: "^/owa/auth/\\w+\\.aspx$" },
  description: {
    name: "web-shell-sweep",
    summary: "Requests about ten well-known web-shell names on each public host name within seconds.",
    attack: ["T1595.002"],
    parameters: [
      HOST_PARAMETER,
      { name: "page", kind: "step", choices: [], isRequired: false, doc: "A planted page that is among the names tried." },
    ],
    yields: ["ip"],
    source: "helsecert/2021-march-exchange",
  },
  decide: ({ actor }) => ({ ip: actor.ips[0] ?? "" }),
  perform(world, context) {
    const { draws, step } = context;
    const { natIp, mailHost, autodiscoverHost } = world.estate.site;
    const names: string[] = draws.shuffled(KNOWN_NAMES).slice(0, draws.between(9, 11));
    if (typeof step.parameters["page"] === "string") names.splice(draws.below(names.length), 0, stemOfPage(context));
    let at = context.at;
    for (const host of [natIp, mailHost, autodiscoverHost]) {
      for (const stem of names) {
        const { endedAt } = requestPage(world, context, { at, method: "GET", host, stem, isExpected: false });
        at = addMicros(endedAt, draws.between(60, 420) * MICROS_PER_MS);
      }
    }
  },
};
