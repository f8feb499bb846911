import type { KqlTable } from "../../../contract/index.ts";
import { providerFacts, taskOf } from "../event/providers.ts";
import type { NativeLog } from "../log.ts";
import { eventStamp } from "../stamp.ts";
import { cellIndexes } from "../table.ts";
import { channelFile, eventXml, EVENTS_FOOTER, EVENTS_HEADER, innerOf } from "./event-xml.ts";

/** Classic level of the table → level of the event. */
const LEVELS: Readonly<Record<string, number>> = { 1: 2, 2: 3, 4: 4 };

/** One XML file per channel, a document of its events. */
export function eventNative(table: KqlTable): NativeLog {
  const [sourceAt, channelAt, idAt, levelAt, dataAt, computerAt] = cellIndexes(table, [
    "Source",
    "EventLog",
    "EventID",
    "EventLevel",
    "EventData",
    "Computer",
  ]) as [number, number, number, number, number, number];
  return {
    hasBom: false,
    fileOf: (row) => channelFile(row.hostName, String(row.cells[channelAt])),
    header: () => EVENTS_HEADER,
    footer: EVENTS_FOOTER,
    line: (row) => {
      const provider = String(row.cells[sourceAt]);
      const eventId = Number(row.cells[idAt]);
      const facts = providerFacts(provider);
      const xml = eventXml({
        provider,
        providerGuid: facts.guid,
        eventId,
        ...taskOf(provider, eventId),
        level: LEVELS[String(row.cells[levelAt])] ?? 4,
        keywords: facts.keywords,
        systemTime: eventStamp(row.at, row.subMicroTicks),
        recordId: row.recordNumber,
        processId: facts.processId,
        threadId: 100 + (row.recordNumber % 61) * 4,
        channel: String(row.cells[channelAt]),
        computer: String(row.cells[computerAt]),
        data: innerOf(String(row.cells[dataAt])),
      });
      return `${xml}\r\n`;
    },
  };
}
