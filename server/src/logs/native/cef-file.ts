import type { KqlTable } from "../../../contract/index.ts";
import type { LogRow, NativeLog } from "../log.ts";
import { dayDigits } from "../stamp.ts";
import { cellIndexes } from "../table.ts";
import { syslogStamp } from "./syslog-stamp.ts";

/** Keys of the wire format in the product's order, and the column that each became. */
const KEYS: readonly (readonly [key: string, column: string])[] = [
  ["deviceExternalId", "DeviceExternalID"],
  ["cat", "DeviceEventCategory"],
  ["src", "SourceIP"],
  ["spt", "SourcePort"],
  ["suser", "SourceUserName"],
  ["deviceInboundInterface", "DeviceInboundInterface"],
  ["dst", "DestinationIP"],
  ["dpt", "DestinationPort"],
  ["dhost", "DestinationHostName"],
  ["deviceOutboundInterface", "DeviceOutboundInterface"],
  ["externalId", "ExtID"],
  ["proto", "Protocol"],
  ["act", "DeviceAction"],
  ["app", "ApplicationProtocol"],
  ["sourceTranslatedAddress", "SourceTranslatedAddress"],
  ["sourceTranslatedPort", "SourceTranslatedPort"],
  ["request", "RequestURL"],
  ["out", "SentBytes"],
  ["in", "ReceivedBytes"],
  ["deviceDirection", "CommunicationDirection"],
  ["msg", "Message"],
];

/** The header's own fields, after `CEF:0`. */
const HEADER = ["DeviceVendor", "DeviceProduct", "DeviceVersion", "DeviceEventClassID", "Activity", "LogSeverity"] as const;

/** Lines as a collector keeps them: the stamp of syslog, then ArcSight's Common Event Format. */
export function cefNative(table: KqlTable): NativeLog {
  const header = cellIndexes(table, HEADER);
  const keyed = cellIndexes(
    table,
    KEYS.map(([, column]) => column),
  );
  const [restAt = -1] = cellIndexes(table, ["AdditionalExtensions"]);
  return {
    hasBom: false,
    fileOf: (row) => `${row.hostName}/var/log/firewall/${row.hostName.toLowerCase()}-${dayDigits(row.at)}.log`,
    header: () => "",
    line: (row) => {
      const head = header.map((index) => textOf(row, index).replaceAll(/[\\|]/g, String.raw`\$&`)).join("|");
      const pairs = KEYS.flatMap(([key], position) => {
        const text = textOf(row, keyed[position] ?? -1);
        return text === "" ? [] : [`${key}=${escapeValue(text)}`];
      });
      const rest = textOf(row, restAt).replaceAll(";", " ");
      return `${syslogStamp(row.at)} ${row.hostName} CEF:0|${head}|${[...pairs, rest].join(" ")}\n`;
    },
  };
}

function textOf(row: LogRow, index: number): string {
  return String(row.cells[index] ?? "");
}

function escapeValue(text: string): string {
  return text.replaceAll(/[\\=]/g, String.raw`\$&`);
}
