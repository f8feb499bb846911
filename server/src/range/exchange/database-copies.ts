import type { ExchangeServer, HealthMailbox } from "../estate/estate.ts";
import type { World } from "../kernel/world.ts";

/** The server that has this database mounted: its home, unless it was moved. `otherwise` for a database that nobody has. */
export function activeServerOf(world: World, databaseGuid: string, otherwise: ExchangeServer): ExchangeServer {
  const { exchangeServers, serversByDatabase } = world.estate;
  const movedTo = world.state.movedDatabases[databaseGuid];
  if (movedTo === undefined) return serversByDatabase.get(databaseGuid) ?? otherwise;
  return exchangeServers.find(({ host }) => host.name === movedTo) ?? otherwise;
}

/** Databases whose active copy is on this server now, in the order in which the estate lists them. */
export function activeDatabasesOn(world: World, server: ExchangeServer): ExchangeServer["databases"] {
  if (world.estate.exchangeServers.length === 1) return server.databases;
  return world.estate.exchangeServers.flatMap(({ databases }) =>
    databases.filter(({ guid }) => activeServerOf(world, guid, server) === server),
  );
}

/** Where setup puts a database and its logs. */
export function databaseFolderOf({ installPath }: ExchangeServer, { name }: { readonly name: string }): string {
  return `${installPath}\\Mailbox\\${name}`;
}

/** The health service of a server probes the databases that are mounted there. */
export function healthMailboxesOn(world: World, server: ExchangeServer): readonly HealthMailbox[] {
  if (world.estate.exchangeServers.length === 1) return server.healthMailboxes;
  return world.estate.exchangeServers.flatMap(({ healthMailboxes }) =>
    healthMailboxes.filter(({ databaseGuid }) => activeServerOf(world, databaseGuid, server) === server),
  );
}

/** The other servers of its availability group, each of which holds a copy of its databases. */
export function groupPeersOf(world: World, server: ExchangeServer): readonly ExchangeServer[] {
  if (server.availabilityGroup === "") return [];
  return world.estate.exchangeServers.filter((other) => other !== server && other.availabilityGroup === server.availabilityGroup);
}
