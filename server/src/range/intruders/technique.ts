import type { RandomStream } from "../../base/random-stream.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { StoryStep } from "../../scenario/model.ts";
import type { Cause } from "../activity.ts";
import type { ActorIdentity, Estate, ExchangeServer } from "../estate/estate.ts";
import type { World } from "../kernel/world.ts";
import type { TechniqueDescription } from "../technique-catalogue.ts";

/** Ordinary life that leaves the same in the same table: whoever asks only for this finds both. */
export interface LookAlike {
  /** Part of the actor in its causes, such as `errand/new-starter`. */
  readonly by: string;
  readonly table: string;
  readonly column: string;
  /** Regular expression, case-insensitive: what a row of the technique and one of ordinary life both show. */
  readonly shows: string;
}

/** Something an actor of a story can do: what an author may write about it, what it decides, and how it is done. */
export interface Technique {
  readonly description: TechniqueDescription;
  readonly lookAlike: LookAlike;
  /** Values fixed before the run begins, `story.<stepId>.<key>`; the keys are `description.yields`. */
  decide(context: DecisionContext): Readonly<Record<string, string>>;
  /** Acts on the world when the step's time has come. Everything it does carries `context.cause`. */
  perform(world: World, context: PerformanceContext): void;
}

export interface DecisionContext {
  readonly step: StoryStep;
  readonly actor: ActorIdentity;
  readonly estate: Estate;
  readonly draws: RandomStream;
  /** Values of steps that this one refers to; they were decided before it. */
  readonly valueOf: (stepId: string, key: string) => string | null;
}

export interface PerformanceContext {
  readonly step: StoryStep;
  readonly actor: ActorIdentity;
  readonly server: ExchangeServer;
  readonly at: SimTime;
  readonly draws: RandomStream;
  readonly cause: Cause;
  readonly values: Readonly<Record<string, string>>;
  /** Value of any step, including this one. */
  readonly valueOf: (stepId: string, key: string) => string | null;
}
