import type { KqlTable, QueryExplanation, QueryResult } from "../../../contract/index.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { QueryLimits } from "../store.ts";
import type { Workspace } from "../workspace.ts";

/** All that a query process learns of a world: schemas and the files with visible rows. No cast, no story, no truth. */
export interface WorldPlan {
  readonly worldId: string;
  readonly tables: readonly KqlTable[];
  readonly workspace: Workspace;
  /** When its lists were last brought up to date, for queries that ask: the start of the exercise. */
  readonly workspaceAt: SimTime;
  readonly segments: readonly {
    readonly alias: string;
    readonly file: string;
    /** `firstVisible` is ticks as text, null without rows. */
    readonly tables: Readonly<Record<string, { readonly rows: number; readonly firstVisible: string | null }>>;
  }[];
}

export interface RunOrder {
  readonly worldId: string;
  readonly text: string;
  readonly asOf: SimTime;
  readonly range: { readonly from: SimTime; readonly to: SimTime } | null;
  /** Table → JSON of the rows that come with the query. */
  readonly liveJson: Readonly<Record<string, string>>;
  readonly limits: QueryLimits;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Server to query process. */
export type QueryOrder =
  | { readonly kind: "open"; readonly callId: number; readonly plan: WorldPlan }
  | { readonly kind: "close"; readonly worldId: string }
  | ({ readonly kind: "run"; readonly callId: number } & RunOrder)
  | ({ readonly kind: "explain"; readonly callId: number } & Pick<RunOrder, "worldId" | "text" | "asOf" | "range">)
  | { readonly kind: "cancel"; readonly callId: number };

/** Query process to server. */
export type QueryAnswer =
  | { readonly kind: "ready" }
  | { readonly kind: "opened"; readonly callId: number; readonly failure: string | null }
  | { readonly kind: "ran"; readonly callId: number; readonly result: QueryResult }
  | { readonly kind: "explained"; readonly callId: number; readonly explanation: QueryExplanation };
