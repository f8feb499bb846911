import { notifications } from "@mantine/notifications";
import { useMemo } from "react";
import { useEvidence, usePinEvidence, useUpdateEvidence } from "../../api/evidence.ts";
import { describeProblem } from "../../api/errors.ts";
import { useStatus } from "../../widgets/status-store.ts";
import type { ResultRow, ResultTable } from "../result/result-table.ts";

/** Columns of a pinned row that the contract takes. */
const COLUMN_COUNT_MAX = 400;
const NOTE_LENGTH_MAX = 4000;

export type EvidenceActs = {
  /** Item ids of rows that are pinned now. */
  readonly pinned: ReadonlySet<string>;
  readonly noteOf: (itemId: string | null) => string;
  /** Pins the row, or takes it off the board if it is there. */
  readonly toggle: (table: ResultTable, row: ResultRow, queryText: string) => void;
  /** Pins with a note, or changes the note of a pinned row. */
  readonly keep: (table: ResultTable, row: ResultRow, queryText: string, note: string) => void;
  /** Keeps "I looked and found nothing". */
  readonly keepNothing: (queryText: string, note: string) => void;
};

/** Pinning from the hunt page. A row without identity (an aggregate) is kept as it stands. */
export function useEvidenceActs(exerciseId: string): EvidenceActs {
  const evidence = useEvidence(exerciseId);
  const pin = usePinEvidence(exerciseId);
  const update = useUpdateEvidence(exerciseId);
  const pieces = evidence.data;
  const byItem = useMemo(
    () => new Map((pieces ?? []).flatMap((piece) => (piece.itemId === null || piece.isRemoved ? [] : [[piece.itemId, piece] as const]))),
    [pieces],
  );
  const say = (text: string) => () => useStatus.getState().setStatus(text);
  const complain = (error: unknown) => {
    const { title, message } = describeProblem(error);
    notifications.show({ color: "red", title, message });
  };
  const add = (table: ResultTable, row: ResultRow, queryText: string, note: string) =>
    pin.mutate(
      {
        kind: row.itemId === null ? "aggregate" : "row",
        itemId: row.itemId,
        columns: table.columns.slice(0, COLUMN_COUNT_MAX).map(({ name, type }) => ({ name, type })),
        cells: row.cells.slice(0, COLUMN_COUNT_MAX),
        queryText,
        note: note.slice(0, NOTE_LENGTH_MAX),
      },
      { onSuccess: say(row.itemId === null ? "Kept this aggregate as evidence" : "Pinned as evidence"), onError: complain },
    );
  const pieceOf = (row: ResultRow) => (row.itemId === null ? undefined : byItem.get(row.itemId));
  return {
    pinned: useMemo(() => new Set(byItem.keys()), [byItem]),
    noteOf: (itemId) => (itemId === null ? "" : (byItem.get(itemId)?.note ?? "")),
    toggle: (table, row, queryText) => {
      const piece = pieceOf(row);
      if (piece === undefined) return add(table, row, queryText, "");
      return update.mutate(
        { evidenceId: piece.id, isRemoved: true },
        { onSuccess: say("Taken off the evidence board"), onError: complain },
      );
    },
    keep: (table, row, queryText, note) => {
      const piece = pieceOf(row);
      if (piece === undefined) return add(table, row, queryText, note);
      return update.mutate({ evidenceId: piece.id, note }, { onSuccess: say("Note kept"), onError: complain });
    },
    keepNothing: (queryText, note) =>
      pin.mutate(
        { kind: "nothing-found", itemId: null, columns: [], cells: [], queryText, note: note.slice(0, NOTE_LENGTH_MAX) },
        { onSuccess: say("Kept “nothing found” as evidence"), onError: complain },
      ),
  };
}
