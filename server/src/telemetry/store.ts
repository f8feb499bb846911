import type { KqlTable, QueryExplanation, QueryResult } from "../../contract/index.ts";
import type { SimTime } from "../base/sim-time.ts";
import type { ResolvedCast, StepOccurrence } from "../range/run.ts";
import type { Workspace } from "./workspace.ts";

/** Names a world: everything that decides its rows. */
export interface WorldKey {
  readonly slug: string;
  readonly scenarioHash: string;
  readonly engineVersion: string;
  readonly seed: number;
}

export interface WorldProgress {
  readonly state: "building" | "ready" | "failed";
  readonly progress: number;
  readonly message: string;
}

/**
 * The telemetry of worlds: built once per key in a worker process, kept on disk under its hash, read by query processes.
 * Truth lies in another folder and is opened only here, in the server process, never by a query process.
 */
export interface TelemetryStore {
  /** Resolves when the world can be queried; concurrent calls for one key share one build. Rejects with a sentence. */
  ensureWorld(key: WorldKey, onProgress: (progress: WorldProgress) => void): Promise<World>;
  /**
   * Says that no exercise needs this world any longer: its files may go when the cache is full. Its `World` must not be
   * asked anything after that; `ensureWorld` brings it back.
   */
  release(key: WorldKey): Promise<void>;
  /**
   * Resolves when the query processes and a builder have started, or could not: what costs much before that makes whoever
   * asks wait longer. From then on a builder is kept waiting for the next world.
   */
  warmed(): Promise<void>;
  close(): Promise<void>;
}

export interface World {
  readonly key: WorldKey;
  readonly cast: ResolvedCast;
  readonly window: { readonly historyStart: SimTime; readonly exerciseStart: SimTime; readonly exerciseEnd: SimTime };
  readonly tables: readonly KqlTable[];
  readonly workspace: Workspace;
  readonly truth: WorldTruth;
  query(request: WorldQuery): Promise<QueryResult>;
  explain(text: string, asOf: SimTime, range: WorldQuery["range"]): Promise<QueryExplanation>;
  cancel(queryId: string): void;
  /**
   * The simulation's own state at the end of the last stretch that was over by then; null in the first. It holds the intruders'
   * plans: for the simulated server only, never for a person.
   */
  checkpointBefore(asOf: SimTime): { readonly segment: string; read(): Promise<unknown> } | null;
  /** Rows per table with `after < visible ≤ upTo`; cheap, from an index made at build time. */
  countVisible(after: SimTime | null, upTo: SimTime): ReadonlyMap<string, number>;
}

export interface WorldQuery {
  readonly queryId: string;
  /** Fair sharing: queries of one owner never run ahead of another owner's. */
  readonly owner: string;
  readonly text: string;
  readonly asOf: SimTime;
  readonly range: { readonly from: SimTime; readonly to: SimTime } | null;
  readonly liveRows: LiveRows;
  readonly limits: QueryLimits;
  /** Values for the query's `declare query_parameters`, as a client sends them. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** A row that belongs to an exercise or a team and not to a world: by column name, datetimes as ISO text. */
export type LiveRow = Readonly<Record<string, string | number | boolean | null>>;

/** By table; a query sees them beside the world's own. */
export type LiveRows = Readonly<Record<string, readonly LiveRow[]>>;

export const NO_LIVE_ROWS: LiveRows = {};

export interface QueryLimits {
  readonly rowsMax: number;
  readonly bytesMax: number;
  readonly timeoutMs: number;
}

/** What really happened, for grading and the facilitator. Nothing here may reach a trainee before the debrief. */
export interface WorldTruth {
  /** In order of time. */
  readonly steps: readonly StepOccurrence[];
  /** The step behind a row of the story; null for ordinary life and unknown ids. Cheap: for ticking off what somebody saw. */
  storyCauseOf(itemId: string): RowCause | null;
  /** Why rows exist, ordinary life included; unknown ids are absent. */
  causesOf(itemIds: readonly string[]): Promise<ReadonlyMap<string, RowCause>>;
  /** Every row of one step, in order of time. */
  rowsOfStep(stepId: string): readonly TruthRow[];
}

export interface RowCause {
  readonly itemId: string;
  readonly table: string;
  readonly stepId: string | null;
  readonly actor: string;
}

export interface TruthRow extends RowCause {
  readonly at: SimTime;
  readonly visibleAt: SimTime;
  /** What it shows, in one line. */
  readonly summary: string;
}
