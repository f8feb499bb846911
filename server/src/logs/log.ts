import type { KqlTable } from "../../contract/index.ts";
import type { SimTime } from "../base/sim-time.ts";
import type { Activity } from "../range/activity.ts";

/** Cell of an emitted row. `datetime` and `timespan` are ticks (bigint), `dynamic` is JSON text, `long` fits a number. */
export type LogCell = string | number | bigint | boolean | null;

/**
 * One log (= one table): which activities it records and how a row and a native line look. A new log is a new file that
 * exports one of these, and a line in `logs/catalogue.ts`.
 */
export interface LogDefinition {
  /** `filled` starts with `TimeGenerated`. */
  readonly table: KqlTable;
  /** The filled columns that say in one line what a row shows, the most telling first. */
  readonly summary: readonly string[];
  /** How its rows reach the workspace; decides how late they are. */
  readonly collection: "file-tail" | "event-agent" | "edr-cloud" | "none";
  /** Kinds that `rows` wants to see; the sensor stage routes by it. */
  readonly kinds: readonly Activity["kind"][];
  /**
   * The rows that this log writes of one activity: none, one or several. Cells are parallel to `table.filled`, without
   * `TimeGenerated`, which is `at`. Pure.
   */
  rows(activity: Activity, context: SensorContext): readonly LogRow[];
  /** Native form, where the real log is a file; null for tables that exist only in a SIEM. */
  readonly native: NativeLog | null;
}

export interface LogRow {
  readonly at: SimTime;
  /** 0–9: the seventh fractional digit that this sensor prints, 0 where it prints fewer. */
  readonly subMicroTicks: number;
  /** Host whose sensor wrote it; retention, delay and skew are its. */
  readonly hostName: string;
  /** Number of the record in its channel, which its native form prints; 0 for logs that do not count. */
  readonly recordNumber: number;
  readonly cells: readonly LogCell[];
  /** Fields that the native form alone has, because no table takes them; absent for none. */
  readonly nativeOnly?: readonly string[];
  /** Written by a server of Exchange 2010, whose native form has other fields. */
  readonly isOf2010?: true;
  /** Its native form begins with a new head, although the file has one. */
  readonly opensBlock?: true;
}

/** What a sensor may know beside the activity: deterministic draws keyed by the activity, and the estate's constants. */
export interface SensorContext {
  readonly organisation: {
    readonly domain: string;
    readonly netbios: string;
    readonly workspaceId: string;
    readonly tenantId: string;
    /** FQDN of the domain controller that Exchange prefers. */
    readonly domainController: string;
    readonly domainControllers: readonly DomainController[];
    /** Whether mail passes a mail cloud. */
    readonly isHybrid: boolean;
    /** Whether IIS was told to log `X-Forwarded-For`, as behind a balancer that hides its clients. */
    readonly logsForwardedFor: boolean;
    /** Null where the cast has none. */
    readonly firewall: Firewall | null;
  };
  /** Machines and people by what logs name them by. */
  readonly directory: Directory;
  /** An instant as this host's own clock shows it; rows are stamped with it. */
  clock(hostName: string, at: SimTime): SimTime;
  /**
   * Whether the host collects this source: a table's name, or a channel within one (`Event/Microsoft-Windows-Sysmon/Operational`).
   * The stage asks for whole tables itself; a log asks for the channels that share its table.
   */
  isCollected(hostName: string, source: string): boolean;
  /** Resource id of the host's agent, as `_ResourceId` shows it. */
  resourceId(hostName: string): string;
  /** Uniform integer in [0, bound), a pure function of (run seed, log name, activity id, label). */
  draw(activity: Activity, label: string, bound: number): number;
  /** Lower-case v4-shaped GUID, a pure function of the same things. */
  guid(activity: Activity, label: string): string;
  /** Next number of a per-host, per-channel counter (`EventRecordID`, …). Called in row order. */
  nextRecordId(hostName: string, channel: string): number;
}

export interface DomainController {
  readonly name: string;
  readonly fqdn: string;
  readonly ip: string;
}

/** What a product that reads the directory adds to an address or an account name. */
export interface Directory {
  /** Null: no machine of the company's. */
  hostAt(ip: string): { readonly fqdn: string; readonly isServer: boolean; readonly platform: string } | null;
  /** By sAMAccountName; empty for accounts that are nobody's. */
  displayNameOf(accountName: string): string;
  /** When what writes logs on an Exchange server was started anew, by its NetBIOS name. */
  restartsOf(hostName: string): readonly Restart[];
}

export interface Restart {
  readonly at: SimTime;
  /** Of Exchange's services too, not only of the web applications. */
  readonly ofServices: boolean;
}

/** The company's edge, as its log names it. */
export interface Firewall {
  readonly name: string;
  readonly version: string;
  readonly serial: string;
  /** Behind which the company's own addresses are hidden. */
  readonly publicIp: string;
  /** CIDR block of which its VPN gives addresses inside; empty: it has no VPN. */
  readonly vpnPool: string;
  readonly workspaceId: string;
}

export interface NativeLog {
  /** Path below the output folder of the file that this row belongs to (rollover by name). */
  fileOf(row: LogRow): string;
  /** Header block of a new file, with line ends. */
  header(file: string, first: LogRow): string;
  /** One line (or block) with its line end. */
  line(row: LogRow): string;
  /** What closes a file that is a document of its own; a log that only grows has nothing. */
  readonly footer?: string;
  readonly hasBom: boolean;
}
