import { addMicros, MICROS_PER_MS } from "../../base/sim-time.ts";
import type { World } from "../kernel/world.ts";
import type { TechniqueDescription } from "../technique-catalogue.ts";
import type { Tool } from "../windows/tool.ts";
import { addressOf } from "./actor-habits.ts";
import { FOOTHOLD_PARAMETERS, runFromFoothold } from "./foothold.ts";
import type { DecisionContext, LookAlike, PerformanceContext, Technique } from "./technique.ts";

export interface ToolTechniquePlan extends Omit<TechniqueDescription, "yields"> {
  readonly lookAlike: LookAlike;
  /** Beside `ip`. */
  readonly yields?: readonly string[];
  readonly decide?: (context: DecisionContext) => Readonly<Record<string, string>>;
  /** What is run, one after the other. */
  readonly tools: (world: World, context: PerformanceContext) => readonly Tool[];
}

/** A technique that consists of running programs on a host, through a page or below a process that is already there. */
export function toolTechnique(plan: ToolTechniquePlan): Technique {
  const { name, summary, attack, source } = plan;
  return {
    description: {
      name,
      summary,
      attack,
      source,
      parameters: [...FOOTHOLD_PARAMETERS, ...plan.parameters],
      yields: ["ip", ...(plan.yields ?? [])],
    },
    lookAlike: plan.lookAlike,
    decide: (context) => ({ ip: addressOf(context), ...plan.decide?.(context) }),
    perform(world, context) {
      let at = context.at;
      for (const tool of plan.tools(world, context)) {
        at = addMicros(runFromFoothold(world, context, at, tool), context.draws.between(1_800, 9_000) * MICROS_PER_MS);
      }
    },
  };
}

/** A text that the author may give, or what stands there otherwise. */
export function textOf({ step }: Pick<DecisionContext, "step">, name: string, fallback: string): string {
  const value = step.parameters[name];
  return typeof value === "string" && value !== "" ? value : fallback;
}

export function textParameter(name: string, doc: string): TechniqueDescription["parameters"][number] {
  return { name, kind: "text", choices: [], isRequired: false, doc };
}
