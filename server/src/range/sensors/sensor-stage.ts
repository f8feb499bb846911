import { hash32 } from "../../base/hash.ts";
import { toTicks } from "../../base/sim-time.ts";
import type { SimTime } from "../../base/sim-time.ts";
import { LOG_CATALOGUE } from "../../logs/catalogue.ts";
import type { Directory, LogCell, LogDefinition, LogRow, SensorContext } from "../../logs/log.ts";
import { summariser } from "../../logs/summary.ts";
import type { Scenario } from "../../scenario/model.ts";
import type { Activity, ActivityKind } from "../activity.ts";
import { CollectionPolicy } from "./collection-policy.ts";
import type { CollectionSettings } from "./collection-policy.ts";
import { IngestionDelay, deliveryOf } from "./ingestion.ts";
import { ItemIds } from "./item-id.ts";
import { logContext } from "./log-context.ts";
import { RecordCounters } from "./record-counters.ts";
import type { RecordCounterState } from "./record-counters.ts";
import { unreliableDelivery } from "./unreliable-delivery.ts";
import type { UnreliableDelivery } from "./unreliable-delivery.ts";
import { workspaceOf } from "./workspace.ts";

/** A row as the workspace receives it, and, for the truth store only, why it exists. */
export interface SensedRow {
  readonly table: string;
  /** Opaque; the only identity that leaves the server. */
  readonly itemId: string;
  /** TimeGenerated, by the clock of the host that wrote it. */
  readonly atTicks: bigint;
  /** When a query can first see it; never before the row was written. */
  readonly visibleAtTicks: bigint;
  /** Parallel to `cellColumns(table)`. */
  readonly cells: readonly LogCell[];
  readonly activityId: number;
  readonly actor: string;
  /** Null for ordinary life. */
  readonly stepId: string | null;
  /** What a row of the story shows, in one line; null for ordinary life. */
  readonly summary: string | null;
  readonly hostName: string;
  /** The row as the log wrote it, for its native line. */
  readonly row: LogRow;
}

/** Plain JSON. */
export interface SensorCheckpoint {
  /** Table → rows given an identity so far. */
  readonly ordinals: Readonly<Record<string, number>>;
  readonly records: RecordCounterState;
}

export interface SensorStage {
  /** Rows of these activities, log by log within each activity. Feed activities in order, each once. */
  sense(activities: readonly Activity[]): SensedRow[];
  checkpoint(): SensorCheckpoint;
}

/** Of a company whose machines and people nobody has listed. */
const EMPTY_DIRECTORY: Directory = { hostAt: () => null, displayNameOf: () => "", restartsOf: () => [] };

/** What of a scenario the stage reads; a whole `Scenario` fits. */
export type SensedScenario = CollectionSettings & { readonly cast: Pick<Scenario["cast"], "organisation" | "site"> };

/** One log on one host. */
interface Tap {
  readonly isOpen: boolean;
  readonly keptSince: SimTime;
  readonly delay: IngestionDelay;
  /** Null: every row arrives once. */
  readonly delivery: UnreliableDelivery | null;
  block: number;
  visibleAtTicks: bigint;
}

/** One log with what it needs beside an activity. */
interface Station {
  readonly log: LogDefinition;
  readonly table: string;
  readonly key: number;
  readonly context: SensorContext;
  readonly sumUp: (cells: readonly LogCell[]) => string;
  readonly taps: Map<string, Tap>;
  ordinal: number;
}

/**
 * What the estate's sensors make of activities: rows, their identity, and how late they arrive. Pure: the same scenario,
 * seed and activities give the same rows; a stage restored from a checkpoint goes on as the first would have.
 */
