import { formatSimTime } from "../../base/sim-time.ts";
import { guidV4Of, hash128 } from "../../base/hash.ts";
import type { ExchangeServer, Person } from "../estate/estate.ts";
import type { World } from "../kernel/world.ts";
import { passHub } from "./hub.ts";
import type { MessageTrack } from "./message.ts";
import { smtpSessionId, submissionId } from "./message-ids.ts";

/**
 * Mailbox submission is told of a message, takes it out of the store and sends it to the hub by SMTP. What its lines hold and leave empty:
 * a real file of 2016 CU22.
 */
export function submitToHub(world: World, track: MessageTrack, server: ExchangeServer, sender: Person): void {
  const { host } = server;
  const context = `${storeContext(sender, track)}, SubmissionAssistant:MailboxTransportSubmissionEmailAssistant`;
  const entry = `S:ItemEntryId=${entryIdOf(world, sender, track)}`;
  const own = { clientIp: host.linkLocal, internalMessageId: submissionId(world, host, track.at) };
  const taken = {
    ...own,
    serverIp: host.linkLocal,
    sourceContext: `${context}, ServerMdbConnectionId:${smtpSessionId(world, host, track.at, "delivery")}`,
  };
  track
    .event("STOREDRIVER", "NOTIFYMAPI", [40, 170], () => ({
      ...own,
      clientHostname: host.name,
      serverIp: "",
      sourceContext: context,
      internalMessageId: "",
      networkMessageId: "",
      messageId: "",
      recipients: [],
      subject: "",
      totalBytes: 0,
      returnPath: "",
      directionality: "",
      messageInfo: track.latencies(),
      customData: entry,
    }))
    .event("STOREDRIVER", "RECEIVE", [20, 90], {
      ...taken,
      messageInfo: "04I: ",
      recipientStatus: track.recipients.map(() => "To"),
      originalServerIp: host.linkLocal,
      customData: `S:MailboxDatabaseGuid=${sender.mailbox.databaseGuid};${entry};S:DeliveryPriority=Normal;S:AccountForest=${world.estate.organisation.domain}`,
    })
    .event("STOREDRIVER", "SUBMIT", [10, 70], () => ({ ...taken, messageInfo: track.latencies() }));
  passHub(world, track, server, "");
}

/** A rule of a mailbox writes while a message is delivered there: nobody submits it, and no failure comes back to anybody. */
export function submitByRule(world: World, track: MessageTrack, server: ExchangeServer): void {
  track.event("MAILBOXRULE", "RECEIVE", [3, 40], { returnPath: "<>", recipientStatus: track.recipients.map(() => "To") });
  passHub(world, track, server, "");
}

/** In 2010 the mailbox server tells the hub, whose store driver takes the message out of the store: no SMTP, two lines. */
export function submitInStore(track: MessageTrack, sender: Person): void {
  const sourceContext = storeContext(sender, track);
  const hidden = { internalMessageId: "", recipients: [], totalBytes: 0 };
  track
    .event("STOREDRIVER", "SUBMIT", [1, 12], { sourceContext, ...hidden })
    .event("STOREDRIVER", "RECEIVE", [20, 90], { messageInfo: "04I: " });
}

function storeContext(sender: Person, { at, messageClass, draws }: MessageTrack): string {
  const clientType = sender.outlook === null ? "OWA" : draws.chance(1, 8) ? "AirSync" : "MOMT";
  return (
    `MDB:${sender.mailbox.databaseGuid}, Mailbox:${sender.mailbox.guid}, Event:${Math.floor(at / 40_000_000) + draws.below(900)}, MessageClass:${messageClass}, ` +
    `CreationTime:${formatSimTime(at)}, ClientType:${clientType}`
  );
}

/**
 * The store's name of the item: seventy bytes that say in which mailbox, folder and place it lies, in pairs as .NET writes them (layout:
 * [MS-OXCDATA] 2.2.4.2). All items of one folder begin alike.
 */
function entryIdOf(world: World, { mailbox }: Person, { at }: MessageTrack): string {
  const provider = hexOf(world, `store/${mailbox.guid}`);
  const replica = hexOf(world, `replica/${mailbox.databaseGuid}`);
  const folder = hexOf(world, `drafts/${mailbox.guid}`).slice(0, 6).padStart(12, "0");
  const item = Math.floor((at - world.window.historyStart) / 90_000_000 + 40_000)
    .toString(16)
    .padStart(12, "0");
  const bytes = `00000000${provider}0700${replica}${folder}0000${replica}${item}0000`.toUpperCase();
  return bytes.match(/../g)?.join("-") ?? "";
}

function hexOf(world: World, name: string): string {
  return guidV4Of(hash128(world.seed, name)).replaceAll("-", "");
}
