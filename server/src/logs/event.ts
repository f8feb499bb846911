import { hash32 } from "../base/hash.ts";
import { addMicros } from "../base/sim-time.ts";
import type { ActivityKind, HostRef } from "../range/activity.ts";
import { eventShape } from "./event/event-row.ts";
import { EVENT_SOURCES, eventsOf } from "./event/event-source.ts";
import type { LogDefinition } from "./log.ts";
import { nestedFields } from "./event-data-fields.ts";
import { eventNative } from "./native/event-file.ts";
import { perObject } from "./remembered.ts";
import schema from "./schemas/Event.json" with { type: "json" };
import { defineTable } from "./table.ts";

const table = defineTable(
  {
    name: "Event",
    doc: "Windows event channels other than Security: Exchange admin audit, Application, System, Sysmon and more.",
    blindSpot: "Cmdlets that only read are not audited, Sysmon sees what its configuration keeps, and data comes as XML text.",
    sample: 'Event\n| where EventLog == "MSExchange Management" and EventID == 1\n| project TimeGenerated, Computer, RenderedDescription',
  },
  schema,
  eventShape.names,
  { TenantId: "string" },
  {
    EventLevel: "1 error, 2 warning, 4 information",
    EventLog: "Channel",
    EventData: { doc: "XML with the event's data", fields: nestedFields("DataItem") },
    ParameterXml: { doc: "<Param> per insertion string", fields: [["Param"]] },
    RenderedDescription: "The message as a person reads it",
    Source: "Provider",
  },
);

/** Application, System, MSExchange Management, Sysmon: whatever channel a host collects. */
export const eventLog: LogDefinition = {
  table,
  summary: ["EventID", "Source", "RenderedDescription", "Computer"],
  collection: "event-agent",
  kinds: Object.keys(EVENT_SOURCES) as ActivityKind[],
  rows: (activity, context) => {
    const { host } = activity;
    const at = context.clock(host.name, activity.at);
    return eventsOf(activity, at, context).flatMap((event) => {
      if (!context.isCollected(host.name, `Event/${event.channel}`)) return [];
      const ticks = context.draw(activity, "ticks", 10);
      const recordNumber = context.nextRecordId(host.name, event.channel);
      const lag = event.provider === "Microsoft-Windows-Sysmon" ? driverLagMicros(host) : (event.afterMicros ?? 0);
      const written = addMicros(at, lag);
      const cells = eventShape.cellsOf({ event, host, at: written, ticks, context });
      return [{ at: written, subMicroTicks: ticks, hostName: host.name, recordNumber, cells }];
    });
  },
  native: eventNative(table),
};

/** Sysmon's driver hands an event to its service, which writes it a moment later; UtcTime keeps the true instant. */
const driverLagMicros = perObject((host: HostRef): number => 350 + (hash32(0, `sysmon/${host.fqdn}`) % 1_100));
