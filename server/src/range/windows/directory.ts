import type { RandomStream } from "../../base/random-stream.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { Cause } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import { drawGuid } from "../estate/identity.ts";
import type { OabVirtualDirectory } from "../exchange/exchange-state.ts";
import type { World } from "../kernel/world.ts";
import { computerAccountOf, logonIdAt } from "./logons.ts";

/** 5136 on a controller: the external URL of the OAB virtual directory is an attribute of a directory object. */
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
  const change = (operation: "add" | "delete", text: string): void => {
    world.emit({
      kind: "directory-changed",
      id: world.claimId(cause),
      at,
      host,
      cause,
      subject: computerAccountOf(world, server_),
      subjectLogonId: logonIdAt(world, host, at),
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
