import { HOST_PARAMETER, PAGE_PARAMETER } from "../parameters.ts";
import type { Technique } from "../technique.ts";
import { requestPage, stemOfPage } from "../web-page-request.ts";

/** A GET that only looks whether the page is there: 200 if it is, a redirect (or 404 outside OWA) if not. */
export const webPageCheck: Technique = {
  lookAlike: { by: "internet/", table: "W3CIISLog", column: "csUriStem", shows: "^/owa/auth/\\w+\\.aspx$" },
  description: {
    name: "web-page-check",
    summary: "Fetches a planted page once without asking it for anything.",
    attack: ["T1505.003"],
    parameters: [HOST_PARAMETER, PAGE_PARAMETER],
    yields: ["ip", "url"],
    source: "helsecert/2021-march-exchange",
  },
  decide: ({ actor, step, valueOf }) => ({ ip: actor.ips[0] ?? "", url: stemOfPage({ step, valueOf }) }),
  perform(world, context) {
    requestPage(world, context, { at: context.at, method: "GET", host: world.estate.site.mailHost, stem: stemOfPage(context) });
  },
};
