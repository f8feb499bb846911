import type { EvidenceView, ReportBody } from "@mailroom/server/contract";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { EmptyState } from "../widgets/EmptyState.tsx";
import { Panel } from "../widgets/Panel.tsx";
import { notifyWithUndo } from "../widgets/notify.tsx";
import styles from "./Case.module.css";
import { FindingEditor } from "./FindingEditor.tsx";
import { newFinding, withFinding, withoutFinding } from "./report-draft.ts";

interface Props {
  readonly body: ReportBody;
  readonly pieces: readonly EvidenceView[];
  readonly isFrozen: boolean;
  readonly onChange: (body: ReportBody) => void;
}

/** Findings: one assertion each, with its evidence. */
export function FindingList({ body, pieces, isFrozen, onChange }: Props) {
  const [addedId, setAddedId] = useState<string | null>(null);
  const add = (): void => {
    const id = crypto.randomUUID();
    setAddedId(id);
    onChange(withFinding(body, newFinding(id)));
  };
  return (
    <Panel
      title={`Findings · ${body.findings.length}`}
      isFlush
      extra={
        !isFrozen && (
          <Button variant="default" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={add}>
            Add a finding
          </Button>
        )
      }
    >
      {body.findings.length === 0 ? (
        <EmptyState isCompact headline="No findings yet">
          One finding states one thing that happened: what, when, where, who, and the rows that prove it.
        </EmptyState>
      ) : (
        <ol className={styles["findings"]}>
          {body.findings.map((finding, index) => (
            <FindingEditor
              key={finding.id}
              number={index + 1}
              finding={finding}
              pieces={pieces}
              isFrozen={isFrozen}
              takesFocus={finding.id === addedId}
              onChange={(changed) => onChange(withFinding(body, changed))}
              onRemove={() => {
                onChange(withoutFinding(body, finding.id));
                notifyWithUndo(`Finding ${index + 1} removed`, () => onChange(body));
              }}
            />
          ))}
        </ol>
      )}
    </Panel>
  );
}
