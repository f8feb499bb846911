import type { AccountRef, HostRef } from "../range/activity.ts";

export interface AccountName {
  readonly name: string;
  readonly domain: string;
}

const WELL_KNOWN: Readonly<Record<string, AccountName>> = {
  "S-1-5-18": { name: "SYSTEM", domain: "NT AUTHORITY" },
  "S-1-5-19": { name: "LOCAL SERVICE", domain: "NT AUTHORITY" },
  "S-1-5-20": { name: "NETWORK SERVICE", domain: "NT AUTHORITY" },
};

/** As Sysmon, EDR and ordinary event sources name an account: the local system is `NT AUTHORITY\SYSTEM`. */
export function commonName(account: AccountRef): AccountName {
  return WELL_KNOWN[account.sid] ?? account;
}

/** As the Security channel names a subject: system and network service appear as the computer's own account. */
export function securityName(account: AccountRef, host: HostRef): AccountName {
  if (account.sid === "S-1-5-18" || account.sid === "S-1-5-20") return { name: `${host.name}$`, domain: host.domainNetbios };
  return WELL_KNOWN[account.sid] ?? account;
}

/** `DOMAIN\name`. */
export function qualified(account: AccountName): string {
  return `${account.domain}\\${account.name}`;
}
