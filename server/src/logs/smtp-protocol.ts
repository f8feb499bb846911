import type { SmtpSession } from "../range/activity.ts";
import fields from "./fields/smtp-protocol.json" with { type: "json" };
import type { LogDefinition } from "./log.ts";
import { conversationOf, lineTime } from "./smtp/conversation.ts";
import type { SmtpLine } from "./smtp/conversation.ts";
import { hourDigits, dayDigits } from "./stamp.ts";
import { textLog } from "./text-log.ts";

interface ProtocolLine {
  readonly session: SmtpSession;
  readonly line: SmtpLine;
  readonly sequence: number;
}

/** `ProtocolLog\SmtpReceive` and `SmtpSend` of the front end: those that are switched on when Exchange is installed. */
export const smtpProtocolLog: LogDefinition = textLog<ProtocolLine>({
  text: {
    name: "ExchangeSmtpProtocol_CL",
    doc: "SMTP line by line at the front end: strangers who connect, sign in or hand over mail, and the front end passing it to the hub.",
    blindSpot: "Envelopes only, no content; the hub's own connectors do not log unless an administrator says so.",
    sample:
      'ExchangeSmtpProtocol_CL\n| where context has "LogonDenied"\n| summarize Attempts = dcount(sessionId) by Peer = tostring(split(remoteEndpoint, ":")[0])',
  },
  summary: ["event", "data", "context", "remoteEndpoint"],
  kinds: ["smtp-session"],
  fields,
  readers: {
    "connector-id": ({ session }) => session.connector,
    "session-id": ({ session }) => session.sessionId,
    "sequence-number": ({ sequence }) => String(sequence),
    "local-endpoint": ({ session, line }) => (line.context === "attempting to connect" ? "" : session.localEndpoint),
    "remote-endpoint": ({ session }) => session.remoteEndpoint,
    event: ({ line }) => line.event,
    data: ({ line }) => line.data,
    context: ({ line }) => line.context,
  },
  docs: {
    event: "+ connected, - disconnected, > we send, < we receive, * a note",
    sessionId: "SID of XPROXYFROM names the stranger's conversation",
    data: "InternalId in the last answer is internalMessageId of MessageTrackingLog_CL",
  },
  lines: (activity) => {
    if (activity.kind !== "smtp-session" || !activity.leg.startsWith("front-end")) return [];
    return conversationOf(activity).map((line, sequence) => ({
      host: activity.host,
      at: lineTime(activity, line),
      view: { session: activity, line, sequence },
    }));
  },
  fileOf: ({ session }, _at, numbered) => {
    // Exchange 2016 and later begin a file every hour, 2013 every day.
    const file = numbered("services", session.host.exchange?.minor === 0 ? dayDigits : hourDigits);
    const [folder, prefix] = session.leg === "front-end-receive" ? ["SmtpReceive", "RECV"] : ["SmtpSend", "SEND"];
    return `TransportRoles\\Logs\\FrontEnd\\ProtocolLog\\${folder}\\${prefix}${file}`;
  },
  form: "csv",
  logType: (file) => (file.includes("SmtpReceive") ? "SMTP Receive Protocol Log" : "SMTP Send Protocol Log"),
  version: "15.0.0.0",
});
