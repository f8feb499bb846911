import type { AccountRef, HostRef, ProcessRef } from "../../range/activity.ts";
import { securityName } from "../account-name.ts";

/** Subject of an event that nobody on the host asked for. */
export const NOBODY: readonly string[] = ["S-1-0-0", "-", "-", "0x0"];

export function subjectOf(account: AccountRef, host: HostRef, logonId: string): readonly string[] {
  const { name, domain } = securityName(account, host);
  return [account.sid, name, domain, logonId];
}

export function localSystemSubject(host: HostRef): readonly string[] {
  return ["S-1-5-18", `${host.name}$`, host.domainNetbios, "0x3e7"];
}

/** ProcessId and ProcessName; a logon over the network names none. */
export function processFields(process: ProcessRef | null): readonly string[] {
  return process === null ? ["0x0", "-"] : [hexNumber(process.pid), process.path];
}

export function hexNumber(value: number): string {
  return `0x${value.toString(16)}`;
}

/** Windows prints link-local addresses without their zone. */
export function addressText(ip: string): string {
  if (ip === "") return "-";
  const zone = ip.indexOf("%");
  return zone < 0 ? ip : ip.slice(0, zone);
}

export function portText(ip: string, port: number): string {
  return ip === "" || ip === "-" ? "-" : String(port);
}

/** `{0F7C1C62-…}`, as event data prints GUIDs. */
export function guidText(guid: string): string {
  return `{${guid.toUpperCase()}}`;
}

/** Kerberos prints IPv4 clients as mapped IPv6 addresses. */
export function mappedAddress(ip: string): string {
  return /^\d+\.\d+\.\d+\.\d+$/.test(ip) ? `::ffff:${ip}` : addressText(ip);
}
