import { addressOf } from "../actor-habits.ts";
import { HOST_PARAMETER, PAGE_PARAMETER } from "../parameters.ts";
import type { Technique } from "../technique.ts";
import { requestPage, stemOfPage } from "../web-page-request.ts";

/** What was put below the web root is fetched like any picture: one GET, many bytes. */
export const stagedFileFetch: Technique = {
  lookAlike: { by: "people/", table: "W3CIISLog", column: "csUriStem", shows: "^/owa/auth/" },
  description: {
    name: "staged-file-fetch",
    summary: "Fetches a staged file from the web root with one GET: few requests, many bytes.",
    attack: ["T1041", "T1048.003"],
    parameters: [HOST_PARAMETER, { ...PAGE_PARAMETER, doc: "The step that staged the file." }],
    yields: ["ip", "url"],
    source: "Azure-Sentinel SuspectedMailBoxExportHostonOWA",
  },
  decide: (context) => ({ ip: addressOf(context), url: stemOfPage(context) }),
  perform(world, context) {
    requestPage(world, context, { at: context.at, method: "GET", host: world.estate.site.mailHost, stem: stemOfPage(context) });
  },
};
