import type { Logoff, Logon, LogonFailed, PrivilegesAssigned } from "../../range/activity.ts";
import { securityName } from "../account-name.ts";
import type { SecurityEventData } from "./event-catalogue.ts";
import { NOBODY, addressText, guidText, localSystemSubject, portText, processFields, subjectOf } from "./event-values.ts";

const NO_GUID = "00000000-0000-0000-0000-000000000000";

/** Trailing blanks are real: Windows pads these names. */
function logonProcess(logonType: Logon["logonType"], authentication: Logon["package"]): string {
  if (logonType === 3) return authentication === "NTLM" ? "NtLmSsp " : "Kerberos";
  if (logonType === 9) return "seclogo";
  return logonType === 2 || logonType === 7 || logonType === 10 || logonType === 11 ? "User32 " : "Advapi  ";
}

/** What Windows audits of a session that begins: the credentials that a process used for it, the session, the groups it is in. */
export function loggedOn(logon: Logon): readonly SecurityEventData[] {
  const explicit = explicitCredentials(logon);
  return [...(explicit === null ? [] : [explicit]), sessionBegan(logon), groupMembership(logon)];
}

/** Who began a session and which it is, as all events of its beginning say first. */
function subjectAndSession({ host, account, logonType, logonId }: Logon): readonly string[] {
  const { name, domain } = securityName(account, host);
  return [...(logonType === 3 ? NOBODY : localSystemSubject(host)), account.sid, name, domain, logonId, String(logonType)];
}

function sessionBegan(logon: Logon): SecurityEventData {
  const { logonType } = logon;
  const isNtlm = logon.package === "NTLM";
  return {
    eventId: 4624,
    isSuccess: true,
    values: [
      ...subjectAndSession(logon),
      logonProcess(logonType, logon.package),
      logon.package,
      logon.workstation === "" ? "-" : logon.workstation,
      guidText(logon.logonGuid),
      "-",
      isNtlm ? "NTLM V2" : "-",
      isNtlm ? "128" : "0",
      ...processFields(logon.process),
      addressText(logon.sourceIp),
      portText(logon.sourceIp, logon.sourcePort),
      "%%1833",
      // Restricted administration is a matter of desktops over the network alone.
      logonType === 10 ? "%%1843" : "-",
      "-",
      "-",
      "%%1843",
      "0x0",
      logon.isElevated ? "%%1842" : "%%1843",
    ],
  };
}

/** The local system and its two services: they begin sessions of their own, and nobody knows a password of theirs. */
const STANDING_ACCOUNTS: ReadonlySet<string> = new Set(["S-1-5-18", "S-1-5-19", "S-1-5-20"]);
/** Microseconds between the credentials and the session that they open; as many are drawn for each logon as its own digits say. */
const OPENED_WITHIN_MICROS = 900;

/**
 * 4648: a process gives the name and the password of somebody, as Basic and forms do in a web worker, the desktop's services for whoever
 * sits there, and the service manager for an account of the company's; over the network alone nobody's password comes here. A sampled one
 * of a desktop over the network has the client's address and no port (eventopedia.com, 4648).
 */
function explicitCredentials(logon: Logon): SecurityEventData | null {
  const { host, account, process, logonType, sourceIp } = logon;
  if (process === null || STANDING_ACCOUNTS.has(account.sid)) return null;
  const target = securityName(account, host);
  return {
    eventId: 4648,
    isSuccess: true,
    afterMicros: -(40 + (logon.id % OPENED_WITHIN_MICROS)),
    values: [
      ...subjectOf(process.account, host, process.logonId),
      guidText(NO_GUID),
      target.name,
      target.domain,
      guidText(logon.logonGuid),
      "localhost",
      "localhost",
      ...processFields(process),
      addressText(sourceIp),
      logonType === 8 ? portText(sourceIp, logon.sourcePort) : portText(sourceIp, 0),
    ],
  };
}