export function createSensorStage(
  scenario: SensedScenario,
  seed: number,
  from: SensorCheckpoint = { ordinals: {}, records: {} },
  logs: readonly LogDefinition[] = LOG_CATALOGUE,
  directory: Directory = EMPTY_DIRECTORY,
): SensorStage {
  const policy = new CollectionPolicy(scenario);
  const counters = new RecordCounters(seed, from.records);
  const parts = { seed, workspace: workspaceOf(seed, scenario.cast), policy, counters, directory };
  const ids = new ItemIds(seed);
  const stations = logs.map((log): Station => {
    const table = log.table.name;
    const context = logContext(table, parts);
    return { log, table, key: hash32(0, table), context, sumUp: summariser(log), taps: new Map(), ordinal: from.ordinals[table] ?? 0 };
  });
  const routes = routesOf(stations.filter(({ table }) => policy.isWanted(table)));
  return {
    sense: (activities) => {
      const sensed: SensedRow[] = [];
      for (const activity of activities) {
        for (const station of routes.get(activity.kind) ?? []) {
          for (const row of station.log.rows(activity, station.context)) {
            const tap = tapOf(station, row.hostName, policy, seed);
            if (!tap.isOpen || row.at < tap.keptSince) continue;
            if (tap.delivery === null) sensed.push(sensedRow(station, tap, ids, activity, row));
            else deliverBadly(sensed, tap.delivery, () => sensedRow(station, tap, ids, activity, row), row.at, station);
          }
        }
      }
      return sensed;
    },
    checkpoint: () => ({
      ordinals: Object.fromEntries(stations.map((station) => [station.table, station.ordinal])),
      records: counters.state,
    }),
  };
}

function sensedRow(station: Station, tap: Tap, ids: ItemIds, activity: Activity, row: LogRow): SensedRow {
  const block = tap.delay.blockOf(row.at);
  if (block !== tap.block) {
    tap.block = block;
    tap.visibleAtTicks = toTicks(tap.delay.visibleAt(block));
  }
  return {
    table: station.table,
    itemId: ids.idOf(station.key, station.ordinal++),
    atTicks: toTicks(row.at, row.subMicroTicks),
    visibleAtTicks: tap.visibleAtTicks,
    cells: row.cells,
    activityId: activity.id,
    actor: activity.cause.actor,
    stepId: activity.cause.story?.stepId ?? null,
    summary: activity.cause.story === null ? null : station.sumUp(row.cells),
    hostName: row.hostName,
    row,
  };
}

function tapOf(station: Station, hostName: string, policy: CollectionPolicy, seed: number): Tap {
  const known = station.taps.get(hostName);
  if (known !== undefined) return known;
  const delivery = deliveryOf(station.log.collection, policy.delayOf(hostName, station.table));
  const tap: Tap = {
    isOpen: policy.isCollected(hostName, station.table),
    keptSince: policy.keptSince(hostName, station.table),
    delay: new IngestionDelay(seed, hostName, station.table, delivery),
    delivery: unreliableDelivery(seed, hostName, station.table, policy.reliabilityOf(hostName, station.table)),
    block: Number.NaN,
    visibleAtTicks: 0n,
  };
  station.taps.set(hostName, tap);
  return tap;
}

/** Rows that get lost use up their number all the same, so that chance is a function of the number alone. */
function deliverBadly(sensed: SensedRow[], delivery: UnreliableDelivery, make: () => SensedRow, at: SimTime, station: Station): void {
  const ordinal = station.ordinal;
  const row = make();
  if (delivery.isLost(ordinal, at)) return;
  sensed.push(row);
  if (delivery.isRepeated(ordinal))
    sensed.push({ ...make(), visibleAtTicks: row.visibleAtTicks + toTickSpan(delivery.repeatAfter(ordinal)) });
}

function toTickSpan(micros: number): bigint {
  return BigInt(micros) * 10n;
}

function routesOf(stations: readonly Station[]): ReadonlyMap<ActivityKind, readonly Station[]> {
  const routes = new Map<ActivityKind, Station[]>();
  for (const station of stations) {
    for (const kind of station.log.kinds) routes.set(kind, [...(routes.get(kind) ?? []), station]);
  }
  return routes;
}
