import type { EvidenceView } from "@mailroom/server/contract";
import { SegmentedControl, Select, Switch } from "@mantine/core";
import { IconPin } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useEvidence, useUpdateEvidence } from "../api/evidence.ts";
import { countOf } from "../base/plural.ts";
import { useExerciseId } from "../base/use-exercise-id.ts";
import { EmptyState } from "../widgets/EmptyState.tsx";
import { LinkButton } from "../widgets/LinkButton.tsx";
import { Loaded } from "../widgets/Loaded.tsx";
import { PageHeader } from "../widgets/PageHeader.tsx";
import { notifyProblem, notifyWithUndo } from "../widgets/notify.tsx";
import styles from "./Evidence.module.css";
import { EvidenceCard } from "./EvidenceCard.tsx";
import { EvidenceTable } from "./EvidenceTable.tsx";
import { inTimeOrder, labelsOf } from "./board.ts";

/** The board: everything the team pinned, in the order in which it happened. */
export function EvidencePage() {
  const exerciseId = useExerciseId();
  const evidence = useEvidence(exerciseId);
  const search = useSearch({ from: "/x/$exerciseId/evidence" });
  const navigate = useNavigate();
  const [showsRemoved, setShowsRemoved] = useState(false);
  const update = useUpdateEvidence(exerciseId);
  const setSearch = (next: typeof search): void =>
    void navigate({ to: "/x/$exerciseId/evidence", params: { exerciseId }, search: next, replace: true });
  const view = search.view === "table" ? "table" : "cards";

  const pieces = evidence.data ?? [];
  const shown = inTimeOrder(pieces).filter(
    (piece) => (showsRemoved || !piece.isRemoved) && (search.label === undefined || piece.labels.includes(search.label)),
  );
  const change = (piece: EvidenceView, wanted: { note?: string; labels?: string[]; isRemoved?: boolean }): void =>
    update.mutate({ evidenceId: piece.id, ...wanted }, { onError: notifyProblem });
  const remove = (piece: EvidenceView): void => {
    change(piece, { isRemoved: true });
    notifyWithUndo("Taken off the board", () => change(piece, { isRemoved: false }));
  };

  return (
    <>
      <PageHeader
        title="Evidence"
        subtitle={countOf(pieces.filter((piece) => !piece.isRemoved).length, "piece")}
        actions={
          <>
            {pieces.some((piece) => piece.isRemoved) && (
              <Switch label="Show removed" checked={showsRemoved} onChange={(event) => setShowsRemoved(event.currentTarget.checked)} />
            )}
            <LabelFilter
              labels={labelsOf(pieces)}
              value={search.label}
              onChange={(label) => {
                const { label: _before, ...rest } = search;
                setSearch(label === null ? rest : { ...rest, label });
              }}
            />
            <SegmentedControl
              aria-label="View"
              data={[
                { value: "cards", label: "Cards" },
                { value: "table", label: "Table" },
              ]}
              value={view}
              onChange={(wanted) => setSearch({ ...search, view: wanted })}
            />
          </>
        }
      />
      <Loaded query={evidence}>
        {() =>
          shown.length === 0 ? (
            <NoEvidence exerciseId={exerciseId} isFiltered={pieces.some((piece) => !piece.isRemoved)} />
          ) : view === "table" ? (
            <EvidenceTable exerciseId={exerciseId} pieces={shown} />
          ) : (
            <ol className={styles["board"]}>
              {shown.map((piece) => (
                <EvidenceCard
                  key={piece.id}
                  exerciseId={exerciseId}
                  piece={piece}
                  knownLabels={labelsOf(pieces)}
                  isPointedAt={piece.id === search.piece}
                  onChange={(wanted) => change(piece, wanted)}
                  onRemove={() => remove(piece)}
                />
              ))}
            </ol>
          )
        }
      </Loaded>
    </>
  );
}

function NoEvidence({ exerciseId, isFiltered }: { readonly exerciseId: string; readonly isFiltered: boolean }) {
  if (isFiltered) return <EmptyState headline="Nothing has this label">Choose another label, or none.</EmptyState>;
  return (
    <EmptyState
      headline="Nothing is pinned yet"
      icon={<IconPin size={36} stroke={1.4} />}
      action={
        <LinkButton to="/x/$exerciseId/hunt" params={{ exerciseId }} search={{}}>
          Go hunting
        </LinkButton>
      }
    >
      Run a query on the hunt page and pin the rows that prove something. “I looked and found nothing” can be kept too.
    </EmptyState>
  );
}

interface LabelFilterProps {
  readonly labels: string[];
  readonly value: string | undefined;
  readonly onChange: (label: string | null) => void;
}

function LabelFilter({ labels, value, onChange }: LabelFilterProps) {
  return (
    <Select
      aria-label="Label"
      placeholder="Any label"
      w={150}
      clearable
      clearButtonProps={{ "aria-label": "Show every label" }}
      data={labels}
      value={value ?? null}
      onChange={onChange}
    />
  );
}