/** Which well-known group a session is in by the way it began. */
const BY_TYPE: Partial<Record<Logon["logonType"], string>> = {
  2: "S-1-5-4",
  3: "S-1-5-2",
  4: "S-1-5-3",
  5: "S-1-5-6",
  7: "S-1-5-4",
  8: "S-1-5-2",
};

/**
 * 4627, for hosts whose audit policy asks for it: the groups of the session, by SID, in the form of Microsoft's sample (windows-itpro-docs,
 * event 4627): first the domain's, then what everybody is in, and the level of trust at the end.
 */
function groupMembership(logon: Logon): SecurityEventData {
  const { account, logonType } = logon;
  const domain = account.sid.startsWith("S-1-5-21-") ? account.sid.slice(0, account.sid.lastIndexOf("-")) : null;
  const groups = [
    ...(domain === null ? [] : [`${domain}-${account.name.endsWith("$") ? 515 : 513}`]),
    "S-1-1-0",
    ...(logon.isElevated ? ["S-1-5-32-544"] : []),
    "S-1-5-32-545",
    BY_TYPE[logonType] ?? "S-1-5-14",
    "S-1-5-11",
    "S-1-5-15",
    ...(logon.package === "NTLM" ? ["S-1-5-64-10"] : []),
    account.sid === "S-1-5-18" ? "S-1-16-16384" : logon.isElevated ? "S-1-16-12288" : "S-1-16-8192",
  ];
  return {
    eventId: 4627,
    isSuccess: true,
    values: [...subjectAndSession(logon), "1", "1", `\n\t\t${groups.map((sid) => `%{${sid}}`).join("\n\t\t")}`],
  };
}

/** Whoever sat at a desktop says that they go (4647) before their session ends. */
export function loggedOff(logoff: Logoff): readonly SecurityEventData[] {
  const { account, logonType } = logoff;
  const name = securityName(account, logoff.host);
  const target = [account.sid, name.name, name.domain, logoff.logonId];
  const ended: SecurityEventData = { eventId: 4634, isSuccess: true, values: [...target, String(logonType)] };
  if (logonType !== 2 && logonType !== 10) return [ended];
  return [{ eventId: 4647, isSuccess: true, afterMicros: -(150_000 + ((logoff.id * 7_919) % 1_400_000)), values: target }, ended];
}

const REASONS: Readonly<Record<LogonFailed["reason"], { readonly text: string; readonly subStatus: string }>> = {
  "bad-password": { text: "%%2313", subStatus: "0xc000006a" },
  "no-such-user": { text: "%%2313", subStatus: "0xc0000064" },
  "locked-out": { text: "%%2307", subStatus: "0xc0000234" },
  disabled: { text: "%%2310", subStatus: "0xc0000072" },
  expired: { text: "%%2309", subStatus: "0xc0000071" },
};

export function logonFailed(failed: LogonFailed): SecurityEventData {
  const reason = REASONS[failed.reason];
  const isNtlm = failed.package === "NTLM";
  return {
    eventId: 4625,
    isSuccess: false,
    values: [
      ...(failed.process === null ? NOBODY : localSystemSubject(failed.host)),
      "S-1-0-0",
      failed.accountName,
      failed.accountDomain,
      "0xc000006d",
      reason.text,
      reason.subStatus,
      String(failed.logonType),
      logonProcess(failed.logonType, failed.package),
      failed.package,
      failed.workstation === "" ? "-" : failed.workstation,
      "-",
      "-",
      isNtlm ? "128" : "0",
      ...processFields(failed.process),
      addressText(failed.sourceIp),
      portText(failed.sourceIp, failed.sourcePort),
    ],
  };
}

export function privilegesAssigned(assigned: PrivilegesAssigned): SecurityEventData {
  return {
    eventId: 4672,
    isSuccess: true,
    values: [...subjectOf(assigned.account, assigned.host, assigned.logonId), assigned.privileges.join("\n\t\t\t")],
  };
}
