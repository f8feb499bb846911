import { hash32 } from "../../base/hash.ts";
import { toTicks } from "../../base/sim-time.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { Activity, MailEvent } from "../../range/activity.ts";
import type { LogCell, LogDefinition, LogRow, SensorContext } from "../log.ts";
import type { RowShape } from "../table.ts";

/** A message for one recipient as the mail cloud saw it pass. */
export interface CloudMessage {
  readonly mail: MailEvent;
  readonly recipient: string;
  readonly direction: "Inbound" | "Outbound";
  readonly at: SimTime;
  readonly context: SensorContext;
}

/** Above this size something is attached. */
const ATTACHED_FROM_BYTES = 60_000;
const LINK_ODDS = 3;

/** Null: it did not pass the cloud. Probes and mail among colleagues stay inside. */
function directionOf({ eventId, source, cloudPeerIp }: MailEvent, context: SensorContext): CloudMessage["direction"] | null {
  if (!context.organisation.isHybrid || source !== "SMTP") return null;
  if (eventId === "RECEIVE" && cloudPeerIp !== "") return "Inbound";
  return eventId === "SENDEXTERNAL" ? "Outbound" : null;
}

/** Rows of one of the cloud's tables: those of each recipient. */
export function cloudRows(
  shape: RowShape<CloudMessage>,
  isRecorded: (message: CloudMessage) => boolean = () => true,
): LogDefinition["rows"] {
  return (activity: Activity, context): readonly LogRow[] => {
    if (activity.kind !== "mail-event") return [];
    const direction = directionOf(activity, context);
    if (direction === null) return [];
    return activity.recipients.flatMap((recipient): LogRow[] => {
      const message: CloudMessage = { mail: activity, recipient, direction, at: activity.at, context };
      if (!isRecorded(message)) return [];
      return [{ at: activity.at, subMicroTicks: 0, hostName: activity.host.name, recordNumber: 0, cells: shape.cellsOf(message) }];
    });
  };
}

/** Columns that the cloud's tables share. */
export function cloudColumns(table: string): Readonly<Record<string, (message: CloudMessage) => LogCell>> {
  return {
    TenantId: ({ context }) => context.organisation.workspaceId,
    Timestamp: ({ at }) => toTicks(at),
    NetworkMessageId: ({ mail }) => mail.networkMessageId,
    ReportId: ({ mail, recipient, context }) => context.guid(mail, `report/${recipient}`),
    SourceSystem: () => "Microsoft 365 Defender",
    Type: () => table,
  };
}

export function attachmentsOf({ totalBytes }: MailEvent): number {
  return totalBytes < ATTACHED_FROM_BYTES ? 0 : totalBytes > 1_000_000 ? 2 : 1;
}

/** The same message carries the same links, whoever gets it. */
export function linksOf({ messageId, sender }: MailEvent): readonly string[] {
  if (hash32(6, messageId) % LINK_ODDS !== 0) return [];
  return [`https://www.${sender.slice(sender.indexOf("@") + 1)}/${["", "contact", "news", "orders"][hash32(7, messageId) % 4] ?? ""}`];
}

export function domainOf(address: string): string {
  return address.slice(address.indexOf("@") + 1);
}
