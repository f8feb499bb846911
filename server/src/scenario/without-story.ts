import { contentHashOf } from "./build/content-hash.ts";
import type { Scenario } from "./model.ts";

/** The benign twin: the same estate, days and ordinary life, in which nobody of the story does anything. */
export function withoutStory(scenario: Scenario): Scenario {
  const content = { ...scenario, story: [] };
  return { ...content, contentHash: contentHashOf(content) };
}
