import type { AlertSummary, Verdict } from "@mailroom/server/contract";
import { Button } from "@mantine/core";
import { confidenceWords } from "../base/confidence-words.ts";
import { StatusTag } from "../widgets/StatusTag.tsx";
import { TimeStamp } from "../widgets/TimeStamp.tsx";
import { focusOn } from "../widgets/focus-on.ts";
import styles from "./Triage.module.css";
import { verdictWords } from "./verdict-words.ts";

interface Props {
  readonly verdict: Verdict;
  readonly alerts: readonly AlertSummary[];
  readonly takesFocus: boolean;
  readonly onReopen: () => void;
}

/** A verdict that was given, with the way back. */
export function VerdictSummary({ verdict, alerts, takesFocus, onReopen }: Props) {
  const words = verdictWords(verdict.kind);
  const original = alerts.find((alert) => alert.id === verdict.duplicateOf);
  return (
    <section ref={takesFocus ? focusOn : undefined} tabIndex={-1} className={styles["verdict"]} aria-labelledby="given-title">
      <h3 id="given-title" className={styles["sectionTitle"]}>
        Verdict
      </h3>
      <p className={styles["given"]}>
        <StatusTag tone={words.tone}>{words.title}</StatusTag>
        {original !== undefined && (
          <span>
            of #{original.number} {original.title}
          </span>
        )}
        <span className="muted">
          {verdict.confidence} % · {confidenceWords(verdict.confidence)}
        </span>
      </p>
      <p className={styles["reason"]}>{verdict.reason}</p>
      <p className="muted">
        {verdict.byName}, <TimeStamp instant={verdict.at} isToTheSecond />
      </p>
      <div>
        <Button variant="default" onClick={onReopen}>
          Open it again
        </Button>
      </div>
    </section>
  );
}
