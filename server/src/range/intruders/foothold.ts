import { addMicros, MICROS_PER_MS, type SimTime } from "../../base/sim-time.ts";
import type { HostRef, ProcessRef } from "../activity.ts";
import { exchangeStateOf } from "../exchange/front-end.ts";
import { orderMs, type PageOrder } from "../exchange/page-order.ts";
import { poolProcess } from "../exchange/pool-process.ts";
import { unifiedMessagingWorker } from "../exchange/unified-messaging.ts";
import type { World } from "../kernel/world.ts";
import type { TechniqueParameter } from "../technique-catalogue.ts";
import { scheduleProcess, wmiProviderProcess } from "../windows/known-processes.ts";
import { servicesProcess } from "../windows/standing-processes.ts";
import { atItsPace, asLocalSystem, runTool, type RunningTool, type Tool } from "../windows/tool.ts";
import { choiceParameter, chosen, HOST_PARAMETER } from "./parameters.ts";
import type { PerformanceContext } from "./technique.ts";
import { requestPage, stemOfPage } from "./web-page-request.ts";

const PARENTS = ["web-worker", "um-worker", "wmi", "service", "task"] as const;

/** How a step comes to act on a host: through a page that somebody planted, or below a process that it already has. */
export const FOOTHOLD_PARAMETERS: readonly TechniqueParameter[] = [
  HOST_PARAMETER,
  { name: "page", kind: "step", choices: [], isRequired: false, doc: "The step that planted the page through which it acts." },
  choiceParameter("under", PARENTS, "Without a page: the process below which it acts; `web-worker` if left out."),
  { name: "on", kind: "host", choices: [], isRequired: false, doc: "Without a page: the host on which it acts; `host` if left out." },
];

/** The host on which a step acts. */
export function hostOf(world: World, { step, server }: Pick<PerformanceContext, "step" | "server">): HostRef {
  const role = step.parameters["page"] === undefined ? step.parameters["on"] : undefined;
  return (typeof role === "string" ? world.estate.hostsByRole.get(role) : undefined) ?? server.host;
}

/** Has a tool run, by whichever way this step has in. Returns when its caller knows that it is done. */
export function runFromFoothold(world: World, context: PerformanceContext, at: SimTime, planned: Tool, isDetached = false): SimTime {
  const tool = atItsPace(planned, context.draws);
  if (context.step.parameters["page"] !== undefined) {
    return askPage(world, context, at, { kind: "run", tool, dialect: context.actor.shellDialect, isDetached });
  }
  const occasion = {
    world,
    host: hostOf(world, context),
    at: addMicros(at, 1_000),
    cause: context.cause,
    draws: context.draws,
    parent: parentOf(world, context),
    ...asLocalSystem(world),
    currentDirectory: "C:\\Windows\\system32\\",
  };
  return runTool(occasion, tool).endsAt;
}

/** Has the web worker itself do something: through a page, or as code that already runs inside it. */
export function actWithinWorker(
  world: World,
  context: PerformanceContext,
  at: SimTime,
  waitMs: number,
  acts: (worker: RunningTool) => void,
): SimTime {
  const order: PageOrder = { kind: "within", waitMs, acts };
  if (context.step.parameters["page"] !== undefined) return askPage(world, context, at, order);
  const { cause, draws } = context;
  const endsAt = addMicros(at, orderMs(order) * MICROS_PER_MS);
  acts({ world, host: hostOf(world, context), process: parentOf(world, context), startedAt: at, endsAt, draws, cause });
  return endsAt;
}

function askPage(world: World, context: PerformanceContext, at: SimTime, pageOrder: PageOrder): SimTime {
  const request = { at, method: "POST", host: world.estate.site.mailHost, stem: stemOfPage(context) } as const;
  return requestPage(world, context, { ...request, bodyBytes: context.draws.between(240, 980), pageOrder }).endedAt;
}

function parentOf(world: World, context: PerformanceContext): ProcessRef {
  const { server, step } = context;
  const host = hostOf(world, context);
  switch (chosen(step.parameters["under"], PARENTS, "web-worker")) {
    case "web-worker":
      return poolProcess(world, server, exchangeStateOf(world, server), "MSExchangeOWAAppPool");
    case "um-worker":
      return unifiedMessagingWorker(world, server);
    case "wmi":
      return wmiProviderProcess(world, host);
    case "service":
      return servicesProcess(world, host);
    case "task":
      return scheduleProcess(world, host);
  }
}
