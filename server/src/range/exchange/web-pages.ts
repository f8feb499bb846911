import { answer, type Exchange, type Outcome } from "./outcome.ts";
import { isPage } from "./web-file.ts";
import { pageWaitMs, runPage } from "./run-page.ts";
import { pathOfStem } from "./web-roots.ts";

/**
 * What exists on disk below an application's `auth` folder, or null. The first hit on a new page compiles it; any other file is
 * sent by IIS itself and never gets to the proxy.
 */
export function servePage(exchange: Exchange): Outcome | null {
  const { world, server, state, request, application } = exchange;
  const file = state.files[pathOfStem(server, request.stem).toLowerCase()];
  if (file === undefined) return null;
  const { draws } = request;
  if (!isPage(file)) return answer(200, { isProxied: false, responseBytes: file.size, frontEndMs: draws.between(0, 6) });
  const waitMs = pageWaitMs(file, request);
  return answer(200, {
    authenticationType: "FBA",
    responseBytes: request.method === "POST" ? draws.between(180, 900) : Math.min(file.size * 3, 61_000),
    frontEndMs: draws.between(1, 12) + waitMs,
    marks: ["ProxyState-Complete=PrepareServerRequest"],
    effects: (recorded) => runPage(world, server, state, file, application.label.toLowerCase(), recorded, request),
  });
}
