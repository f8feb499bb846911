import type { ResolvedCast, StepOccurrence } from "../range/run.ts";
import type { WallMs } from "../state/ids.ts";
import type { State } from "../state/state.ts";
import type { EventBus } from "./event-bus.ts";
import type { GradeTeam } from "./grade-port.ts";
import type { ExerciseRuntime } from "./runtime/port.ts";
import type { PreviewScenario, ScenarioLibrary } from "./scenario-library.ts";

/** Everything that commands need from outside; put together in `main.ts`, faked in tests. */
export interface Lab {
  readonly state: State;
  readonly bus: EventBus;
  readonly runtime: ExerciseRuntime;
  readonly scenarios: ScenarioLibrary;
  readonly preview: PreviewScenario;
  readonly grade: GradeTeam;
  /** Fills `{{references}}`. */
  readonly renderText: (text: string, cast: ResolvedCast, steps: readonly StepOccurrence[]) => string;
  /** The simulation's version: part of a world's name. */
  readonly engineVersion: string;
  readonly wallClock: () => WallMs;
}
