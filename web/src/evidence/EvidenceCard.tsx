import type { EvidenceView } from "@mailroom/server/contract";
import { ActionIcon, Button, TagsInput, Textarea } from "@mantine/core";
import { IconArrowBackUp, IconTerminal2, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { LinkButton } from "../widgets/LinkButton.tsx";
import { StatusTag } from "../widgets/StatusTag.tsx";
import { TimeStamp } from "../widgets/TimeStamp.tsx";
import styles from "./Evidence.module.css";
import { EvidenceFields } from "./EvidenceFields.tsx";

interface Props {
  readonly exerciseId: string;
  readonly piece: EvidenceView;
  readonly knownLabels: string[];
  /** A link from elsewhere led to this piece. */
  readonly isPointedAt: boolean;
  readonly onChange: (wanted: { note?: string; labels?: string[]; isRemoved?: boolean }) => void;
  readonly onRemove: () => void;
}

const KIND: Readonly<Record<EvidenceView["kind"], string>> = { row: "Row", aggregate: "Aggregate", "nothing-found": "Nothing found" };

function scrollIntoView(card: HTMLElement | null): void {
  card?.scrollIntoView({ block: "center" });
}

/** One pinned piece: the row as it stood in the grid, the query that found it, the team's note and labels. */
export function EvidenceCard({ exerciseId, piece, knownLabels, isPointedAt, onChange, onRemove }: Props) {
  return (
    <li
      ref={isPointedAt ? scrollIntoView : undefined}
      className={styles["card"]}
      data-pointed={isPointedAt || undefined}
      data-removed={piece.isRemoved || undefined}
    >
      <div className={styles["cardHead"]}>
        {piece.eventAt === null ? <strong>No event time</strong> : <TimeStamp instant={piece.eventAt} withDay isFocusable />}
        <span className="mono">{piece.table ?? ""}</span>
        {piece.kind !== "row" && <StatusTag tone="info">{KIND[piece.kind]}</StatusTag>}
        {piece.isRemoved && <StatusTag>Removed</StatusTag>}
        <span className={styles["cardActions"]}>
          <span className="muted">pinned by {piece.pinnedBy}</span>
          <LinkButton
            to="/x/$exerciseId/hunt"
            params={{ exerciseId }}
            search={{ v: "1", q: piece.queryText }}
            size="compact-sm"
            variant="default"
            leftSection={<IconTerminal2 size={14} />}
          >
            Open the query
          </LinkButton>
          {piece.isRemoved ? (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconArrowBackUp size={14} />}
              onClick={() => onChange({ isRemoved: false })}
            >
              Bring back
            </Button>
          ) : (
            <ActionIcon aria-label="Take off the board" onClick={onRemove}>
              <IconTrash size={16} />
            </ActionIcon>
          )}
        </span>
      </div>
      <EvidenceFields piece={piece} />
      <div className={styles["cardFoot"]}>
        <NoteField note={piece.note} onSave={(note) => onChange({ note })} />
        <TagsInput
          label="Labels"
          placeholder={piece.labels.length === 0 ? "Type and press Enter" : ""}
          data={knownLabels}
          maxTags={20}
          value={piece.labels}
          onChange={(labels) => onChange({ labels })}
        />
      </div>
    </li>
  );
}

/** The note; it is saved when the field is left. */
function NoteField({ note, onSave }: { readonly note: string; readonly onSave: (note: string) => void }) {
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <Textarea
      label="Note"
      placeholder="Why it matters"
      autosize
      minRows={1}
      maxRows={6}
      maxLength={4000}
      value={draft ?? note}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => {
        if (draft !== null && draft !== note) onSave(draft);
        setDraft(null);
      }}
    />
  );
}
