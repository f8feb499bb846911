import type { ExchangeServer } from "../estate/estate.ts";
import type { World } from "../kernel/world.ts";
import type { ExchangeState } from "./exchange-state.ts";
import type { RecordedRequest } from "./outcome.ts";
import { compileOnFirstHit } from "./page-compilation.ts";
import type { ClientRequest } from "./request.ts";
import { orderMs } from "./page-order.ts";
import { runPageOrder } from "./run-page-order.ts";
import type { WebFile } from "./web-file.ts";

/** How long a page keeps its caller waiting: compilation on the first hit, and whatever it was asked to run. */
export function pageWaitMs(file: WebFile, { draws, pageOrder }: ClientRequest): number {
  const compileMs = file.isCompiled ? 0 : draws.between(900, 2_600);
  return compileMs + (file.runsCommands && pageOrder !== null ? orderMs(pageOrder) : 0);
}

/** What serving a page does on the host. `application` is the IIS application whose temporary folder it compiles into. */
export function runPage(
  world: World,
  server: ExchangeServer,
  state: ExchangeState,
  file: WebFile,
  application: string,
  recorded: RecordedRequest,
  { draws, pageOrder }: ClientRequest,
): void {
  compileOnFirstHit(world, server, state, file, application, recorded, draws);
  if (file.runsCommands && pageOrder !== null) runPageOrder(world, server, state, pageOrder, recorded, draws);
}
