import { MICROS_PER_DAY, addMicros } from "../../base/sim-time.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { Scenario, SensorSetting } from "../../scenario/model.ts";

const SYSMON = "Event/Microsoft-Windows-Sysmon/Operational";

/** How long rows are kept where a scenario says nothing. */
const USUAL_RETENTION_DAYS = 90;

/** What of a scenario decides the collection; a part, so that tests need not build a whole one. */
export type CollectionSettings = Pick<Scenario, "sensors"> & {
  readonly cast: { readonly hosts: readonly { readonly role: string; readonly name: string; readonly kind: string }[] };
  readonly window: { readonly exerciseStart: SimTime };
};

/** Which host keeps which log, and for how long. A setting's `log` is a table, or `Event/<channel>` for one channel. */
export class CollectionPolicy {
  readonly #settings: CollectionSettings;

  constructor(settings: CollectionSettings) {
    this.#settings = settings;
  }

  /** The author's word on a log of a host; null for none. */
  settingFor(hostName: string, log: string): SensorSetting | null {
    const role = this.#castHost(hostName)?.role;
    return this.#settings.sensors.find((setting) => setting.log === log && setting.hostRole === role) ?? null;
  }

  isCollected(hostName: string, log: string): boolean {
    const setting = this.settingFor(hostName, log);
    if (setting !== null) return setting.isEnabled;
    return log === SYSMON ? this.#isServer(hostName) : true;
  }

  /** `exchange`, `domain-controller` …; undefined for hosts that the cast does not name. */
  kindOf(hostName: string): string | undefined {
    return this.#castHost(hostName)?.kind;
  }

  /** Rows older than this are gone when the exercise starts. */
  keptSince(hostName: string, log: string): SimTime {
    const days = this.settingFor(hostName, log)?.retentionDays ?? USUAL_RETENTION_DAYS;
    return addMicros(this.#settings.window.exerciseStart, -days * MICROS_PER_DAY);
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
