import type { SimTime } from "../base/sim-time.ts";

/** Why it happened. `story` is null for ordinary life; otherwise the authored step that caused it, however indirectly. */
export interface Cause {
  /** `people/…`, `provider/…`, `system/…`, `internet/…` for benign life; the cover name for an intruder. */
  readonly actor: string;
  readonly story: { readonly stepId: string; readonly actorId: string } | null;
  /** The activity that led to this one; 0 for none. */
  readonly parentId: number;
}

export interface ActivityBase {
  /**
   * Unique within a run, not dense; never shown to a trainee. Ordinary life counts from 1 and a story from 2,000,000,001, so
   * that neither moves the other's ids.
   */
  readonly id: number;
  readonly at: SimTime;
  /** The host on which it happened. */
  readonly host: HostRef;
  readonly cause: Cause;
}

/** Enough of a host to log with; one object per host, shared by all its activities. */
export interface HostRef {
  /** NetBIOS name, upper case: `MX01`. */
  readonly name: string;
  /** As stored in AD, e.g. `MX01.corp.example`. */
  readonly fqdn: string;
  readonly domainNetbios: string;
  readonly ip: string;
  /** Link-local IPv6 with zone, e.g. `fe80::b14f:e9ef:a6b2:f79f%3`. */
  readonly linkLocal: string;
  readonly role:
    | "exchange"
    | "domain-controller"
    | "member-server"
    | "backup-server"
    | "jump-host"
    | "workstation"
    | "firewall"
    | "mail-relay"
    | "load-balancer"
    | "web-proxy";
  readonly exchange: ExchangeBuild | null;
  readonly osBuild: string;
  /** Opaque device id of the EDR sensor, 40 hex digits; null without a sensor. */
  readonly deviceId: string | null;
}

export interface ExchangeBuild {
  readonly major: number;
  readonly minor: number;
  readonly build: number;
  readonly revision: number;
}

export interface AccountRef {
  readonly sid: string;
  /** sAMAccountName as Windows logs it; computer accounts end in `$`. */
  readonly name: string;
  /** NetBIOS domain, or `NT AUTHORITY`. */
  readonly domain: string;
  readonly upn: string;
}

export interface ProcessRef {
  readonly pid: number;
  readonly startedAt: SimTime;
  /** Full path in the casing the OS reports, and its file name. */
  readonly path: string;
  readonly fileName: string;
  readonly commandLine: string;
  readonly account: AccountRef;
  readonly logonId: string;
  readonly integrity: "Low" | "Medium" | "High" | "System";
  readonly sha1: string;
  readonly sha256: string;
  readonly md5: string;
  readonly fileSize: number;
  readonly parent: ProcessRef | null;
}
