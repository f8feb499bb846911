import type { AccountRef, ActivityBase, HostRef } from "./activity-parts.ts";

/**
 * One HTTP request that the Exchange server handled. `at` is the moment the request *ended* (logs are stamped then);
 * it began `totalMs` earlier. Front-end log rows come from the request, back-end ones from `backEnd`.
 */
export interface HttpRequest extends ActivityBase {
  readonly kind: "http-request";
  /** Lower-case GUID: HttpProxy `RequestId` and IIS `cafeReqId`. */
  readonly requestId: string;
  /** HttpProxy protocol folder; null when IIS served a static file or the request never reached the proxy module. */
  readonly protocol: ProxyProtocol | null;
  readonly method: string;
  /** `Host` header. */
  readonly urlHost: string;
  readonly stem: string;
  /** Query as received, without `?` and without Exchange's own suffix; empty for none. */
  readonly query: string;
  readonly userAgent: string;
  readonly referer: string;
  /** Whom the server sees: the client, or a balancer in front of it. */
  readonly clientIp: string;
  /** Who sent it. Only what stands before the balancer can know, unless `forwardedFor` says it. */
  readonly originIp: string;
  /** `X-Forwarded-For` of the request; empty for none. */
  readonly forwardedFor: string;
  /** Of the connection that it came over, which carries more than one request. */
  readonly clientPort: number;
  readonly serverIp: string;
  readonly port: number;
  /** User as IIS logs it (`-` becomes empty), and as the proxy module knew it (empty when anonymous). */
  readonly iisUser: string;
  readonly proxyUser: string;
  readonly authenticationType: string;
  readonly isAuthenticated: boolean;
  readonly status: number;
  readonly subStatus: number;
  readonly win32Status: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** HttpProxy total, and IIS time-taken (≥ total: it adds client I/O). */
  readonly totalMs: number;
  readonly timeTakenMs: number;
  /** `Proxy` parts; empty strings where the stage did not run. */
  readonly anchorMailbox: string;
  readonly routingHint: string;
  readonly backEndCookie: string;
  readonly protocolAction: string;
  readonly clientRequestId: string;
  readonly genericErrors: string;
  /** Extra `key=value` marks for GenericInfo, e.g. `NoCookies=302 - GET/E14AuthPost`. */
  readonly marks: readonly string[];
  /** `owa`/`ecp` pages carry `&encoding=;` in IIS; clients with an id carry `&ClientId=…`. */
  readonly clientId: string;
  readonly sessionCid: string;
  readonly backEnd: BackEndCall | null;
  /** The first line after IIS was started anew. */
  readonly opensLog: boolean;
}

/** The worker was gone before it had answered: no log knows of the request but the kernel driver's. `at` is when that happened. */
export interface RequestAbandoned extends ActivityBase {
  readonly kind: "request-abandoned";
  readonly request: HttpRequest;
}

export type ProxyProtocol =
  | "Autodiscover"
  | "Eas"
  | "Ecp"
  | "Ews"
  | "Mapi"
  | "Oab"
  | "Owa"
  | "OwaCalendar"
  | "PowerShell"
  | "Rest"
  | "RpcHttp";

/** The part of a request that the front end proxied to a mailbox server. */
export interface BackEndCall {
  readonly server: HostRef;
  /** What HttpProxy prints as TargetServer: the FQDN, or an intruder's text. */
  readonly targetServer: string;
  /** Address the back end sees: `::1`, link-local of the front end, or its IPv4. */
  readonly peerIp: string;
  readonly serverIp: string;
  readonly port: 444 | 81;
  readonly stem: string;
  readonly query: string;
  readonly user: string;
  readonly status: number;
  readonly subStatus: number;
  readonly win32Status: number;
  readonly processingMs: number;
  /** A new FE→BE connection was opened for it (then a Kerberos logon of the computer account follows). */
  readonly isNewConnection: boolean;
  /** Empty unless the mailbox's database was looked up. */
  readonly databaseGuid: string;
  /** As whom the back end works; null when nobody proved who they are. */
  readonly account: AccountRef | null;
  /** The mailbox that is addressed, when the client names one. */
  readonly mailbox: { readonly address: string; readonly guid: string; readonly databaseGuid: string } | null;
  /** What is asked for: `X-RequestType`, SOAP action, OWA action, ActiveSync command, cmdlet. */
  readonly action: string;
  /** The workload's own word for what went wrong, which it may say behind a status of 200; empty where nothing did. */
  readonly errorCode: string;
  /** Of the worker process that does it. */
  readonly processId: number;
  readonly opensLog: boolean;
}
