import type { RandomStream } from "../../base/random-stream.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { AccountRef, Cause, CmdletRun } from "../activity.ts";
import type { PageOrder } from "./page-order.ts";
import type { HealthMailbox, Mailbox } from "../estate/estate.ts";

/** A request as a client sends it. What becomes of it is the server's business. */
export interface ClientRequest {
  /** When the client begins to send; not before the world's `now`. */
  readonly at: SimTime;
  readonly cause: Cause;
  /** The sender's stream: every draw that this request needs, on either side, comes from it. */
  readonly draws: RandomStream;
  readonly clientIp: string;
  /** Who sent it, where a balancer stands between: `clientIp` is then whom the server sees. Empty: nobody stands between. */
  readonly originIp: string;
  /** `X-Forwarded-For`; empty for none. */
  readonly forwardedFor: string;
  /** A client that begins anew takes another number: another connection, perhaps to another server. */
  readonly connection: number;
  readonly userAgent: string;
  readonly method: string;
  readonly port: 443 | 80;
  readonly host: string;
  readonly stem: string;
  readonly query: string;
  readonly referer: string;
  readonly credentials: Credentials;
  readonly bodyBytes: number;
  /** Mailbox that is addressed, when the client names one. */
  readonly mailbox: Mailbox | HealthMailbox | null;
  /** `X-RequestType`, SOAP action, OWA action, ActiveSync command. */
  readonly action: string;
  /** How long a long poll stays open before there is something to say. */
  readonly holdMs: number;
  readonly clientRequestId: string;
  /** What the client calls itself (`X-ClientId`), 32 upper-case hex digits; empty for most. */
  readonly clientId: string;
  /** Value of a routing cookie that a forger sends along; empty for everybody else. */
  readonly backEndCookie: string;
  readonly cookie: string;
  /** What a control-panel request asks for in its body. */
  readonly panelCommand: PanelCommand | null;
  /** Parameters of the cmdlet that a remote shell runs. */
  readonly cmdletParameters: CmdletRun["parameters"];
  /** What the body asks a page to do; only a page that runs commands does anything with it. */
  readonly pageOrder: PageOrder | null;
}

/** The control panel's data service: an object of a schema is read or written. */
export type PanelCommand =
  | { readonly kind: "read-grid"; readonly cmdlets: readonly string[]; readonly schema: string }
  /** Somebody's own settings, saved by the page that the request names. */
  | { readonly kind: "change-own"; readonly cmdlet: string; readonly parameters: CmdletRun["parameters"] }
  | { readonly kind: "read-oab" }
  | { readonly kind: "set-oab-url"; readonly externalUrl: string | null }
  /** The reset writes the settings of the old virtual directory to `backupPath` before it makes a new one. */
  | { readonly kind: "reset-oab"; readonly backupPath: string };

export type Credentials =
  | { readonly kind: "none" }
  | {
      readonly kind: "integrated";
      readonly account: AccountRef;
      readonly package: "Kerberos" | "NTLM";
      readonly workstation: string;
      readonly isNewConnection: boolean;
    }
  | {
      readonly kind: "password";
      readonly name: string;
      readonly account: AccountRef | null;
      readonly passwordVersion: number;
      readonly isTokenCached: boolean;
    };

/** Who really sent it, whatever stands between. */
export function originOf({ originIp, clientIp }: Pick<ClientRequest, "originIp" | "clientIp">): string {
  return originIp === "" ? clientIp : originIp;
}

/** A password nobody ever had. */
export const WRONG_PASSWORD = -1;

export interface Response {
  /** 0: no answer, the connection was refused. */
  readonly status: number;
  readonly endedAt: SimTime;
  /** Of the request as it was recorded; 0 when nothing was. */
  readonly activityId: number;
  /** Cookie that the server set; empty for none. */
  readonly setCookie: string;
}

const NO_PARAMETERS: CmdletRun["parameters"] = [];
const ANONYMOUS: Credentials = { kind: "none" };

/** A plain anonymous GET, to be refined. */
export function describeRequest(
  essentials: Pick<ClientRequest, "at" | "cause" | "draws" | "clientIp" | "userAgent" | "host" | "stem"> & Partial<ClientRequest>,
): ClientRequest {
  return {
    method: "GET",
    originIp: "",
    forwardedFor: "",
    connection: 0,
    port: 443,
    query: "",
    referer: "",
    credentials: ANONYMOUS,
    bodyBytes: 0,
    mailbox: null,
    action: "",
    holdMs: 0,
    clientRequestId: "",
    clientId: "",
    backEndCookie: "",
    cookie: "",
    panelCommand: null,
    cmdletParameters: NO_PARAMETERS,
    pageOrder: null,
    ...essentials,
  };
}
