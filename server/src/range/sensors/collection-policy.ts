import { MICROS_PER_DAY, MICROS_PER_MS, addMicros } from "../../base/sim-time.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { Scenario, SensorSetting } from "../../scenario/model.ts";

const SYSMON = "Event/Microsoft-Windows-Sysmon/Operational";
/**
 * Logs that somebody has to set up: event forwarding, a name server's own log, sensors on domain controllers, the mail cloud, and what
 * the audit policy of Windows Server 2016 and 2019 leaves out as it comes.
 */
const OPTIONAL: ReadonlySet<string> = new Set([
  "WindowsEvent",
  "SecurityEvent/Group Membership",
  "DnsEvents",
  "IdentityLogonEvents",
  "IdentityQueryEvents",
  "IdentityDirectoryEvents",
  "IdentityInfo",
]);
/** A setting for everything that a host sends. */
const ALL_LOGS = "*";

/** How long rows are kept where a scenario says nothing. */
const USUAL_RETENTION_DAYS = 90;

/** What of a scenario decides the collection; a part, so that tests need not build a whole one. */
export type CollectionSettings = Pick<Scenario, "sensors"> & {
  readonly cast: {
    readonly hosts: readonly { readonly role: string; readonly name: string; readonly kind: string; readonly ip: string }[];
  };
  readonly window: { readonly exerciseStart: SimTime };
};

/** How rows of one log on one host fare on their way. */
export type Reliability = Pick<SensorSetting, "duplicateShare" | "lossShare" | "gaps">;

const RELIABLE: Reliability = { duplicateShare: 0, lossShare: 0, gaps: [] };

/**
 * Which host keeps which log, and for how long. A setting's `log` is a table, one part of one (`Event/<channel>`,
 * `SecurityEvent/<audit subcategory>`), or `*`; what it says of one log goes before what it says of all.
 */
export class CollectionPolicy {
  readonly #settings: CollectionSettings;

  constructor(settings: CollectionSettings) {
    this.#settings = settings;
  }

  isCollected(hostName: string, log: string): boolean {
    const setting = this.#settingFor(hostName, log);
    if (setting !== null) return setting.isEnabled;
    if (this.#settingFor(hostName, ALL_LOGS)?.isEnabled === false) return false;
    if (OPTIONAL.has(log)) return false;
    return log === SYSMON ? this.#isServer(hostName) : true;
  }

  /** Whether any host can collect it: a log that nobody has set up need not be written to be thrown away. */
  isWanted(table: string): boolean {
    return !OPTIONAL.has(table) || this.#settings.sensors.some(({ log, isEnabled }) => isEnabled && log === table);
  }

  /** The author's delay for a log of a host; null for the log's own. */
  delayOf(hostName: string, log: string): SensorSetting["ingestionDelaySeconds"] {
    return this.#settingFor(hostName, log)?.ingestionDelaySeconds ?? this.#settingFor(hostName, ALL_LOGS)?.ingestionDelaySeconds ?? null;
  }

  reliabilityOf(hostName: string, log: string): Reliability {
    return this.#settingFor(hostName, log) ?? this.#settingFor(hostName, ALL_LOGS) ?? RELIABLE;
  }

  /** Microseconds that the author set the host's clock ahead; null: as drawn. */
  clockOffsetOf(hostName: string): number | null {
    const milliseconds = this.#settingFor(hostName, ALL_LOGS)?.clockOffsetMs ?? null;
    return milliseconds === null ? null : milliseconds * MICROS_PER_MS;
  }

  /** `exchange`, `domain-controller` …; undefined for hosts that the cast does not name. */
  kindOf(hostName: string): string | undefined {
    return this.#castHost(hostName)?.kind;
  }

  /** Rows older than this are gone when the exercise starts. */
  keptSince(hostName: string, log: string): SimTime {
    const days = this.#settingFor(hostName, log)?.retentionDays ?? this.#settingFor(hostName, ALL_LOGS)?.retentionDays;
    return addMicros(this.#settings.window.exerciseStart, -(days ?? USUAL_RETENTION_DAYS) * MICROS_PER_DAY);
  }

  /** The author's word on exactly this log of a host; null for none. */
  #settingFor(hostName: string, log: string): SensorSetting | null {
    const role = this.#castHost(hostName)?.role;
    return this.#settings.sensors.find((setting) => setting.log === log && setting.hostRole === role) ?? null;
  }

  /** Sysmon is an administrator's choice; this estate's put it on servers. */
  #isServer(hostName: string): boolean {
    const kind = this.kindOf(hostName);
    return kind !== undefined && kind !== "workstation";
  }

  /** Undefined for hosts that the cast does not name, such as people's workstations. */
  #castHost(hostName: string): CollectionSettings["cast"]["hosts"][number] | undefined {
    return this.#settings.cast.hosts.find((host) => host.name.toUpperCase() === hostName.toUpperCase());
  }
}
