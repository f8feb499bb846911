import { hash128, hash32 } from "../base/hash.ts";
import type { HostRef } from "../range/activity.ts";
import { buildOf, plainVersion } from "./exchange-version.ts";

/** Who speaks MAPI, as the mailbox side names it. */
export interface MapiClient {
  readonly software: string;
  readonly version: string;
  readonly mode: "Cached" | "Online" | "Unknown";
}

const UNKNOWN: MapiClient = { software: "", version: "", mode: "Unknown" };

/** Last part of an Outlook version, which the user agent leaves out. */
const REVISIONS: Readonly<Record<string, string>> = {
  "16.0.13628": "20274",
  "16.0.13530": "20440",
  "16.0.12527": "21416",
  "16.0.4266": "1001",
};

/** From the user agent: Outlook with its version, the health service's own client, or something that says nothing of itself. */
export function mapiClientOf(userAgent: string, server: HostRef, accountName = ""): MapiClient {
  const outlook = /Microsoft Outlook (\d+\.\d+\.\d+)/.exec(userAgent)?.[1];
  if (outlook !== undefined)
    return {
      software: "OUTLOOK.EXE",
      version: `${outlook}.${REVISIONS[outlook] ?? "1000"}`,
      mode: isOnline(accountName) ? "Online" : "Cached",
    };
  if (userAgent !== "MapiHttpClient" && userAgent !== "MSRPC") return UNKNOWN;
  return { software: "Microsoft.Exchange.RpcClientAccess.Monitoring.dll", version: plainVersion(buildOf(server)), mode: "Online" };
}

/** One person in so many reads mail without a copy on the PC: desks that are shared, mailboxes too large for the disk. */
const ONLINE_ODDS = 9;

function isOnline(accountName: string): boolean {
  return accountName !== "" && hash32(0, `mode/${accountName}`) % ONLINE_ODDS === 0;
}

export interface MapiSession {
  /** `{GUID}:n`, the client's number of the call. */
  readonly requestId: string;
  /** `{GUID}:n` of the client's own session. */
  readonly clientInfo: string;
  /** `MAPIAAAA…`: the same for all calls of one session. */
  readonly cookie: string;
}

/** What `R:{…}:n;RT:…;CI:{…}:m` says. Probes write their GUIDs in lower case and without braces. */
export function mapiSessionOf(clientRequestId: string): MapiSession {
  const requestId = /^(?:R:)?(\{?[0-9A-Fa-f-]{36}\}?:\d+)/.exec(clientRequestId)?.[1] ?? "";
  const clientInfo = /;CI:(\{?[0-9A-Fa-f-]{36}\}?:\d+)/.exec(clientRequestId)?.[1] ?? "";
  const session = requestId.replace(/:\d+$/, "");
  return { requestId, clientInfo, cookie: session === "" ? "" : cookieOf(session) };
}

/** Base36 of sixteen bytes behind the prefix that all such cookies share. */
function cookieOf(session: string): string {
  const words = hash128(0, `mapi/${session}`);
  return `MAPIAAAAA${words.map((word) => word.toString(36).toUpperCase().padStart(7, "A")).join("")}`;
}
