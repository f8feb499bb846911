import type { ExchangeServer } from "../estate/estate.ts";
import type { World } from "../kernel/world.ts";
import type { ExchangeState } from "./exchange-state.ts";
import { answer, type Outcome } from "./outcome.ts";
import type { ClientRequest } from "./request.ts";
import { pageWaitMs, runPage } from "./run-page.ts";
import { isPage } from "./web-file.ts";
import { pathOfStem } from "./web-roots.ts";

/** The part of the front-end site that no Exchange application owns: the redirect at `/`, `aspnet_client`, and 404. */
export function serveStaticFile(world: World, server: ExchangeServer, state: ExchangeState, request: ClientRequest): Outcome {
  const { draws, stem } = request;
  if (stem === "/" && request.port === 80) return answer(403, { subStatus: 4, win32Status: 5, isProxied: false, responseBytes: 1_233 });
  if (stem === "/") return answer(302, { isProxied: false, responseBytes: 0, frontEndMs: draws.between(0, 2) });
  const file = state.files[pathOfStem(server, stem).toLowerCase()];
  if (file === undefined) return answer(404, { win32Status: 2, isProxied: false, responseBytes: 1_245, frontEndMs: draws.between(0, 3) });
  const waitMs = pageWaitMs(file, request);
  return answer(200, {
    isProxied: false,
    responseBytes: isPage(file) ? (request.method === "POST" ? draws.between(180, 900) : draws.between(120, 1_400)) : file.size,
    frontEndMs: draws.between(2, 18) + waitMs,
    effects: (recorded) => runPage(world, server, state, file, "root", recorded, request),
  });
}
