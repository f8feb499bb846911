import type { ExchangeServer, Person } from "../estate/estate.ts";
import type { World } from "../kernel/world.ts";

/** The server that holds this person's mailbox, which in a small company also is their front end. */
export function serverOf(world: World, person: Person): ExchangeServer {
  const { exchangeServers } = world.estate;
  const server = exchangeServers.find(({ host }) => host.name === person.mailbox.serverName) ?? exchangeServers[0];
  if (server === undefined) throw new RangeError("an estate without an Exchange server");
  return server;
}
