import type { WallMs } from "../state/ids.ts";
import type { State } from "../state/state.ts";
import type { EventBus } from "./event-bus.ts";
import type { ExerciseRuntime } from "./runtime/port.ts";
import type { TelemetryStore } from "../telemetry/store.ts";
import type { ScenarioLibrary } from "./scenario-library.ts";

/** Everything that commands need from outside; put together in `main.ts`, faked in tests. */
export interface Lab {
  readonly state: State;
  readonly bus: EventBus;
  readonly runtime: ExerciseRuntime;
  readonly scenarios: ScenarioLibrary;
  readonly telemetry: TelemetryStore;
  /** The simulation's version: part of a world's name. */
  readonly engineVersion: string;
  readonly wallClock: () => WallMs;
}
