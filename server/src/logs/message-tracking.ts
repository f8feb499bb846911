import type { SimTime } from "../base/sim-time.ts";
import type { MailEvent } from "../range/activity.ts";
import { buildOf, paddedVersion } from "./exchange-version.ts";
import { isExchange2010 } from "./since-2013.ts";
import type { LogDefinition, SensorContext } from "./log.ts";
import { numberedFile } from "./log-instance.ts";
import { messageTrackingNative } from "./native/message-tracking-file.ts";
import schema from "./schemas/MessageTrackingLog_CL.json" with { type: "json" };
import { dayDigits, hourDigits, wholeMilli } from "./stamp.ts";
import { defineTable, rowShape } from "./table.ts";

interface TrackingLine {
  readonly mail: MailEvent;
  readonly at: SimTime;
  readonly context: SensorContext;
}

const FOLDER = "TransportRoles\\Logs\\MessageTracking";

/** Names are those of Microsoft's own custom table, hence `senderHostname` where the log says server-hostname. */
const shape = rowShape<TrackingLine>({
  clientIP: (line) => line.mail.clientIp,
  clientHostname: (line) => line.mail.clientHostname,
  serverIp: (line) => line.mail.serverIp,
  senderHostname: (line) => line.mail.host.name,
  sourceContext: (line) => line.mail.sourceContext,
  connectorId: (line) => line.mail.connectorId,
  source: (line) => line.mail.source,
  eventId: (line) => line.mail.eventId,
  internalMessageId: (line) => line.mail.internalMessageId,
  messageId: (line) => line.mail.messageId,
  networkMessageId: (line) => (isExchange2010(line.mail.host) ? "" : line.mail.networkMessageId),
  recipientAddress: (line) => line.mail.recipients.join(";"),
  recipientStatus: (line) => line.mail.recipientStatus.join(";"),
  totalBytes: (line) => countOf(line.mail.totalBytes),
  recipientCount: (line) => countOf(line.mail.recipients.length),
  messageSubject: (line) => line.mail.subject,
  senderAddress: (line) => line.mail.sender,
  returnPath: (line) => line.mail.returnPath,
  messageInfo: (line) => line.mail.messageInfo,
  directionality: (line) => line.mail.directionality,
  originalClientIp: (line) => line.mail.originalClientIp,
  originalServerIp: (line) => line.mail.originalServerIp,
  customData: (line) => line.mail.customData,
  transportTrafficType: (line) => (isExchange2010(line.mail.host) || line.mail.networkMessageId === "" ? "" : "Email"),
  logId: (line) => (isExchange2010(line.mail.host) ? "" : line.mail.logId),
  schemaVersion: (line) => (isExchange2010(line.mail.host) ? "14.0.0.0" : paddedVersion(buildOf(line.mail.host))),
  FilePath: (line) => pathOf(line),
});

const table = defineTable(
  {
    name: "MessageTrackingLog_CL",
    doc: "The life of each message on its way through transport: received, routed, delivered, bounced; about five rows per message.",
    blindSpot: "No message bodies or attachment names, and nothing about reading: a message that was opened or copied leaves no row.",
    sample:
      'MessageTrackingLog_CL\n| where eventId == "DELIVER"\n| summarize Messages = dcount(networkMessageId) by senderAddress\n| top 20 by Messages',
  },
  schema,
  shape.names,
  {},
  {
    networkMessageId: "The same in all rows of one message",
    internalMessageId: "Counts up within one server",
    senderHostname: "The log's server-hostname",
  },
);

/** Message tracking of Exchange 2016 and later: 30 fields, three files per hour. */
export const messageTrackingLog: LogDefinition = {
  table,
  summary: ["eventId", "senderAddress", "recipientAddress", "messageSubject"],
  collection: "file-tail",
  kinds: ["mail-event"],
  rows: (activity, context) => {
    if (activity.kind !== "mail-event") return [];
    const at = wholeMilli(context.clock(activity.host.name, activity.at));
    const row = {
      at,
      subMicroTicks: 0,
      hostName: activity.host.name,
      recordNumber: 0,
      cells: shape.cellsOf({ mail: activity, at, context }),
    };
    return [isExchange2010(activity.host) ? { ...row, isOf2010: true } : row];
  },
  native: messageTrackingNative(table),
};

/** What is not known yet is left empty. */
function countOf(count: number): string {
  return count === 0 ? "" : String(count);
}

/** By the hour, except in 2010, which begins one file a day and keeps them all under one name. */
function pathOf({ mail, at, context }: TrackingLine): string {
  const restarts = context.directory.restartsOf(mail.host.name);
  const root = "C:\\Program Files\\Microsoft\\Exchange Server";
  if (isExchange2010(mail.host))
    return `${root}\\V14\\${FOLDER}\\MSGTRK${mail.source === "STOREDRIVER" && mail.eventId === "SUBMIT" ? "M" : ""}${numberedFile(restarts, "services", dayDigits, at)}`;
  return `${root}\\V15\\${FOLDER}\\${filePrefix(mail)}${numberedFile(restarts, "services", hourDigits, at)}`;
}

/** Mailbox delivery, mailbox submission and moderation keep files of their own beside transport's. */
function filePrefix(mail: MailEvent): string {
  if (mail.source === "APPROVAL") return "MSGTRKMA";
  if (mail.source === "MAILBOXRULE" || mail.source === "MEETINGMESSAGEPROCESSOR") return "MSGTRKMD";
  if (mail.source !== "STOREDRIVER") return "MSGTRK";
  return mail.eventId.startsWith("DELIVER") || mail.eventId === "DUPLICATEDELIVER" ? "MSGTRKMD" : "MSGTRKMS";
}
