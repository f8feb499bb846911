import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatSimTime } from "../base/sim-time.ts";
import type { Activity } from "../range/activity.ts";
import type { WorldRun } from "../range/run.ts";
import type { SensedRow } from "../range/sensors/sensor-stage.ts";
import type { RowPlace } from "./row-sink.ts";
import { TextFiles } from "./text-files.ts";
import { tickText } from "../base/tick-text.ts";

/**
 * What really happened, for whoever tests detections with the emitted logs: `truth/activities.ndjson`, `truth/rows.ndjson`
 * (why each row exists and where it stands), `truth/steps.json` and `truth/cast.json`.
 */
export class TruthFiles {
  readonly #folder: string;
  readonly #files: TextFiles;

  constructor(folder: string) {
    this.#folder = folder;
    this.#files = new TextFiles(folder);
  }

  activity({ id, at, kind, host, cause }: Activity): void {
    const { actor, story, parentId } = cause;
    const record = { id, at: formatSimTime(at, 6), kind, host: host.name, actor, stepId: story?.stepId, actorId: story?.actorId, parentId };
    this.#files.append("truth/activities.ndjson", `${JSON.stringify(record)}\n`, () => "");
  }

  row(row: SensedRow, place: RowPlace | null): void {
    const record = {
      itemId: row.itemId,
      table: row.table,
      at: tickText(row.atTicks),
      visibleAt: tickText(row.visibleAtTicks),
      activityId: row.activityId,
      actor: row.actor,
      stepId: row.stepId ?? undefined,
      ...place,
    };
    this.#files.append("truth/rows.ndjson", `${JSON.stringify(record)}\n`, () => "");
  }

  close(run: WorldRun): void {
    this.#files.flush();
    const steps = run.steps.map((step) => ({ ...step, at: formatSimTime(step.at, 6) }));
    writeFileSync(join(this.#folder, "truth", "steps.json"), `${JSON.stringify(steps, null, 2)}\n`);
    const cast = { organisation: run.cast.organisation, values: Object.fromEntries(run.cast.values) };
    writeFileSync(join(this.#folder, "truth", "cast.json"), `${JSON.stringify(cast, null, 2)}\n`);
  }
}
