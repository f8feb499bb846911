import { guidV4Of, hash128 } from "../../base/hash.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { HostRef } from "../../range/activity.ts";
import type { SensorContext } from "../log.ts";
import { eventDataXml, namedData, xmlText } from "../native/event-xml.ts";
import { eventStamp } from "../stamp.ts";
import { perObject } from "../remembered.ts";
import { rowShape } from "../table.ts";
import type { ChannelEvent } from "./event-data.ts";
import { taskOf } from "./providers.ts";

export interface EventLine {
  readonly event: ChannelEvent;
  readonly host: HostRef;
  readonly at: SimTime;
  readonly ticks: number;
  readonly context: SensorContext;
}

export const eventShape = rowShape<EventLine>({
  Source: (line) => line.event.provider,
  EventLog: (line) => line.event.channel,
  Computer: (line) => line.host.fqdn,
  EventLevel: (line) => classicLevel(line.event.level),
  EventLevelName: (line) => levelName(line.event.level),
  ParameterXml: (line) => parameterXml(line.event.values),
  EventData: dataItem,
  EventID: (line) => line.event.eventId,
  RenderedDescription: (line) => line.event.message,
  EventCategory: (line) => taskOf(line.event.provider, line.event.eventId).task,
  UserName: (line) => line.event.user,
  TenantId: (line) => line.context.organisation.workspaceId,
  ManagementGroupName: (line) => `AOI-${line.context.organisation.workspaceId}`,
  SourceSystem: () => "OpsManager",
  Type: () => "Event",
  _ResourceId: (line) => line.context.resourceId(line.host.name),
});

/** This table keeps the numbering of before 2008: 1 error, 2 warning, 4 information. */
function classicLevel(level: number): number {
  if (level <= 2) return 1;
  return level === 3 ? 2 : 4;
}

function levelName(level: number): string {
  if (level <= 2) return "Error";
  return level === 3 ? "Warning" : "Information";
}

/** No blanks between elements: published parsers look for `</Param><Param>`. */
function parameterXml(values: readonly string[]): string {
  return values.length === 0 ? "" : `<Param>${values.map(xmlText).join("</Param><Param>")}</Param>`;
}

function dataItem(line: EventLine): string {
  const { names, values } = line.event;
  const data = values.map((value, index) => (names === null ? `<Data>${xmlText(value)}</Data>` : namedData(names[index] ?? "", value)));
  const time = `${eventStamp(line.at, line.ticks).slice(0, -3)}Z`;
  return `<DataItem type="System.XmlData" time="${time}" sourceHealthServiceId="${agentIdOf(line.host)}">${eventDataXml(data.join(""))}</DataItem>`;
}

const agentIdOf = perObject((host: HostRef): string => guidV4Of(hash128(0, `agent/${host.fqdn}`)));
