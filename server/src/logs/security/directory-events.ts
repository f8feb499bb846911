import type { DirectoryChanged, NtlmValidated, TicketEvent } from "../../range/activity.ts";
import type { SecurityEventData } from "./event-catalogue.ts";
import { guidText, mappedAddress, subjectOf } from "./event-values.ts";

const NO_CERTIFICATE = ["", "", ""];

/** 4768, 4769 or 4771 of a domain controller. */
export function ticketEvent(ticket: TicketEvent, domain: string): SecurityEventData {
  if (ticket.event === "tgt") return grantingTicket(ticket, domain);
  return ticket.event === "service" ? serviceTicket(ticket, domain) : preauthenticationFailed(ticket);
}

function preauthenticationFailed(ticket: TicketEvent): SecurityEventData {
  return {
    eventId: 4771,
    isSuccess: false,
    values: [
      ticket.account.name,
      ticket.account.sid,
      ticket.serviceName,
      "0x40810010",
      ticket.status,
      "2",
      mappedAddress(ticket.clientIp),
      String(ticket.clientPort),
      ...NO_CERTIFICATE,
    ],
  };
}

function grantingTicket(ticket: TicketEvent, domain: string): SecurityEventData {
  const isGranted = ticket.status === "0x0";
  return {
    eventId: 4768,
    isSuccess: isGranted,
    values: [
      ticket.account.name,
      isGranted ? ticket.account.domain : domain.toUpperCase(),
      isGranted ? ticket.account.sid : "S-1-0-0",
      ticket.serviceName,
      isGranted ? ticket.serviceSid : "S-1-0-0",
      "0x40810010",
      ticket.status,
      isGranted ? "0x12" : "0xffffffff",
      isGranted ? "2" : "-",
      mappedAddress(ticket.clientIp),
      String(ticket.clientPort),
      ...NO_CERTIFICATE,
    ],
  };
}

function serviceTicket(ticket: TicketEvent, domain: string): SecurityEventData {
  const realm = domain.toUpperCase();
  const isGranted = ticket.status === "0x0";
  return {
    eventId: 4769,
    isSuccess: isGranted,
    values: [
      `${ticket.account.name}@${realm}`,
      realm,
      ticket.serviceName,
      ticket.serviceSid,
      "0x40810000",
      isGranted ? "0x12" : "0xffffffff",
      mappedAddress(ticket.clientIp),
      String(ticket.clientPort),
      ticket.status,
      guidText(ticket.logonGuid),
      "-",
    ],
  };
}

/** 4776: NTLM is validated, and logged, on the domain controller. */
export function credentialsValidated(validated: NtlmValidated): SecurityEventData {
  return {
    eventId: 4776,
    isSuccess: validated.status === "0x0",
    values: ["MICROSOFT_AUTHENTICATION_PACKAGE_V1_0", validated.accountName, validated.workstation, validated.status],
  };
}

export function directoryModified(changed: DirectoryChanged, domain: string): SecurityEventData {
  return {
    eventId: 5136,
    isSuccess: true,
    values: [
      guidText(changed.operationId),
      "-",
      ...subjectOf(changed.subject, changed.host, changed.subjectLogonId),
      domain,
      "%%14676",
      changed.objectDn,
      guidText(changed.objectGuid),
      changed.objectClass,
      changed.attribute,
      "2.5.5.12",
      changed.value,
      changed.operation === "add" ? "%%14674" : "%%14675",
    ],
  };
}
