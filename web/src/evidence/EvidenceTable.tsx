import type { EvidenceView } from "@mailroom/server/contract";
import { Link } from "@tanstack/react-router";
import { durationText } from "../base/time-text.ts";
import { evidenceLine } from "../widgets/EvidencePicker.tsx";
import { TimeStamp } from "../widgets/TimeStamp.tsx";
import styles from "./Evidence.module.css";
import { gapMs } from "./board.ts";

/** The board as one dense table, with the time that passed between events. */
export function EvidenceTable({ exerciseId, pieces }: { readonly exerciseId: string; readonly pieces: readonly EvidenceView[] }) {
  return (
    <div className={styles["tableScroll"]}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">Time (UTC)</th>
            <th scope="col">After</th>
            <th scope="col">Table</th>
            <th scope="col">What</th>
            <th scope="col">Labels</th>
            <th scope="col">Pinned by</th>
          </tr>
        </thead>
        <tbody>
          {pieces.map((piece, index) => {
            const gap = gapMs(pieces[index - 1], piece);
            return (
              <tr key={piece.id} data-removed={piece.isRemoved || undefined}>
                <td>{piece.eventAt === null ? "—" : <TimeStamp instant={piece.eventAt} withDay />}</td>
                <td className={styles["gap"]}>{gap === null ? "" : `+${durationText(gap)}`}</td>
                <td className="mono">{piece.table ?? ""}</td>
                <td>
                  <Link to="/x/$exerciseId/evidence" params={{ exerciseId }} search={{ piece: piece.id }}>
                    {evidenceLine(piece)}
                  </Link>
                </td>
                <td>{piece.labels.join(", ")}</td>
                <td>{piece.pinnedBy}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
