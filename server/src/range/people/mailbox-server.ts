import type { ExchangeServer, Person } from "../estate/estate.ts";
import { activeServerOf } from "../exchange/database-copies.ts";
import type { World } from "../kernel/world.ts";

/** The server that holds this person's mailbox now, which without a balancer also is their front end. */
export function serverOf(world: World, person: Person): ExchangeServer {
  const [first] = world.estate.exchangeServers;
  if (first === undefined) throw new RangeError("an estate without an Exchange server");
  return activeServerOf(world, person.mailbox.databaseGuid, first);
}
