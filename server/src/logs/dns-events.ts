import { wholeMilli } from "./stamp.ts";
import type { LogDefinition, LogRow, SensorContext } from "./log.ts";
import { lookUpsOf } from "./names/look-up.ts";
import type { LookUp } from "./names/look-up.ts";
import schema from "./schemas/DnsEvents.json" with { type: "json" };
import { defineTable, rowShape } from "./table.ts";

interface Line {
  readonly look: LookUp;
  readonly context: SensorContext;
}

/** Numbers of the name server's analytic events: an answer, a failure, an update. */
const ANSWERED = 257;
const FAILED = 258;
const UPDATED = 264;
const NO_SUCH_NAME = 3;

const shape = rowShape<Line>({
  Computer: ({ look }) => look.server.fqdn,
  SourceSystem: () => "OpsManager",
  EventId: ({ look }) => (look.isRegistration ? UPDATED : look.exists ? ANSWERED : FAILED),
  SubType: ({ look }) => (look.isRegistration ? "DynamicRegistration" : "LookupQuery"),
  ClientIP: ({ look }) => look.clientIp,
  Name: ({ look }) => look.name,
  Result: ({ look }) => (look.exists ? "Success" : "NXDomain"),
  IPAddresses: ({ look }) => look.address,
  TaskCategory: ({ look }) => (look.isRegistration ? "DYN_UPDATE" : "LOOK_UP"),
  QueryType: ({ look }) => look.type,
  ResultCode: ({ look }) => (look.exists ? 0 : NO_SUCH_NAME),
  Severity: () => 0,
  Type: () => "DnsEvents",
  _ResourceId: ({ look, context }) => context.resourceId(look.server.name),
});

/** Name look-ups as the domain controllers, which are the name servers, answered them. Only where a scenario switches it on. */
export const dnsEventsLog: LogDefinition = {
  table: defineTable(
    {
      name: "DnsEvents",
      doc: "Names that machines of the company asked the name server for, with the answer, and names that they registered.",
      blindSpot: "What a machine still remembers it does not ask again, and a connection to a bare number asks nothing.",
      sample:
        'DnsEvents\n| where SubType == "LookupQuery" and ResultCode == 0\n| summarize Clients = dcount(ClientIP) by Name\n| where Clients == 1',
    },
    schema,
    shape.names,
    {},
    { IPAddresses: "Comma-separated; empty where the answer is no address", ResultCode: "0 found, 3 no such name" },
  ),
  summary: ["Name", "QueryType", "ClientIP", "IPAddresses", "Result"],
  collection: "event-agent",
  kinds: ["network-connection", "firewall-session", "proxied-request", "smtp-session", "device-report", "logon"],
  rows: (activity, context) =>
    lookUpsOf(activity, context).map((look): LogRow => {
      const at = wholeMilli(context.clock(look.server.name, look.at));
      return { at, subMicroTicks: 0, hostName: look.server.name, recordNumber: 0, cells: shape.cellsOf({ look, context }) };
    }),
  native: null,
};
