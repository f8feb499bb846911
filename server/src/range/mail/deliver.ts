import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, formatSimTime, MICROS_PER_MS, type SimTime } from "../../base/sim-time.ts";
import type { Cause } from "../activity.ts";
import type { ExchangeServer, Person } from "../estate/estate.ts";
import { drawGuid, hex32 } from "../estate/identity.ts";
import type { MailServer } from "../estate/mail-partners.ts";
import type { World } from "../kernel/world.ts";
import { hasTwoSites } from "../exchange/applications.ts";
import { deliverToMailboxes, passHub } from "./hub.ts";
import { edgeFor, hopFor } from "./mail-route.ts";
import { MessageTrack, type Message, type MessageClass } from "./message.ts";
import { tickGuid } from "./message-ids.ts";
import { relayInbound } from "./relay.ts";
import { submitByRule, submitInStore, submitToHub } from "./submission.ts";
import { drawMessageBytes } from "./subjects.ts";

export interface MailOccasion {
  readonly at: SimTime;
  readonly draws: RandomStream;
  readonly cause: Cause;
}

const NOTE = "IPM.Note";
export const AUTOMATIC_REPLY = "IPM.Note.Rules.OofTemplate.Microsoft";

/** What somebody in the company writes. */
export interface OutgoingMail {
  readonly recipients: readonly string[];
  readonly subject: string;
  /** A note if left out. */
  readonly messageClass?: MessageClass;
}

/** What arrives from outside. */
export interface IncomingMail {
  readonly sender: string;
  /** May be an address that nobody has. */
  readonly recipient: string;
  readonly subject: string;
  readonly from: MailServer;
}

/** A mail written in Outlook or elsewhere: store → submission → hub, and from there to mailboxes and to the internet. */
export function submitMail(
  world: World,
  server: ExchangeServer,
  sender: Person,
  occasion: MailOccasion,
  { recipients, subject, messageClass = NOTE }: OutgoingMail,
): void {
  const { draws, at } = occasion;
  const domain = world.estate.organisation.domain;
  const inside = recipients.filter((address) => address.endsWith(`@${domain}`));
  const outside = recipients.filter((address) => !address.endsWith(`@${domain}`));
  const message: Message = {
    messageId: `<${drawHex(draws)}@${server.host.fqdn}>`,
    networkMessageId: tickGuid(at, draws),
    sender: sender.mailbox.address,
    recipients,
    subject,
    totalBytes: messageClass === NOTE ? drawMessageBytes(draws) : draws.between(4_100, 11_000),
    messageClass,
  };
  const track = new MessageTrack(world, server, message, occasion, "Originating");
  if (messageClass === AUTOMATIC_REPLY) submitByRule(world, track, server);
  else if (hasTwoSites(server)) submitToHub(world, track, server, sender);
  else submitInStore(track, sender);
  if (inside.length > 0) deliverToMailboxes(world, track, server, inside, draws);
  for (const [to, addresses] of groupByDomain(outside)) sendOutside(track, world, server, to, addresses, draws);
}

/** A mail from outside: the front end hands it to the hub, which knows who really connected. */
export function receiveMail(world: World, server: ExchangeServer, occasion: MailOccasion, mail: IncomingMail): void {
  const { draws, at, cause } = occasion;
  const { site, peopleByAddress } = world.estate;
  const { sender, recipient, subject, from } = mail;
  const message: Message = {
    messageId: `<${formatSimTime(at, 0).replace(/\D/g, "")}.${hex32(draws.uint32()).toUpperCase()}@${domainOf(sender)}>`,
    networkMessageId: tickGuid(at, draws),
    sender,
    recipients: [recipient],
    subject,
    totalBytes: drawMessageBytes(draws),
    messageClass: NOTE,
  };
  const peer = hopFor(world, from);
  const begin = world.estate.mailRelay === null ? at : addMicros(at, draws.between(700, 4_200) * MICROS_PER_MS);
  const peerPort = draws.between(1_025, 65_535);
  const track = new MessageTrack(world, server, message, { ...occasion, at: begin }, "Incoming");
  const customData =
    `S:ProxyHop1=${server.host.fqdn}(${server.host.ip});S:FromEntity=Internet;S:ProxiedClientIPAddress=${peer.ip};` +
    `S:ProxiedClientHostname=${peer.name};S:DeliveryPriority=Normal;S:AccountForest=${world.estate.organisation.domain}`;
  const cloudPeerIp = site.isHybrid ? from.ip : "";
  const greeting = hasTwoSites(server) ? {} : { clientHostname: peer.name };
  const details = {
    messageInfo: "0cA: ",
    originalClientPort: peerPort,
    originalServerIp: site.natIp,
    customData,
    cloudPeerIp,
    ...greeting,
  };
  passHub(world, track, server, peer.ip, details, () => {
    track.arriveFrom({ ip: peer.ip, port: peerPort, name: peer.name, isEncrypted: draws.chance(2, 3) });
    const relayed = { from: at, until: track.at, cause, message, recipients: [recipient], internalId: track.internalId };
    relayInbound(world, server, edgeFor(world, from), relayed);
  });
  if (!peopleByAddress.has(recipient)) {
    const status = "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup";
    track.event("ROUTING", "FAIL", [4, 30], { recipientStatus: [status], clientIp: "", serverIp: "" });
    track.event("DSN", "DSN", [5, 40], {
      sender: `postmaster@${world.estate.organisation.domain}`,
      recipients: [sender],
      subject: `Undeliverable: ${message.subject}`,
    });
    return;
  }
  deliverToMailboxes(world, track, server, [recipient], draws);
}

/** One conversation with the recipients' server, however many they are. */
function sendOutside(
  track: MessageTrack,
  world: World,
  server: ExchangeServer,
  domain: string,
  recipients: readonly string[],
  draws: RandomStream,
): void {
  const target = serverFor(world, domain, draws);
  const remote = hopFor(world, target);
  const session = track.session();
  track.event("SMTP", "SENDEXTERNAL", [300, 4_000], {
    sourceContext: session,
    connectorId: "Internet",
    clientIp: server.host.ip,
    serverIp: remote.ip,
    recipients,
    recipientStatus: recipients.map(() => `250 2.0.0 OK ${drawGuid(draws).slice(0, 13)}`),
    originalServerIp: world.estate.site.natIp,
  });
  track.deliverOver("hub-to-internet", session, remote.name === target.name ? domain : remote.name, remote.ip, recipients);
  track.relayOut(recipients, edgeFor(world, target));
}

function groupByDomain(addresses: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const address of addresses) groups.set(domainOf(address), [...(groups.get(domainOf(address)) ?? []), address]);
  return groups;
}

/** The mail server of a domain; one of the partners', because nobody writes to strangers. */
function serverFor(world: World, domain: string, draws: RandomStream): MailServer {
  const { partners } = world.estate;
  const partner = partners.find((one) => one.domain === domain) ?? draws.pick(partners);
  return draws.pick(partner.servers);
}

function domainOf(address: string): string {
  return address.slice(address.indexOf("@") + 1);
}

function drawHex(draws: RandomStream): string {
  return [draws.uint32(), draws.uint32(), draws.uint32(), draws.uint32()].map(hex32).join("");
}
