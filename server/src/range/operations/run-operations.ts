import { addMicros, type SimTime } from "../../base/sim-time.ts";
import type { Operation } from "../../scenario/operation.ts";
import { exchangeStateOf } from "../exchange/front-end.ts";
import { eventKind } from "../kernel/event-kind.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "../people/cause.ts";
import { bootNode } from "./boot-node.ts";
import { resetIis } from "./iis-reset.ts";
import { finishUpdate, installUpdate } from "./install-update.ts";
import { loseNode } from "./lose-node.ts";
import { mitigate } from "./mitigate.ts";
import { moveDatabases } from "./move-databases.ts";
import type { Site } from "./operation-site.ts";
import { startWeb, STARTS_BEFORE_MICROS } from "./restart-web.ts";

type OperationPayload = { readonly index: number };

const beginOperation = eventKind<OperationPayload>("operations/begin", (world, { index }, at) => {
  const operation = world.scenario.operations[index];
  const site = operation === undefined ? null : siteOf(world, operation, at, "begin");
  if (operation === undefined || site === null) return;
  switch (operation.kind) {
    case "iis-reset":
      resetIis(site);
      break;
    case "install-update":
      installUpdate(site, operation.build);
      break;
    case "mitigate":
    case "lift-mitigation":
      mitigate(site, operation.measures, operation.kind === "lift-mitigation");
      return;
    case "move-databases":
      moveDatabases(site, operation.toRole);
      return;
    case "lose-node":
      loseNode(site);
      if (site.outage?.bootsAt != null) world.schedule(startAgain, site.outage.bootsAt, { index });
      break;
  }
  if (site.outage !== null) world.schedule(endInterruption, addMicros(site.outage.until, -STARTS_BEFORE_MICROS), { index });
});

/** The web services of the server come back, after an update as another build. */
const endInterruption = eventKind<OperationPayload>("operations/end", (world, { index }, at) => {
  const operation = world.scenario.operations[index];
  const site = operation === undefined ? null : siteOf(world, operation, at, "end");
  if (operation === undefined || site === null) return;
  if (operation.kind === "install-update") finishUpdate(site, at, operation.build);
  startWeb(world, site.server, at, site.cause, site.draws);
});

/** A machine that went off is on again; its web server answers when the interruption ends. */
const startAgain = eventKind<OperationPayload>("operations/boot", (world, { index }, at) => {
  const operation = world.scenario.operations[index];
  const site = operation === undefined ? null : siteOf(world, operation, at, "boot");
  if (site !== null) bootNode(site);
});

export const OPERATION_KINDS = [beginOperation, endInterruption, startAgain];

export function scheduleOperations(world: World): void {
  for (const [index, { at }] of world.scenario.operations.entries())
    if (at >= world.window.historyStart) world.schedule(beginOperation, at, { index });
}

function siteOf(world: World, operation: Operation, at: SimTime, phase: "begin" | "end" | "boot"): Site | null {
  const host = world.estate.hostsByRole.get(operation.hostRole);
  const server = world.estate.exchangeServers.find((one) => one.host === host);
  if (server === undefined) return null;
  const administrator = world.estate.people.find(({ isAdministrator }) => isAdministrator) ?? null;
  const actor = operation.kind === "lose-node" || administrator === null ? "system/operation" : `people/${administrator.key}/operation`;
  return {
    world,
    server,
    at,
    administrator,
    draws: world.stream(`operation/${operation.kind}/${server.host.name}/${operation.at}/${phase}`),
    cause: ordinaryCause(actor),
    outage: exchangeStateOf(world, server).outages.find(({ operationAt }) => operationAt === operation.at) ?? null,
  };
}
