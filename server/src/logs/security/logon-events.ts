import type { Logoff, Logon, LogonFailed, PrivilegesAssigned } from "../../range/activity.ts";
import { securityName } from "../account-name.ts";
import type { SecurityEventData } from "./event-catalogue.ts";
import { NOBODY, addressText, guidText, localSystemSubject, portText, processFields, subjectOf } from "./event-values.ts";

/** Trailing blanks are real: Windows pads these names. */
function logonProcess(logonType: Logon["logonType"], authentication: Logon["package"]): string {
  if (logonType === 3) return authentication === "NTLM" ? "NtLmSsp " : "Kerberos";
  if (logonType === 9) return "seclogo";
  return logonType === 2 || logonType === 7 || logonType === 10 || logonType === 11 ? "User32 " : "Advapi  ";
}

export function loggedOn(logon: Logon): SecurityEventData {
  const { host, account, logonType } = logon;
  const target = securityName(account, host);
  const isNtlm = logon.package === "NTLM";
  return {
    eventId: 4624,
    isSuccess: true,
    values: [
      ...(logonType === 3 ? NOBODY : localSystemSubject(host)),
      account.sid,
      target.name,
      target.domain,
      logon.logonId,
      String(logonType),
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
      "-",
      "-",
      "-",
      "%%1843",
      "0x0",
      logon.isElevated ? "%%1842" : "%%1843",
    ],
  };
}

export function loggedOff(logoff: Logoff): SecurityEventData {
  const target = securityName(logoff.account, logoff.host);
  return {
    eventId: 4634,
    isSuccess: true,
    values: [logoff.account.sid, target.name, target.domain, logoff.logonId, String(logoff.logonType)],
  };
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
