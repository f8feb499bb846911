const NAMESPACE = "http://schemas.microsoft.com/win/2004/08/events/event";

/** Text of an XML element. Quotes may stay as they are there. */
export function xmlText(text: string): string {
  return /[&<>]/.test(text) ? text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;") : text;
}

/** `<EventData xmlns="…">` as workspaces keep it. */
export function eventDataXml(inner: string): string {
  return `<EventData xmlns="${NAMESPACE}">${inner}</EventData>`;
}

export function namedData(name: string, value: string): string {
  return `<Data Name="${name}">${xmlText(value)}</Data>`;
}

/** What stands around the events of a file, as Event Viewer saves a log: any reader of XML takes the file as a whole. */
export const EVENTS_HEADER = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\r\n<Events>\r\n';
export const EVENTS_FOOTER = "</Events>\r\n";

export interface EventRecord {
  readonly provider: string;
  /** Upper-case GUID with braces; null for classic providers, which have no version, opcode or process either. */
  readonly providerGuid: string | null;
  readonly eventId: number;
  readonly version: number;
  readonly level: number;
  readonly task: number;
  readonly keywords: string;
  readonly systemTime: string;
  readonly recordId: number;
  readonly processId: number;
  readonly threadId: number;
  readonly channel: string;
  readonly computer: string;
  /** `<Data …>` children with attributes in either kind of quotes. */
  readonly data: string;
}

/** Severity in the classic `Qualifiers` attribute, by level. */
const QUALIFIERS: Readonly<Record<number, number>> = { 1: 49_152, 2: 49_152, 3: 32_768 };

/** One event as `wevtutil` and collectors render it, on one line, without a line end. */
export function eventXml(record: EventRecord): string {
  const provider = `<Provider Name='${record.provider}'${record.providerGuid === null ? "" : ` Guid='${record.providerGuid}'`}/>`;
  const isClassic = record.providerGuid === null;
  const id = isClassic
    ? `<EventID Qualifiers='${QUALIFIERS[record.level] ?? 16_384}'>${record.eventId}</EventID>`
    : `<EventID>${record.eventId}</EventID><Version>${record.version}</Version>`;
  const tail = isClassic ? "" : `<Correlation/><Execution ProcessID='${record.processId}' ThreadID='${record.threadId}'/>`;
  return (
    `<Event xmlns='${NAMESPACE}'><System>${provider}${id}<Level>${record.level}</Level><Task>${record.task}</Task>` +
    `${isClassic ? "" : "<Opcode>0</Opcode>"}<Keywords>${record.keywords}</Keywords><TimeCreated SystemTime='${record.systemTime}'/>` +
    `<EventRecordID>${record.recordId}</EventRecordID>${tail}<Channel>${record.channel}</Channel><Computer>${record.computer}</Computer>` +
    `<Security/></System><EventData>${singleQuoted(record.data)}${isClassic ? "<Binary></Binary>" : ""}</EventData></Event>`
  );
}

/** Path of a channel's file: the channel name with `/` as Windows writes it in file names. */
export function channelFile(hostName: string, channel: string): string {
  return `${hostName}/Windows/System32/winevt/Logs/${channel.replaceAll("/", "%4")}.xml`;
}

function singleQuoted(data: string): string {
  return data.replaceAll(/<Data(?: Name="([^"]*)")?>([^<]*)<\/Data>/g, (_whole, name: string | undefined, text: string) => {
    const attribute = name === undefined ? "" : ` Name='${name}'`;
    return `<Data${attribute}>${text.replaceAll('"', "&quot;")}</Data>`;
  });
}

/** What stands between the tags of `<EventData …>…</EventData>`. */
export function innerOf(eventData: string): string {
  const start = eventData.indexOf(">", eventData.indexOf("<EventData")) + 1;
  return eventData.slice(start, eventData.lastIndexOf("</EventData>"));
}
