import type { SimTime } from "../../base/sim-time.ts";
import { LOG_TABLES } from "../../logs/catalogue.ts";
import { createSensorStage } from "../../range/sensors/sensor-stage.ts";
import { createWorldRun } from "../../range/world.ts";
import type { Scenario } from "../../scenario/model.ts";
import { EMPTY_WORKSPACE } from "../workspace.ts";
import { FileProfiles } from "./file-profiles.ts";
import { makeWorkspace } from "./make-workspace.ts";
import type { SourceRow, WorldSource } from "./world-source.ts";

/** The lab's own simulation: the range acts, its sensors log. */
export function createRangeSource(scenario: unknown, seed: number): WorldSource {
  // Validated by the scenario's parser before it was sent here.
  const known = scenario as Scenario;
  const run = createWorldRun(known, seed);
  const sensors = createSensorStage(known, seed, undefined, undefined, run.directory);
  const profiles = new FileProfiles();
  // A scenario that was stored before there were workspaces has none.
  const workspace = "workspace" in known ? makeWorkspace(known.workspace, run) : EMPTY_WORKSPACE;
  function* advance(until: SimTime): Iterable<readonly SourceRow[]> {
    for (const activities of run.advance(until)) {
      profiles.note(activities);
      yield sensors.sense(activities);
    }
  }
  return {
    tables: LOG_TABLES,
    cast: run.cast,
    steps: run.steps,
    workspace: () => ({ ...workspace, fileProfiles: profiles.all(run.window.exerciseStart) }),
    window: run.window,
    advance,
    checkpoint: () => ({ world: run.checkpoint(), sensors: sensors.checkpoint() }),
  };
}
