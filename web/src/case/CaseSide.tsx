import type { ReportBody } from "@mailroom/server/contract";
import { Link } from "@tanstack/react-router";
import { useEvidence } from "../api/evidence.ts";
import { EmptyState } from "../widgets/EmptyState.tsx";
import { evidenceLine } from "../widgets/EvidencePicker.tsx";
import { Panel } from "../widgets/Panel.tsx";
import styles from "./Case.module.css";
import { citedEvidence } from "./report-draft.ts";

/** Pinned evidence that no finding cites yet. */
export function CaseSide({ exerciseId, body }: { readonly exerciseId: string; readonly body: ReportBody }) {
  const pieces = useEvidence(exerciseId).data?.filter((piece) => !piece.isRemoved) ?? [];
  const cited = citedEvidence(body);
  const uncited = pieces.filter((piece) => !cited.has(piece.id));
  return (
    <aside className={styles["side"]} aria-label="Evidence not cited">
      <Panel title={`Not cited yet · ${uncited.length}`} isFlush>
        {uncited.length === 0 ? (
          <EmptyState isCompact headline={pieces.length === 0 ? "Nothing is pinned" : "All evidence is cited"}>
            {pieces.length === 0
              ? "Pin rows on the hunt page; findings without rows earn little."
              : "Every pinned piece stands behind a finding."}
          </EmptyState>
        ) : (
          <ul className={styles["uncited"]}>
            {uncited.map((piece) => (
              <li key={piece.id}>
                <Link to="/x/$exerciseId/evidence" params={{ exerciseId }} search={{ piece: piece.id }}>
                  {evidenceLine(piece)}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </aside>
  );
}
