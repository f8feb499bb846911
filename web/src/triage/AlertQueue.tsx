import type { AlertSummary } from "@mailroom/server/contract";
import { EmptyState } from "../widgets/EmptyState.tsx";
import { SeverityBadge } from "../widgets/SeverityBadge.tsx";
import { StatusTag } from "../widgets/StatusTag.tsx";
import { TimeStamp } from "../widgets/TimeStamp.tsx";
import styles from "./Triage.module.css";
import { verdictWords } from "./verdict-words.ts";

interface Props {
  readonly alerts: readonly AlertSummary[];
  readonly totalCount: number;
  readonly chosenId: string | undefined;
  readonly onChoose: (alertId: string) => void;
}

/** Called when an item becomes the chosen one. */
function scrollIntoView(item: HTMLElement | null): void {
  item?.scrollIntoView({ block: "nearest" });
}

/** The queue in order of arrival. One Tab stop; arrows or j and k move. */
export function AlertQueue({ alerts, totalCount, chosenId, onChoose }: Props) {
  if (alerts.length === 0) {
    return (
      <EmptyState isCompact headline={totalCount === 0 ? "No alerts yet" : "None in this part of the queue"}>
        {totalCount === 0 ? "Rules are running. New alerts appear without a reload." : "Choose “All” above to see every alert."}
      </EmptyState>
    );
  }
  return (
    <ul className={styles["queue"]} aria-label="Alert queue">
      {alerts.map((alert, index) => {
        const isChosen = alert.id === chosenId;
        const isTabStop = isChosen || (chosenId === undefined && index === 0);
        return (
          <li key={alert.id}>
            <button
              ref={isChosen ? scrollIntoView : undefined}
              type="button"
              className={styles["item"]}
              aria-current={isChosen || undefined}
              tabIndex={isTabStop ? 0 : -1}
              onClick={() => onChoose(alert.id)}
            >
              <span className={styles["itemTop"]}>
                <SeverityBadge severity={alert.severity} />
                <span className="muted">#{alert.number}</span>
                <span className={styles["itemTime"]}>
                  <TimeStamp instant={alert.raisedAt} withDay isToTheSecond />
                </span>
              </span>
              <span className={styles["itemTitle"]}>{alert.title}</span>
              <span className={styles["itemBottom"]}>
                <span className={styles["entities"]}>{alert.entities.map((entity) => entity.value).join(" · ")}</span>
                <AlertState alert={alert} />
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function AlertState({ alert }: { readonly alert: AlertSummary }) {
  if (alert.verdict !== null) {
    const words = verdictWords(alert.verdict.kind);
    return <StatusTag tone={words.tone}>{words.title}</StatusTag>;
  }
  return alert.claimedBy === null ? <StatusTag tone="info">New</StatusTag> : <StatusTag>{alert.claimedBy.displayName}</StatusTag>;
}
