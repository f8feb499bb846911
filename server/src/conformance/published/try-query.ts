import type { KqlDiagnostic, QueryResult } from "../../../contract/index.ts";
import type { World } from "../../telemetry/store.ts";
import { ask } from "./ask.ts";
import { findDeadEnd } from "./find-dead-end.ts";
import { runInstants } from "./run-instants.ts";

/** The same estate, days and seed, with a story and without: ordinary life is the same to the last digit. */
export interface TwinWorlds {
  readonly story: World;
  readonly plain: World;
}

/** `finds`: rows that there are only because of the story. `ordinary`: rows, and all of them there without it as well. */
export type Outcome =
  | { readonly kind: "finds"; readonly ordinaryRows: number }
  | { readonly kind: "ordinary"; readonly ordinaryRows: number }
  | { readonly kind: "silent"; readonly why: string }
  | { readonly kind: "refused"; readonly why: string };

/** Runs a query over both worlds, as often as a rule of it would be run while the story lasts, and compares what comes out. */
export async function tryQuery({ story, plain }: TwinWorlds, text: string): Promise<Outcome> {
  const { exerciseStart, exerciseEnd } = story.window;
  const instants = runInstants(text, story.truth.steps[0]?.at ?? exerciseStart, exerciseEnd);
  const sum = { rows: 0, ordinaryRows: 0, storyRows: 0 };
  for (const asOf of instants) {
    const [withStory, without] = [await ask(story, text, asOf), await ask(plain, text, asOf)];
    if (withStory.kind === "refused") return { kind: "refused", why: reasonOf(withStory.diagnostics) };
    if (without.kind === "refused") return { kind: "refused", why: reasonOf(without.diagnostics) };
    const ordinary = countRows(without);
    for (const [row, count] of countRows(withStory)) {
      sum.rows += count;
      sum.storyRows += Math.max(0, count - (ordinary.get(row) ?? 0));
    }
    for (const count of ordinary.values()) sum.ordinaryRows += count;
  }
  if (sum.storyRows > 0) return { kind: "finds", ordinaryRows: sum.ordinaryRows };
  if (sum.rows > 0) return { kind: "ordinary", ordinaryRows: sum.ordinaryRows };
  return { kind: "silent", why: await findDeadEnd(story, text, instants) };
}

function countRows(result: Extract<QueryResult, { kind: "rows" }>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rows } of result.tables) {
    for (const row of rows) {
      const key = JSON.stringify(row);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

/** What the estate has no table, function or file for, or else the first thing that is wrong. */
function reasonOf(diagnostics: readonly KqlDiagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const unknown = errors.flatMap(({ message }) => {
    const [, table, address] =
      /^There is no table or function named (`[^`]+`)|^This exercise ships no file for (`[^`]+`)/.exec(message) ?? [];
    return table ?? (address === undefined ? [] : `the file ${address}`);
  });
  if (unknown.length > 0) return `not in this estate: ${[...new Set(unknown)].join(", ")}`;
  // The first sentence says what; the others, what to write instead.
  return errors[0]?.message.split(/(?<=\.) /)[0] ?? "refused without a reason";
}
