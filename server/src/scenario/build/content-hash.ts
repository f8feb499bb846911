import { sha256 } from "../../base/sha256.ts";
import type { Scenario } from "../model.ts";

/**
 * SHA-256 over what decides the world and the grade. Comments, layout, and the texts that are only read (brief, debrief,
 * catalogue card, proofs) do not count, so mending a comma in the brief rebuilds nothing.
 */
export function contentHashOf(scenario: Omit<Scenario, "contentHash">): string {
  const { window, cast, actors, story, volume, sensors, operations, rules, injects, guide, grading } = scenario;
  const workspace = {
    ...scenario.workspace,
    functions: scenario.workspace.functions.map(({ name, parameters, body }) => [name, parameters, body]),
  };
  return sha256(canonical({ window, cast, actors, story, volume, sensors, operations, rules, injects, guide, grading, workspace }));
}

/** JSON with sorted keys, so that the order in which an author writes keys does not count. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}
