import { hash32 } from "../base/hash.ts";
import { addMicros, MICROS_PER_MS } from "../base/sim-time.ts";
import type { LogDefinition, LogRow } from "./log.ts";
import { directoryQueriesOf } from "./identity/directory-query.ts";
import type { DirectoryQuery } from "./identity/directory-query.ts";
import { identityColumns, identityRow } from "./identity/identity-line.ts";
import type { IdentityLine } from "./identity/identity-line.ts";
import schema from "./schemas/IdentityQueryEvents.json" with { type: "json" };
import { defineTable, rowShape } from "./table.ts";

interface Line extends IdentityLine {
  readonly asked: DirectoryQuery;
}

const shape = rowShape<Line>({
  ...identityColumns("IdentityQueryEvents"),
  QueryType: ({ asked }) => asked.queryType,
  QueryTarget: ({ asked }) => asked.target,
  Query: ({ asked }) => asked.query,
  TargetDeviceName: ({ controller }) => controller.fqdn.toLowerCase(),
});

/** Questions to the directory that somebody who explores it asks. Only where a scenario switches it on for a controller. */
export const identityQueryLog: LogDefinition = {
  table: defineTable(
    {
      name: "IdentityQueryEvents",
      doc: "Questions to domain controllers: users and groups listed over SAMR, directory searches over LDAP, names over DNS.",
      blindSpot: "Exchange searches the directory all day and is left out; who asked by DNS is a machine, not a person.",
      sample:
        'IdentityQueryEvents\n| where ActionType == "SAMR query"\n| project Timestamp, DeviceName, AccountName, QueryType, QueryTarget',
    },
    schema,
    shape.names,
  ),
  summary: ["ActionType", "QueryType", "QueryTarget", "AccountName", "DeviceName"],
  collection: "edr-cloud",
  kinds: ["process-started", "network-connection", "smtp-session", "logon"],
  rows: (activity, context) => {
    const { domainControllers } = context.organisation;
    const controller = domainControllers[hash32(0, activity.host.name) % Math.max(1, domainControllers.length)];
    if (controller === undefined) return [];
    return directoryQueriesOf(activity, context).flatMap((asked): readonly LogRow[] => {
      const process = activity.kind === "process-started" ? activity.process : null;
      // What works as the local system asks in the name of its computer.
      const account = process === null || process.account.domain === "NT AUTHORITY" ? null : process.account;
      const waitedMs = process === null ? 0 : 30 + context.draw(activity, "asked", 220);
      return identityRow<Line>(shape, {
        activity,
        context,
        at: addMicros(context.clock(controller.name, activity.at), waitedMs * MICROS_PER_MS),
        controller,
        actionType: asked.actionType,
        protocol: asked.protocol,
        account,
        clientIp: activity.host.ip,
        clientPort: 49_152 + context.draw(activity, "port", 16_384),
        destinationPort: asked.port,
        asked,
        additional: { Count: "1", "FROM.DEVICE": activity.host.name, "TO.DEVICE": controller.name },
      });
    });
  },
  native: null,
};
