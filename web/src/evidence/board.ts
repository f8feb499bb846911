import type { EvidenceView } from "@mailroom/server/contract";

/** When a piece belongs on the board's time line: the row's time, or that of pinning where it has none. */
function timeOf(piece: EvidenceView): string {
  return piece.eventAt ?? piece.pinnedAt;
}

/** Oldest event first; pieces without an event (aggregates, empty results) come last, in the order of pinning. */
export function inTimeOrder(pieces: readonly EvidenceView[]): readonly EvidenceView[] {
  return pieces.toSorted((a, b) => {
    if ((a.eventAt === null) !== (b.eventAt === null)) return a.eventAt === null ? 1 : -1;
    // Text order is time order only for equal numbers of digits.
    return Date.parse(timeOf(a)) - Date.parse(timeOf(b)) || timeOf(a).localeCompare(timeOf(b));
  });
}

/** Every label in use, in alphabetical order. */
export function labelsOf(pieces: readonly EvidenceView[]): string[] {
  return [...new Set(pieces.flatMap((piece) => piece.labels))].toSorted((a, b) => a.localeCompare(b));
}

/** Time between two neighbours on the board in ms, when both are events; gaps are worth seeing. */
export function gapMs(before: EvidenceView | undefined, after: EvidenceView): number | null {
  if (before?.eventAt === undefined || before.eventAt === null || after.eventAt === null) return null;
  return Date.parse(after.eventAt) - Date.parse(before.eventAt);
}
