import { addMicros } from "../base/sim-time.ts";
import type { ActivityKind } from "../range/activity.ts";
import { EVENT_SOURCES, eventsOf } from "./event/event-source.ts";
import type { ChannelEvent } from "./event/event-data.ts";
import { providerFacts, taskOf } from "./event/providers.ts";
import type { LogDefinition, SensorContext } from "./log.ts";
import schema from "./schemas/WindowsEvent.json" with { type: "json" };
import { defineTable, rowShape } from "./table.ts";

interface Forwarded {
  readonly event: ChannelEvent;
  readonly fqdn: string;
  readonly hostName: string;
  readonly recordNumber: number;
  readonly context: SensorContext;
}

const LEVEL_NAMES: Readonly<Record<number, string>> = { 1: "Critical", 2: "Error", 3: "Warning", 4: "Information", 5: "Verbose" };

const shape = rowShape<Forwarded>({
  Provider: ({ event }) => event.provider,
  Channel: ({ event }) => event.channel,
  Computer: ({ fqdn }) => fqdn,
  Task: ({ event }) => taskOf(event.provider, event.eventId).task,
  EventLevel: ({ event }) => event.level,
  EventLevelName: ({ event }) => LEVEL_NAMES[event.level] ?? "Information",
  EventID: ({ event }) => event.eventId,
  Version: ({ event }) => taskOf(event.provider, event.eventId).version,
  Keywords: ({ event }) => providerFacts(event.provider).keywords,
  SystemProcessId: ({ event }) => providerFacts(event.provider).processId,
  SystemThreadId: ({ recordNumber }) => 100 + (recordNumber % 61) * 4,
  EventRecordId: ({ recordNumber }) => String(recordNumber),
  EventData: ({ event }) => JSON.stringify(dataOf(event)),
  TenantId: ({ context }) => context.organisation.workspaceId,
  ManagementGroupName: ({ context }) => `AOI-${context.organisation.workspaceId}`,
  Type: () => "WindowsEvent",
  _ResourceId: ({ context, hostName }) => context.resourceId(hostName),
});

const table = defineTable(
  {
    name: "WindowsEvent",
    doc: "Windows events that come in by forwarding, with their data as a bag; only from hosts that a scenario has forward their channels.",
    blindSpot: "Empty unless forwarding is set up; the same events are in Event, as XML.",
    sample: "WindowsEvent\n| summarize count() by Channel, Provider, EventID",
  },
  schema,
  shape.names,
  {},
  { EventData: "Bag with the event's data: EventData.ServiceName", EventLevel: "Windows' own numbers: 2 error, 3 warning, 4 information" },
);

/** Forwarded events. A host forwards when a scenario's setting says so; otherwise the agent's own table has it all. */
export const windowsEventLog: LogDefinition = {
  table,
  summary: ["EventID", "Provider", "Channel", "Computer"],
  collection: "event-agent",
  kinds: Object.keys(EVENT_SOURCES) as ActivityKind[],
  rows: (activity, context) => {
    const { host } = activity;
    if (!context.isCollected(host.name, "WindowsEvent")) return [];
    const at = context.clock(host.name, activity.at);
    return eventsOf(activity, at, context).map((event) => {
      const recordNumber = context.nextRecordId(host.name, `forwarded/${event.channel}`);
      const cells = shape.cellsOf({ event, fqdn: host.fqdn, hostName: host.name, recordNumber, context });
      const written = addMicros(at, event.afterMicros ?? 0);
      return { at: written, subMicroTicks: context.draw(activity, "ticks", 10), hostName: host.name, recordNumber, cells };
    });
  },
  native: null,
};

/** Classic providers' strings have no names; collectors number them. */
function dataOf({ names, values }: ChannelEvent): Readonly<Record<string, string>> {
  return Object.fromEntries(values.map((value, index) => [names?.[index] ?? `Param${index + 1}`, value]));
}
