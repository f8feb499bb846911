import { addMicros, MICROS_PER_MS, type SimTime } from "../../base/sim-time.ts";
import { handleRequest } from "../exchange/front-end.ts";
import { describeRequest, type Response } from "../exchange/request.ts";
import type { PageOrder } from "../exchange/page-order.ts";
import type { World } from "../kernel/world.ts";
import { addressOf } from "./actor-habits.ts";
import type { PerformanceContext } from "./technique.ts";

export interface PageRequest {
  readonly at: SimTime;
  readonly method: "GET" | "POST" | "HEAD";
  readonly host: string;
  readonly stem: string;
  readonly bodyBytes?: number;
  readonly pageOrder?: PageOrder;
  /** False for whoever only looks whether it is there. */
  readonly isExpected?: boolean;
}

/** Asks for a page from the actor's own address. */
export function requestPage(world: World, context: PerformanceContext, page: PageRequest): Response {
  let response = requestOnce(world, context, page, 0);
  for (let again = 1; again < TRIES && isElsewhere(world, page, response); again++) {
    const at = addMicros(response.endedAt, context.draws.between(900, 6_500) * MICROS_PER_MS);
    response = requestOnce(world, context, { ...page, at }, again);
  }
  return response;
}

/** Behind a balancer a page that lies on one server is there only now and then; whoever knows that it is there asks again. */
const TRIES = 8;

function isElsewhere({ estate }: World, { isExpected = true }: PageRequest, { status }: Response): boolean {
  return estate.loadBalancer !== null && isExpected && (status === 302 || status === 404);
}

function requestOnce(
  world: World,
  { server, actor, step, cause, draws }: PerformanceContext,
  page: PageRequest,
  connection: number,
): Response {
  const request = describeRequest({
    at: page.at,
    cause,
    draws,
    clientIp: addressOf({ actor, step }),
    userAgent: browserAgentOf(actor.userAgents),
    method: page.method,
    host: page.host,
    stem: page.stem,
    bodyBytes: page.bodyBytes ?? 0,
    pageOrder: page.pageOrder ?? null,
    connection,
  });
  return handleRequest(world, server, request);
}

/** Tools that announce themselves as scripts are for the back door; pages are fetched as a browser, if the actor has one. */
function browserAgentOf(agents: readonly string[]): string {
  return agents.find((agent) => agent.startsWith("Mozilla/")) ?? agents[0] ?? "";
}

/** The path of the page that another step planted, or the text itself when it already is a path. */
export function stemOfPage(context: Pick<PerformanceContext, "step" | "valueOf">): string {
  const page = context.step.parameters["page"];
  if (typeof page !== "string") return "/owa/auth/logon.aspx";
  return page.startsWith("/") ? page : (context.valueOf(page, "url") ?? "/owa/auth/logon.aspx");
}
