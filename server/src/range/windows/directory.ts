import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MINUTE, type SimTime } from "../../base/sim-time.ts";
import type { Cause } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import { drawGuid } from "../estate/identity.ts";
import type { OabVirtualDirectory } from "../exchange/exchange-state.ts";
import type { World } from "../kernel/world.ts";
import { computerAccountOf } from "./logons.ts";
import { signInByTicket } from "./ticket-sign-in.ts";

/** From the server's question for a ticket to the change: it signs in three milliseconds after asking. */
const CHANGED_AFTER = 5_000;

/**
 * The external URL of the OAB virtual directory is an attribute of a directory object: the server signs in at a controller (4769, 4624)
 * and changes it in that session (5136).
 */
export function recordOabAttribute(
  world: World,
  server: ExchangeServer,
  oab: OabVirtualDirectory,
  value: string | null,
  at: SimTime,
  cause: Cause,
  draws: RandomStream,
): void {
  const { domainControllers, organisation } = world.estate;
  if (domainControllers.length === 0) return;
  const host = draws.pick(domainControllers);
  const server_ = server.host;
  const operationId = drawGuid(draws);
  const subject = computerAccountOf(world, server_);
  const session = signInByTicket(world, {
    host,
    account: subject,
    at,
    cause,
    draws,
    sourceIp: server_.ip,
    isElevated: false,
    durationMicros: draws.chance(2, 3) ? draws.between(1, 9) * MICROS_PER_MINUTE : null,
  });
  const follows: Cause = { ...cause, parentId: session.activityId };
  const change = (operation: "add" | "delete", text: string): void => {
    world.emit({
      kind: "directory-changed",
      id: world.claimId(follows),
      at: addMicros(at, CHANGED_AFTER),
      host,
      cause: follows,
      subject,
      subjectLogonId: session.logonId,
      objectDn:
        `CN=OAB (Default Web Site),CN=HTTP,CN=Protocols,CN=${server_.name},CN=Servers,CN=Exchange Administrative Group (FYDIBOHF23SPDLT),` +
        `CN=Administrative Groups,CN=${organisation.name},CN=Microsoft Exchange,CN=Services,CN=Configuration,${organisation.rootDn}`,
      objectGuid: oab.guid,
      objectClass: "msExchOABVirtualDirectory",
      attribute: "msExchExternalHostName",
      value: text,
      operation,
      operationId,
    });
  };
  if (oab.externalUrl !== null) change("delete", oab.externalUrl);
  if (value !== null) change("add", value);
}
