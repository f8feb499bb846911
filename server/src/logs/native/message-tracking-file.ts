import type { KqlTable } from "../../../contract/index.ts";
import type { NativeLog } from "../log.ts";
import { milliStamp } from "../stamp.ts";
import { cellIndexes } from "../table.ts";
import { csvCell } from "./csv.ts";
import { exchangeHeader } from "./exchange-header.ts";

/** Field of the file → column of the table, in the file's order, after date-time. */
const FIELDS = {
  "client-ip": "clientIP",
  "client-hostname": "clientHostname",
  "server-ip": "serverIp",
  "server-hostname": "senderHostname",
  "source-context": "sourceContext",
  "connector-id": "connectorId",
  source: "source",
  "event-id": "eventId",
  "internal-message-id": "internalMessageId",
  "message-id": "messageId",
  "network-message-id": "networkMessageId",
  "recipient-address": "recipientAddress",
  "recipient-status": "recipientStatus",
  "total-bytes": "totalBytes",
  "recipient-count": "recipientCount",
  "related-recipient-address": "relatedRecipientAddress",
  reference: "reference",
  "message-subject": "messageSubject",
  "sender-address": "senderAddress",
  "return-path": "returnPath",
  "message-info": "messageInfo",
  directionality: "directionality",
  "tenant-id": "messageTrackingTenantId",
  "original-client-ip": "originalClientIp",
  "original-server-ip": "originalServerIp",
  "custom-data": "customData",
  "transport-traffic-type": "transportTrafficType",
  "log-id": "logId",
  "schema-version": "schemaVersion",
};

/** What the files of Exchange 2010 lack: their head names 26 fields and says 14.0.0.0 at any build (seen in elastic/beats' tests). */
const SINCE_2013: ReadonlySet<string> = new Set(["network-message-id", "transport-traffic-type", "log-id", "schema-version"]);

/** `MSGTRK….LOG`: no bare header row, RFC 4180 quoting. */
export function messageTrackingNative(table: KqlTable): NativeLog {
  const fields = ["date-time", ...Object.keys(FIELDS)].join(",");
  const indexes = cellIndexes(table, Object.values(FIELDS));
  const names2010 = Object.keys(FIELDS).filter((name) => !SINCE_2013.has(name));
  const fields2010 = ["date-time", ...names2010].join(",");
  const indexes2010 = cellIndexes(
    table,
    Object.entries(FIELDS).flatMap(([name, column]) => (SINCE_2013.has(name) ? [] : [column])),
  );
  const [path, version] = cellIndexes(table, ["FilePath", "schemaVersion"]) as [number, number];
  return {
    hasBom: true,
    fileOf: (row) => {
      const full = String(row.cells[path]);
      return `${row.hostName}/TransportRoles/Logs/MessageTracking/${full.slice(full.lastIndexOf("\\") + 1)}`;
    },
    header: (_file, first) =>
      exchangeHeader(String(first.cells[version]), "Message Tracking Log", first.at, first.isOf2010 === true ? fields2010 : fields),
    line: (row) =>
      `${milliStamp(row.at)},${(row.isOf2010 === true ? indexes2010 : indexes).map((index) => (index < 0 ? "" : csvCell(String(row.cells[index])))).join(",")}\r\n`,
  };
}
