import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_SECOND } from "../../base/sim-time.ts";
import type { MailEvent } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import { hasTwoSites } from "../exchange/applications.ts";
import { activeServerOf, groupPeersOf } from "../exchange/database-copies.ts";
import type { World } from "../kernel/world.ts";
import type { MessageTrack } from "./message.ts";
import { internalMessageId } from "./message-ids.ts";

/** What every message goes through in the transport service of the server that took it in. */
export function passHub(
  world: World,
  track: MessageTrack,
  server: ExchangeServer,
  originalClientIp: string,
  details: Partial<MailEvent> = {},
  received: () => void = () => undefined,
): void {
  const { host } = server;
  makeShadow(world, track, server);
  track.event("SMTP", "RECEIVE", [2, 20], {
    sourceContext: track.session(),
    connectorId: `${host.name}\\Default ${host.name}`,
    originalClientIp,
    ...details,
    // Between the stranger and the hub of 2010 stands no front end, so there is nothing to say about one.
    ...(hasTwoSites(server) || originalClientIp === ""
      ? {}
      : { clientIp: originalClientIp, customData: "", originalClientIp: "", originalServerIp: "" }),
  });
  track.enterHub();
  received();
  if (!hasTwoSites(server)) return;
  track.event("AGENT", "AGENTINFO", [30, 240], {
    clientIp: "",
    clientHostname: "",
    serverIp: "",
    customData: "S:AMA=SUM|v=0|action=|error=|atch=0;S:DeliveryPriority=Normal",
  });
}

/** A shadow is thrown away when its partner asks what was delivered, which it does every two minutes. */
const DISCARD_MICROS = [20 * MICROS_PER_SECOND, 140 * MICROS_PER_SECOND] as const;

/**
 * Before a message is acknowledged, another server of the group holds a copy of it: HAREDIRECT here, HARECEIVE and in the end HADISCARD
 * there. A server that stands alone fails at it with every message.
 */
function makeShadow(world: World, track: MessageTrack, server: ExchangeServer): void {
  if (!hasTwoSites(server)) return;
  const peers = groupPeersOf(world, server);
  if (peers.length === 0) {
    track.event("SMTP", "HAREDIRECTFAIL", [30, 160], { sourceContext: "No suitable shadow servers", clientIp: "", clientHostname: "" });
    return;
  }
  const { draws } = track;
  const shadow = draws.pick(peers).host;
  const { host } = server;
  const over = { host: shadow, clientIp: host.ip, clientHostname: host.fqdn, serverIp: shadow.ip };
  const internalId = internalMessageId(world, shadow, track.at, draws);
  track
    .event("SMTP", "HAREDIRECT", [12, 90], { sourceContext: track.session(), clientIp: host.ip, serverIp: shadow.ip })
    .aside("SMTP", "HARECEIVE", addMicros(track.at, draws.between(900, 9_000)), {
      ...over,
      internalMessageId: internalId,
      sourceContext: track.session(shadow),
      connectorId: `${shadow.name}\\Default ${shadow.name}`,
    })
    .aside("SMTP", "HADISCARD", addMicros(track.at, draws.between(DISCARD_MICROS[0], DISCARD_MICROS[1])), {
      ...over,
      internalMessageId: internalId,
      sourceContext: `Discarded by ${host.fqdn}`,
    });
}

/** Into the mailboxes, each on the server that has its database mounted. */
export function deliverToMailboxes(
  world: World,
  track: MessageTrack,
  hub: ExchangeServer,
  recipients: readonly string[],
  draws: RandomStream,
): void {
  for (const [target, addresses] of groupByServer(world, hub, recipients)) {
    if (hasTwoSites(hub) === hasTwoSites(target)) deliverTo(track, hub, target, addresses);
    else handOver(world, track, hub, target, addresses, draws);
  }
}

/** Between 2010 and later versions nobody writes into the other's mailboxes: one transport sends the message to the other. */
function handOver(
  world: World,
  track: MessageTrack,
  hub: ExchangeServer,
  target: ExchangeServer,
  recipients: readonly string[],
  draws: RandomStream,
): void {
  const { host } = hub;
  const session = track.session();
  sendWithin(track, session, target, recipients, "250 2.6.0 Queued mail for delivery");
  const next = track.continueOn(target, recipients);
  const from = hasTwoSites(target) ? {} : { clientHostname: host.fqdn };
  passHub(world, next, target, host.ip, from, () => {
    if (hasTwoSites(target)) next.arriveFrom({ ip: host.ip, port: draws.between(49_152, 65_535), name: host.fqdn, isEncrypted: true });
  });
  deliverTo(next, target, target, recipients);
}

/** One transport of the organisation sends to another, or to the mailbox transport of a server. */
function sendWithin(
  track: MessageTrack,
  session: string,
  target: ExchangeServer,
  recipients: readonly string[],
  answer: string,
): MessageTrack {
  return track.event("SMTP", "SEND", [40, 300], () => ({
    serverIp: target.host.ip,
    sourceContext: session,
    connectorId: "Intra-Organization SMTP Send Connector",
    recipients,
    recipientStatus: recipients.map(() => answer),
    messageInfo: track.latencies(),
  }));
}

function groupByServer(world: World, hub: ExchangeServer, recipients: readonly string[]): ReadonlyMap<ExchangeServer, readonly string[]> {
  const groups = new Map<ExchangeServer, string[]>();
  for (const address of recipients) {
    const server = activeServerOf(world, databaseOf(world, address), hub);
    const group = groups.get(server);
    if (group === undefined) groups.set(server, [address]);
    else group.push(address);
  }
  return groups;
}

function databaseOf({ estate }: World, address: string): string {
  const person = estate.peopleByAddress.get(address);
  if (person !== undefined) return person.mailbox.databaseGuid;
  const health = estate.exchangeServers.flatMap(({ healthMailboxes }) => healthMailboxes).find((mailbox) => mailbox.address === address);
  return health?.databaseGuid ?? "";
}

function deliverTo(track: MessageTrack, hub: ExchangeServer, target: ExchangeServer, recipients: readonly string[]): void {
  if (!hasTwoSites(hub)) {
    // The hub of 2010 writes into the mailbox itself.
    track.event("STOREDRIVER", "DELIVER", [40, 400], { host: target.host, serverIp: target.host.ip, recipients, recipientStatus: [] });
    return;
  }
  const session = track.session();
  sendWithin(track, session, target, recipients, "250 2.1.5 Recipient OK").deliverOver(
    "hub-to-mailbox",
    session,
    target.host.fqdn,
    target.host.ip,
    recipients,
  );
  const delivery = { host: target.host, since: track.at };
  const sourceContext = track.session(target.host);
  track.event("STOREDRIVER", "DELIVER", [3, 40], () => ({
    host: target.host,
    serverIp: target.host.ip,
    sourceContext,
    recipients,
    messageInfo: track.latencies(delivery),
    customData: `S:E2ELatency=${track.age};S:IncludeInSla=True;S:MsgRecipCount=${recipients.length}`,
  }));
  if (track.messageClass.startsWith("IPM.Schedule."))
    track.event("MEETINGMESSAGEPROCESSOR", "PROCESSMEETINGMESSAGE", [4, 60], { host: target.host, serverIp: target.host.ip, recipients });
}
