import type { KqlTable } from "../../../contract/index.ts";
import { addMicros } from "../../base/sim-time.ts";
import type { Activity, ActivityKind, ActivityOf, ProcessRef } from "../../range/activity.ts";
import type { LogDefinition } from "../log.ts";
import type { RowShape } from "../table.ts";
import type { DeviceLine } from "./device-line.ts";

export interface DeviceLogPlan<K extends ActivityKind> {
  readonly table: KqlTable;
  readonly summary: readonly string[];
  readonly kinds: readonly K[];
  readonly shape: RowShape<DeviceLine & { readonly activity: ActivityOf<K> }>;
  /** Null: the sensor does not report this one. */
  actionOf(activity: ActivityOf<K>): string | null;
  initiatorOf(activity: ActivityOf<K>): ProcessRef | null;
  /** Where one activity is several rows: what each of them is about. */
  detailsOf?(activity: ActivityOf<K>): readonly string[];
}

/** Of an activity that is one row. */
export const ONE_ROW: readonly string[] = [""];
/** At most so long between two things that a program does. */
const DETAIL_PAUSE_MICROS = 220_000;

/** A Defender table: rows only from hosts that have the sensor, numbered per device across all its tables. */
export function deviceLog<K extends ActivityKind>(plan: DeviceLogPlan<K>): LogDefinition {
  const kinds: readonly ActivityKind[] = plan.kinds;
  const isOurs = (activity: Activity): activity is ActivityOf<K> => kinds.includes(activity.kind);
  return {
    table: plan.table,
    summary: plan.summary,
    collection: "edr-cloud",
    kinds,
    rows: (activity, context) => {
      const { host } = activity;
      if (host.deviceId === null || !isOurs(activity)) return [];
      const actionType = plan.actionOf(activity);
      if (actionType === null) return [];
      // The sensor stamps what it was told, a moment after the kernel's own audit.
      const heard = addMicros(context.clock(host.name, activity.at), 80 + context.draw(activity, "lag", 1_400));
      const initiator = plan.initiatorOf(activity);
      const { deviceId } = host;
      let at = heard;
      return (plan.detailsOf?.(activity) ?? ONE_ROW).map((detail) => {
        if (detail !== "") at = addMicros(at, 20_000 + context.draw(activity, `detail/${detail}`, DETAIL_PAUSE_MICROS));
        const ticks = context.draw(activity, `ticks${detail}`, 10);
        const reportId = context.nextRecordId(host.name, "edr");
        const cells = plan.shape.cellsOf({ host, deviceId, at, ticks, reportId, context, actionType, initiator, activity, detail });
        return { at, subMicroTicks: ticks, hostName: host.name, recordNumber: reportId, cells };
      });
    },
    native: null,
  };
}
