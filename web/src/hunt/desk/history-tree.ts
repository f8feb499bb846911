import type { HistoryEntry } from "@mailroom/server/contract";
import { pipeSegments } from "../kql/pivot.ts";

/** One query of the history with the queries that grew out of it, newest first. Runs of the same text in a row are one node. */
export type HistoryNode = { readonly entry: HistoryEntry; readonly runCount: number; readonly children: readonly HistoryNode[] };

type Draft = { entry: HistoryEntry; runCount: number; steps: readonly string[]; children: Draft[] };

/**
 * Shows an investigation as the tree it was: a query hangs under the earlier one with which it shares the most leading
 * steps of its pipe (of several, the shortest: the one that was refined, not its sisters). A query that begins with another source starts a branch of its own. Roots newest first.
 */
export function buildHistoryTree(entries: readonly HistoryEntry[]): HistoryNode[] {
  const drafts: Draft[] = [];
  const roots: Draft[] = [];
  for (const entry of entries.toSorted((a, b) => (a.ranAt < b.ranAt ? -1 : 1))) {
    const repeated = drafts.at(-1);
    if (repeated !== undefined && repeated.entry.text === entry.text) {
      repeated.entry = entry;
      repeated.runCount += 1;
      continue;
    }
    const steps = pipeSegments(entry.text).map(({ start, end }) => entry.text.slice(start, end).replaceAll(/\s+/g, " "));
    const draft: Draft = { entry, runCount: 1, steps, children: [] };
    const parent = findParent(drafts, steps);
    (parent?.children ?? roots).push(draft);
    drafts.push(draft);
  }
  return freeze(roots);
}

function findParent(earlier: readonly Draft[], steps: readonly string[]): Draft | undefined {
  let best: Draft | undefined;
  let bestLength = 0;
  for (const draft of earlier) {
    const shared = sharedPrefix(draft.steps, steps);
    const isCloser = shared > bestLength || (shared === bestLength && best !== undefined && draft.steps.length <= best.steps.length);
    if (shared > 0 && isCloser) {
      best = draft;
      bestLength = shared;
    }
  }
  return best;
}

function sharedPrefix(a: readonly string[], b: readonly string[]): number {
  const differing = a.findIndex((step, index) => step !== b[index]);
  return differing === -1 ? a.length : differing;
}

function freeze(drafts: readonly Draft[]): HistoryNode[] {
  return drafts.toReversed().map(({ entry, runCount, children }) => ({ entry, runCount, children: freeze(children) }));
}

/** The tree as rows with their depth, in reading order, for a flat list. Depth stops growing at `depthMax`. */
export function flattenHistory(nodes: readonly HistoryNode[], depthMax = 4, depth = 0): { node: HistoryNode; depth: number }[] {
  return nodes.flatMap((node) => [{ node, depth: Math.min(depth, depthMax) }, ...flattenHistory(node.children, depthMax, depth + 1)]);
}
