import { MICROS_PER_MS, addMicros } from "../base/sim-time.ts";
import type { SmtpSession } from "../range/activity.ts";
import fields from "./fields/connectivity.json" with { type: "json" };
import type { LogDefinition } from "./log.ts";
import { dayDigits } from "./stamp.ts";
import { textLog } from "./text-log.ts";

interface ConnectivityLine {
  readonly session: SmtpSession;
  readonly direction: "+" | ">" | "-";
  readonly description: string;
}

/** `Connectivity` of the hub and the front end: where transport connected to deliver, and how much it delivered. */
export const transportConnectivityLog: LogDefinition = textLog<ConnectivityLine>({
  text: {
    name: "ExchangeConnectivity_CL",
    doc: "Outgoing connections of transport: to its own mailboxes, from front end to hub, and to other people's servers.",
    blindSpot: "Counts and bytes of messages, not which; join the session with sourceContext of MessageTrackingLog_CL.",
    sample:
      'ExchangeConnectivity_CL\n| where direction == "-" and destination !has "mailboxes"\n| summarize count() by destination, description',
  },
  summary: ["direction", "destination", "description"],
  kinds: ["smtp-session"],
  fields,
  readers: {
    session: ({ session }) => session.sessionId,
    source: () => "SMTP",
    destination: ({ session }) => destinationOf(session),
    direction: ({ direction }) => direction,
    description: ({ description }) => description,
  },
  lines: (activity) => {
    if (activity.kind !== "smtp-session" || activity.leg === "front-end-receive") return [];
    const { host, at, durationMs } = activity;
    const begin = addMicros(at, -durationMs * MICROS_PER_MS);
    const line = (direction: ConnectivityLine["direction"], description: string): ConnectivityLine => ({
      session: activity,
      direction,
      description,
    });
    const peer = activity.remoteEndpoint.slice(0, activity.remoteEndpoint.lastIndexOf(":"));
    return [
      { host, at: begin, view: line("+", `${deliveryType(activity)};QueueLength=TQ=1;`) },
      { host, at: addMicros(begin, Math.floor((durationMs * MICROS_PER_MS) / 5)), view: line(">", `Established connection to ${peer}`) },
      { host, at, view: line("-", `Messages: ${activity.message === null ? 0 : 1} Bytes: ${activity.message?.totalBytes ?? 0} ()`) },
    ];
  },
  fileOf: ({ session }, _at, numbered) =>
    `TransportRoles\\Logs\\${session.leg === "front-end-proxy" ? "FrontEnd" : "Hub"}\\Connectivity\\CONNECTLOG${numbered("services", dayDigits)}`,
  form: "csv",
  logType: () => "Transport Connectivity Log",
  version: "15.0.0.0",
});

const NEXT_HOPS: Readonly<Record<SmtpSession["leg"], { readonly destination: string | null; readonly delivery: string }>> = {
  "hub-to-internet": { destination: null, delivery: "DnsConnectorDelivery" },
  "hub-to-mailbox": { destination: "mailboxes", delivery: "SmtpDeliveryToMailbox" },
  "front-end-proxy": { destination: "internalproxy", delivery: "SmtpRelayToMailboxDeliveryGroup" },
  "front-end-receive": { destination: "", delivery: "" },
};

/** The queue's next hop: the domain itself where the hub looks it up in DNS. */
function destinationOf({ leg, peerName }: SmtpSession): string {
  return NEXT_HOPS[leg].destination ?? peerName;
}

function deliveryType({ leg }: SmtpSession): string {
  return NEXT_HOPS[leg].delivery;
}
