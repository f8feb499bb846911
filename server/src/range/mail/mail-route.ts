import { hash32 } from "../../base/hash.ts";
import type { MailServer } from "../estate/mail-partners.ts";
import type { World } from "../kernel/world.ts";

const CLOUD_SERVERS = 12;

/** One of the mail cloud's servers; a correspondent's mail keeps coming by the same few. */
function cloudServer(key: string): MailServer {
  const number = hash32(0, key) % CLOUD_SERVERS;
  return { name: `mail-eu${number + 1}lp21.outbound.protection.example`, ip: `198.18.13.${20 + number * 3}` };
}

/** Who is at the company's edge for a correspondent: themselves, or the mail cloud that stands before everybody. */
export function edgeFor({ estate }: World, correspondent: MailServer): MailServer {
  return estate.site.isHybrid ? cloudServer(correspondent.ip) : correspondent;
}

/** Who speaks SMTP with Exchange, in either direction: the company's own relay, if it has one, or whoever is at the edge. */
export function hopFor(world: World, correspondent: MailServer): MailServer {
  const { mailRelay } = world.estate;
  return mailRelay === null ? edgeFor(world, correspondent) : { name: mailRelay.fqdn.toLowerCase(), ip: mailRelay.ip };
}
