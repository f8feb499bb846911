import { addMicros, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { Cause } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import { activeDatabasesOn, groupPeersOf, databaseFolderOf } from "../exchange/database-copies.ts";
import type { World } from "../kernel/world.ts";
import { runShellSession } from "../people/administrator/management-shell.ts";
import { atOwnDesk } from "../windows/visitor.ts";
import { recordApplicationEvent } from "../windows/application-events.ts";
import type { Site } from "./operation-site.ts";

const MOVE_COMMENT = "Maintenance";

/** An administrator moves the active copies of a server's databases to another member: a switchover. */
export function moveDatabases(site: Site, toRole: string | null): void {
  const { world, server, administrator, at, draws, cause } = site;
  const peers = groupPeersOf(world, server);
  const named = toRole === null ? undefined : world.estate.hostsByRole.get(toRole);
  const target = peers.find(({ host }) => host === named) ?? peers[0];
  if (target === undefined) return;
  if (administrator !== null) {
    runShellSession(world, { visitor: atOwnDesk(administrator), at, draws, cause }, [
      {
        cmdlet: "Move-ActiveMailboxDatabase",
        parameters: () => [
          { name: "Server", value: server.host.name },
          { name: "ActivateOnServer", value: target.host.name },
          { name: "MoveComment", value: MOVE_COMMENT },
          { name: "Confirm", value: "False" },
        ],
      },
    ]);
  }
  activateElsewhere(world, server, () => target, addMicros(at, draws.between(60, 170) * MICROS_PER_SECOND), cause, "administrator");
}

/**
 * Every database that is mounted on `server` is mounted somewhere else from now on. The store's engine detaches it here and attaches it
 * there (ESE 327 and 103, 102 and 326), and the group's primary active manager says so (MSExchangeRepl 3169).
 */
export function activateElsewhere(
  world: World,
  server: ExchangeServer,
  targetOf: (index: number) => ExchangeServer | undefined,
  at: SimTime,
  cause: Cause,
  reason: "administrator" | "failure",
): void {
  const manager = activeManagerOf(world, server, reason);
  const comment = reason === "administrator" ? MOVE_COMMENT : "None specified";
  for (const [index, database] of activeDatabasesOn(world, server).entries()) {
    const target = targetOf(index);
    if (target === undefined) continue;
    const when = addMicros(at, index * 4 * MICROS_PER_SECOND);
    if (world.estate.serversByDatabase.get(database.guid) === target) delete world.state.movedDatabases[database.guid];
    else world.state.movedDatabases[database.guid] = target.host.name;
    const file = `${databaseFolderOf(server, database)}\\${database.name}.edb`;
    if (reason === "administrator") {
      recordStore(world, server, when, cause, 327, database.name, `The database engine detached a database (1, ${file}).`);
      recordStore(world, server, addMicros(when, 700_000), cause, 103, database.name, "The database engine stopped the instance (0).");
    }
    recordStore(world, target, addMicros(when, 2_100_000), cause, 102, database.name, "The database engine started a new instance (0).");
    recordStore(
      world,
      target,
      addMicros(when, 3_300_000),
      cause,
      326,
      database.name,
      `The database engine attached a database (1, ${file}).`,
    );
    const [from, to] = [server.host.fqdn, target.host.fqdn];
    recordApplicationEvent(world, manager.host, addMicros(when, 3_900_000), cause, {
      provider: "MSExchangeRepl",
      eventId: 3169,
      level: 4,
      strings: [database.name, from, to, comment],
      message: `(Active Manager) Database ${database.name} was successfully moved from ${from} to ${to}. Move comment: ${comment}.`,
    });
  }
}

/** The member that decides for the group: its first, unless that is the one which was lost. */
function activeManagerOf(world: World, server: ExchangeServer, reason: "administrator" | "failure"): ExchangeServer {
  const peers = groupPeersOf(world, server);
  const members = world.estate.exchangeServers.filter((one) => peers.includes(one) || (one === server && reason === "administrator"));
  return members[0] ?? server;
}

function recordStore(
  world: World,
  server: ExchangeServer,
  at: SimTime,
  cause: Cause,
  eventId: number,
  database: string,
  text: string,
): void {
  recordApplicationEvent(world, server.host, at, cause, {
    provider: "ESE",
    eventId,
    level: 4,
    strings: ["Microsoft.Exchange.Store.Worker", database, text],
    message: `Microsoft.Exchange.Store.Worker (${database}) ${text}`,
  });
}
