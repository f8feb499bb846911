import type { EvidenceView } from "@mailroom/server/contract";
import { MultiSelect } from "@mantine/core";
import { clockText } from "../base/time-text.ts";
import { cellText } from "../base/cell-text.ts";

interface Props {
  readonly label: string;
  readonly pieces: readonly EvidenceView[];
  readonly value: readonly string[];
  readonly onChange: (evidenceIds: string[]) => void;
  readonly isDisabled?: boolean;
}

/** One line that tells pieces of evidence apart: time, table, note or the first values. */
export function evidenceLine(piece: EvidenceView): string {
  if (piece.kind === "nothing-found") return `Nothing found · ${piece.note || piece.queryText}`.slice(0, 110);
  const head = [piece.eventAt === null ? null : clockText(piece.eventAt), piece.table ?? "aggregate"].filter(Boolean).join(" ");
  const values = piece.cells
    .filter((_, index) => piece.columns[index]?.type !== "datetime")
    .map(cellText)
    .filter((text) => text !== "");
  return `${head} · ${piece.note || values.slice(0, 4).join(" ")}`.slice(0, 110);
}

/** Chooses pieces from the board; those already chosen stay even if they were taken off the board since. */
export function EvidencePicker({ label, pieces, value, onChange, isDisabled = false }: Props) {
  const choosable = pieces.filter((piece) => !piece.isRemoved || value.includes(piece.id));
  return (
    <MultiSelect
      label={label}
      placeholder={value.length === 0 ? (choosable.length === 0 ? "Nothing is pinned yet" : "Cite pinned rows") : ""}
      data={choosable.map((piece) => ({ value: piece.id, label: evidenceLine(piece) }))}
      value={[...value]}
      onChange={onChange}
      disabled={isDisabled}
      searchable
      selectFirstOptionOnChange
      hidePickedOptions
      maxDropdownHeight={260}
      nothingFoundMessage="No such evidence"
    />
  );
}
