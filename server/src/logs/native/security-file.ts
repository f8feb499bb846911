import type { KqlTable } from "../../../contract/index.ts";
import type { LogRow, NativeLog } from "../log.ts";
import { SECURITY_EVENTS } from "../security/event-catalogue.ts";
import { guidText } from "../security/event-values.ts";
import { eventStamp } from "../stamp.ts";
import { cellIndexes } from "../table.ts";
import { channelFile, eventXml, EVENTS_FOOTER, EVENTS_HEADER, innerOf, namedData } from "./event-xml.ts";

const PROVIDER_GUID = "{54849625-5478-4994-A5BA-3E3B0328C30D}";

/** `Security.xml`: a document of its events. */
export function securityNative(table: KqlTable): NativeLog {
  const index = new Map(table.filled.slice(1).map((name, position) => [name, position]));
  const [idAt, dataAt, keywordsAt, computerAt] = cellIndexes(table, ["EventID", "EventData", "Keywords", "Computer"]) as [
    number,
    number,
    number,
    number,
  ];
  const fieldText = (row: LogRow, field: string): string => {
    const text = String(row.cells[index.get(field) ?? -1] ?? "");
    return field === "LogonGuid" || field === "TargetLogonGuid" ? guidText(text) : text;
  };
  return {
    hasBom: false,
    fileOf: (row) => channelFile(row.hostName, "Security"),
    header: () => EVENTS_HEADER,
    footer: EVENTS_FOOTER,
    line: (row) => {
      const eventId = Number(row.cells[idAt]);
      const kind = SECURITY_EVENTS[eventId];
      const kept = String(row.cells[dataAt]);
      const data = kept === "" ? (kind?.fields ?? []).map((field) => namedData(field, fieldText(row, field))).join("") : innerOf(kept);
      const xml = eventXml({
        provider: "Microsoft-Windows-Security-Auditing",
        providerGuid: PROVIDER_GUID,
        eventId,
        version: kind?.version ?? 0,
        level: 0,
        task: kind?.task ?? 0,
        keywords: String(row.cells[keywordsAt]),
        systemTime: eventStamp(row.at, row.subMicroTicks),
        recordId: row.recordNumber,
        processId: eventId === 4688 || eventId === 4689 ? 4 : 812,
        threadId: 100 + (row.recordNumber % 61) * 4,
        channel: "Security",
        computer: String(row.cells[computerAt]),
        data,
      });
      return `${xml}\r\n`;
    },
  };
}
