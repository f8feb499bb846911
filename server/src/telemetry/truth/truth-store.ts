import { DuckDBInstance, LIST, listValue, VARCHAR } from "@duckdb/node-api";
import type { DuckDBConnection } from "@duckdb/node-api";
import { fromTicks } from "../../base/sim-time.ts";
import type { StepOccurrence } from "../../range/run.ts";
import { TRUTH_TABLE } from "../build/stored-columns.ts";
import { truthFile } from "../disk/manifest.ts";
import { quoteName, quoteText } from "../quote-name.ts";
import type { RowCause, TruthRow, WorldTruth } from "../store.ts";

const NONE: readonly TruthRow[] = [];

/**
 * The truth of one world, in the server process: the story's rows in memory, everybody else's looked up in the truth
 * files. Nothing here is ever sent to a query process.
 */
export class TruthStore implements WorldTruth {
  readonly steps: readonly StepOccurrence[];
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #union: string;
  readonly #story = new Map<string, TruthRow>();
  readonly #byStep = new Map<string, TruthRow[]>();

  private constructor(steps: readonly StepOccurrence[], instance: DuckDBInstance, connection: DuckDBConnection, union: string) {
    this.steps = steps.toSorted((a, b) => a.at - b.at);
    this.#instance = instance;
    this.#connection = connection;
    this.#union = union;
  }

  static async open(truthFolder: string, segments: readonly string[], steps: readonly StepOccurrence[]): Promise<TruthStore> {
    const instance = await DuckDBInstance.create(":memory:", { threads: "1", memory_limit: "128MB", temp_directory: "" });
    const connection = await instance.connect();
    for (const segment of segments)
      await connection.run(`ATTACH ${quoteText(truthFile(truthFolder, segment))} AS ${quoteName(alias(segment))} (READ_ONLY)`);
    const union = segments.map((segment) => `FROM ${quoteName(alias(segment))}.main.${TRUTH_TABLE}`).join(" UNION ALL ");
    const truth = new TruthStore(steps, instance, connection, union);
    await truth.#loadStory();
    return truth;
  }

  storyCauseOf(itemId: string): RowCause | null {
    return this.#story.get(itemId) ?? null;
  }

  async causesOf(itemIds: readonly string[]): Promise<ReadonlyMap<string, RowCause>> {
    const causes = new Map<string, RowCause>();
    const unknown: string[] = [];
    for (const itemId of itemIds) {
      const story = this.#story.get(itemId);
      if (story === undefined) unknown.push(itemId);
      else causes.set(itemId, story);
    }
    if (unknown.length === 0) return causes;
    const sql = `SELECT item_id::VARCHAR, table_name, step_id, actor FROM (${this.#union}) WHERE item_id IN (SELECT try_cast(unnest($1) AS UUID))`;
    const result = await this.#connection.runAndReadAll(sql, [listValue(unknown)], [LIST(VARCHAR)]);
    for (const row of result.getRows()) {
      const [itemId, table, stepId, actor] = row.map(String) as [string, string, string, string];
      causes.set(itemId, { itemId, table, stepId: stepId === "" ? null : stepId, actor });
    }
    return causes;
  }

  rowsOfStep(stepId: string): readonly TruthRow[] {
    return this.#byStep.get(stepId) ?? NONE;
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }

  async #loadStory(): Promise<void> {
    const sql = `SELECT item_id::VARCHAR, table_name, step_id, actor, story_at_ticks, story_visible_ticks, story_summary FROM (${this.#union})
      WHERE step_id <> '' ORDER BY story_at_ticks, activity_id, item_id`;
    const result = await this.#connection.runAndReadAll(sql);
    for (const row of result.getRows()) {
      const [itemId, table, stepId, actor, at, visibleAt, summary] = row as [string, string, string, string, bigint, bigint, string];
      const truthRow: TruthRow = { itemId, table, stepId, actor, at: fromTicks(at), visibleAt: fromTicks(visibleAt), summary };
      this.#story.set(itemId, truthRow);
      const rows = this.#byStep.get(stepId);
      if (rows === undefined) this.#byStep.set(stepId, [truthRow]);
      else rows.push(truthRow);
    }
  }
}

function alias(segment: string): string {
  return `truth_${segment}`;
}
