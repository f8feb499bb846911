import type { MailEvent } from "../range/activity.ts";
import fields from "./fields/agent-log.json" with { type: "json" };
import type { LogDefinition } from "./log.ts";
import { dayDigits } from "./stamp.ts";
import { textLog } from "./text-log.ts";

/** `Hub\AgentLog`: what transport agents did to messages that came in from outside. */
export const agentLog: LogDefinition = textLog<MailEvent>({
  text: {
    name: "ExchangeAgentLog_CL",
    doc: "What transport agents did to a message while it came in, with both sender addresses and the address it entered from.",
    blindSpot: "Only agents that acted; without anti-spam agents that is nearly always the removal of cross-premises headers.",
    sample: "ExchangeAgentLog_CL\n| summarize Messages = count() by EnteredOrgFromIP, Agent, Action\n| top 20 by Messages",
  },
  summary: ["Agent", "Action", "P1FromAddress", "Recipient"],
  kinds: ["mail-event"],
  fields,
  readers: {
    SessionId: (mail) => mail.sourceContext.slice(0, mail.sourceContext.indexOf(";")),
    LocalEndpoint: (mail) => mail.serverIp,
    RemoteEndpoint: (mail) => `${mail.originalClientIp}:${mail.originalClientPort}`,
    EnteredOrgFromIP: (mail) => mail.originalClientIp,
    P1FromAddress: (mail) => mail.returnPath,
    P2FromAddresses: (mail) => `${mail.sender};`,
    Recipient: (mail) => mail.recipients.join(";"),
    NumRecipients: (mail) => String(mail.recipients.length),
    Agent: () => "Inbound Trust Agent",
    Event: () => "OnEndOfHeaders",
    Action: () => "ModifyHeaders",
    Diagnostics: () => "Cross premises headers filtered",
    NetworkMsgID: (mail) => mail.networkMessageId,
    Directionality: (mail) => mail.directionality,
  },
  docs: { NetworkMsgID: "networkMessageId of MessageTrackingLog_CL", P1FromAddress: "Envelope sender; P2 is the one in the header" },
  lines: (activity) =>
    activity.kind === "mail-event" && activity.source === "SMTP" && activity.eventId === "RECEIVE" && isFromOutside(activity)
      ? [{ host: activity.host, at: activity.at, view: activity }]
      : [],
  fileOf: (_mail, _at, numbered) => `TransportRoles\\Logs\\Hub\\AgentLog\\AgentLog${numbered("services", dayDigits)}`,
  form: "csv",
  logType: () => "Agent Log",
  version: "15.0.0.0",
});

function isFromOutside({ originalClientIp }: MailEvent): boolean {
  return originalClientIp !== "" && originalClientIp !== "127.0.0.1";
}
