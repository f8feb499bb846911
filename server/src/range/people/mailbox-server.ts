import type { ExchangeServer, Person } from "../estate/estate.ts";
import { hasTwoSites } from "../exchange/applications.ts";
import { activeServerOf } from "../exchange/database-copies.ts";
import type { World } from "../kernel/world.ts";

/** The server that holds this person's mailbox now, which without a balancer also is their front end. */
export function serverOf(world: World, person: Person): ExchangeServer {
  const [first] = world.estate.exchangeServers;
  if (first === undefined) throw new RangeError("an estate without an Exchange server");
  return activeServerOf(world, person.mailbox.databaseGuid, first);
}

/** The server that takes this person's mail from outside: that of the mailbox, or beside one of 2010 any later one. */
export function mailDoorOf(world: World, person: Person, turn: number): ExchangeServer {
  const home = serverOf(world, person);
  const later = hasTwoSites(home) ? [] : world.estate.exchangeServers.filter(hasTwoSites);
  return later[turn % later.length] ?? home;
}
