import type { EcpCommand } from "../range/activity.ts";
import { buildOf, plainVersion } from "./exchange-version.ts";

/** The bag of one ECP Server line, keys in the order of real rows. */
export function ecpEventData(command: EcpCommand): string {
  return [
    `S:TIME=${command.elapsedMs}`,
    `S:SID=${command.sessionId}`,
    commandEntry(command.command),
    "S:REQID=",
    bagEntry("URL", command.url),
    bagEntry("REFERRER", command.referrer),
    bagEntry("EX", command.exception.replaceAll("\r\n", "\\r\\n")),
    `S:ACTID=${command.activityId}`,
    "S:RS=0",
    `S:BLD=${plainVersion(buildOf(command.host))}`,
    "S:TNAME=<null>",
    "S:TID=",
    `S:USID=${command.userSessionId}`,
    "S:EDOID=",
    "S:ACID=",
  ].join(";");
}

/** The command comes with its strings already in doubled single quotes; the entry around it needs only its own pair. */
function commandEntry(command: string): string {
  return isQuoted(command) ? `'S:CMD=${command}'` : `S:CMD=${command}`;
}

/** A value that could be taken for the bag's own punctuation wraps the whole entry in single quotes. */
export function bagEntry(key: string, value: string): string {
  return isQuoted(value) ? `'S:${key}=${value.replaceAll("'", "''")}'` : `S:${key}=${value}`;
}

function isQuoted(value: string): boolean {
  return /[;,'"]/.test(value);
}
