import { hash32, hash128 } from "../base/hash.ts";
import { attachmentsOf, cloudColumns, cloudRows, domainOf, linksOf } from "./email/cloud-message.ts";
import type { CloudMessage } from "./email/cloud-message.ts";
import type { LogDefinition } from "./log.ts";
import attachmentSchema from "./schemas/EmailAttachmentInfo.json" with { type: "json" };
import eventSchema from "./schemas/EmailEvents.json" with { type: "json" };
import urlSchema from "./schemas/EmailUrlInfo.json" with { type: "json" };
import { defineTable, rowShape } from "./table.ts";

const BLIND = "Only what passed the mail cloud: mail among colleagues stays on the company's own server and is in message tracking alone.";

const eventShape = rowShape<CloudMessage>({
  ...cloudColumns("EmailEvents"),
  InternetMessageId: ({ mail }) => mail.messageId,
  SenderFromAddress: ({ mail }) => mail.sender,
  SenderFromDomain: ({ mail }) => domainOf(mail.sender),
  SenderMailFromAddress: ({ mail }) => mail.returnPath,
  SenderMailFromDomain: ({ mail }) => domainOf(mail.returnPath),
  SenderDisplayName: ({ mail, context, direction }) =>
    direction === "Outbound" ? context.directory.displayNameOf(mail.sender.slice(0, mail.sender.indexOf("@"))) : "",
  SenderIPv4: ({ mail, direction }) => (direction === "Inbound" ? mail.cloudPeerIp : mail.originalServerIp),
  RecipientEmailAddress: ({ recipient }) => recipient,
  RecipientDomain: ({ recipient }) => domainOf(recipient),
  Subject: ({ mail }) => mail.subject,
  EmailDirection: ({ direction }) => direction,
  EmailLanguage: () => "en",
  EmailSize: ({ mail }) => mail.totalBytes,
  DeliveryAction: () => "Delivered",
  DeliveryLocation: () => "On-premises/external",
  LatestDeliveryAction: () => "Delivered",
  LatestDeliveryLocation: () => "On-premises/external",
  AuthenticationDetails: ({ direction, mail }) =>
    direction === "Outbound"
      ? ""
      : JSON.stringify({
          SPF: "pass",
          DKIM: hash32(8, domainOf(mail.sender)) % 3 === 0 ? "none" : "pass",
          DMARC: "pass",
          CompAuth: "pass",
        }),
  Connectors: ({ direction }) => (direction === "Inbound" ? "Outbound to on-premises" : "Inbound from on-premises"),
  AttachmentCount: ({ mail }) => attachmentsOf(mail),
  UrlCount: ({ mail }) => linksOf(mail).length,
  ConfidenceLevel: () => "",
  ThreatTypes: () => "",
  OrgLevelAction: () => "Allow",
});

/** Mail as the cloud in front of a hybrid organisation saw it pass. Joins message tracking by NetworkMessageId. */
export const emailEventsLog: LogDefinition = {
  table: defineTable(
    {
      name: "EmailEvents",
      doc: "Messages between the company and the internet, one row per recipient, where its mail passes the mail cloud.",
      blindSpot: BLIND,
      sample:
        "EmailEvents\n| where EmailDirection == 'Inbound'\n| summarize Messages = dcount(NetworkMessageId) by SenderFromDomain, SenderIPv4",
    },
    eventSchema,
    eventShape.names,
    {},
    { NetworkMessageId: "The same as networkMessageId of MessageTrackingLog_CL" },
  ),
  summary: ["EmailDirection", "SenderFromAddress", "RecipientEmailAddress", "Subject"],
  collection: "edr-cloud",
  kinds: ["mail-event"],
  rows: cloudRows(eventShape),
  native: null,
};

const KINDS = [
  { extension: "pdf", type: "PDF" },
  { extension: "docx", type: "Document" },
  { extension: "xlsx", type: "Spreadsheet" },
  { extension: "jpg", type: "Image" },
] as const;

function kindOf({ mail }: CloudMessage): (typeof KINDS)[number] {
  return KINDS[hash32(9, mail.messageId) % KINDS.length] ?? KINDS[0];
}

const attachmentShape = rowShape<CloudMessage>({
  ...cloudColumns("EmailAttachmentInfo"),
  FileName: (message) => `${message.mail.subject.replaceAll(/[^\w ]/g, "").trim()}.${kindOf(message).extension}`,
  FileExtension: (message) => kindOf(message).extension,
  FileType: (message) => kindOf(message).type,
  FileSize: ({ mail }) => Math.floor(mail.totalBytes * 0.72),
  SHA256: ({ mail }) =>
    [10, 11].flatMap((key) => [...hash128(key, mail.messageId)].map((word) => word.toString(16).padStart(8, "0"))).join(""),
  RecipientEmailAddress: ({ recipient }) => recipient,
  SenderFromAddress: ({ mail }) => mail.sender,
});

export const emailAttachmentLog: LogDefinition = {
  table: defineTable(
    {
      name: "EmailAttachmentInfo",
      doc: "Files that came or went with mail through the mail cloud.",
      blindSpot: BLIND,
      sample: "EmailAttachmentInfo\n| summarize count() by FileType, FileExtension",
    },
    attachmentSchema,
    attachmentShape.names,
  ),
  summary: ["FileName", "FileType", "RecipientEmailAddress"],
  collection: "edr-cloud",
  kinds: ["mail-event"],
  rows: cloudRows(attachmentShape, ({ mail }) => attachmentsOf(mail) > 0),
  native: null,
};

const urlShape = rowShape<CloudMessage>({
  ...cloudColumns("EmailUrlInfo"),
  Url: ({ mail }) => linksOf(mail)[0] ?? "",
  UrlDomain: ({ mail }) => `www.${domainOf(mail.sender)}`,
  UrlLocation: () => "Body",
});

export const emailUrlLog: LogDefinition = {
  table: defineTable(
    {
      name: "EmailUrlInfo",
      doc: "Links in mail that passed the mail cloud.",
      blindSpot: BLIND,
      sample: "EmailUrlInfo\n| summarize count() by UrlDomain",
    },
    urlSchema,
    urlShape.names,
  ),
  summary: ["Url", "UrlDomain"],
  collection: "edr-cloud",
  kinds: ["mail-event"],
  // One row per message: it is the message that holds the link.
  rows: cloudRows(urlShape, ({ mail, recipient }) => recipient === mail.recipients[0] && linksOf(mail).length > 0),
  native: null,
};
