import type { DebriefStep } from "@mailroom/server/contract";
import { IconTerminal2 } from "@tabler/icons-react";
import { durationText } from "../base/time-text.ts";
import { LinkButton } from "../widgets/LinkButton.tsx";
import { Markdown } from "../widgets/Markdown.tsx";
import { StatusTag } from "../widgets/StatusTag.tsx";
import { TimeStamp } from "../widgets/TimeStamp.tsx";
import styles from "./Debrief.module.css";
import { STEP_OUTCOME } from "./score-words.ts";

/** The story as it really was, step by step, and what was made of it. */
export function StepTimeline({ exerciseId, steps }: { readonly exerciseId: string; readonly steps: readonly DebriefStep[] }) {
  return (
    <ol className={styles["timeline"]}>
      {steps.map((step) => (
        <li key={step.id} className={styles["step"]} data-outcome={step.outcome}>
          <div className={styles["stepHead"]}>
            <TimeStamp instant={step.at} withDay isFocusable />
            <StatusTag tone={STEP_OUTCOME[step.outcome].tone}>{STEP_OUTCOME[step.outcome].word}</StatusTag>
            <span className="muted">
              {step.actor}
              {step.techniques.length > 0 && ` · ${step.techniques.join(" · ")}`}
            </span>
          </div>
          <h2 className={styles["stepTitle"]}>{step.title}</h2>
          <Markdown text={step.explanation} />
          <StepTimes step={step} />
          {step.rows.length > 0 && (
            <details className={styles["rows"]}>
              <summary>{step.rows.length === 1 ? "Its row" : `Its ${step.rows.length} rows`}</summary>
              <ul className={styles["rowList"]}>
                {step.rows.map((row) => (
                  <li key={row.itemId}>
                    <TimeStamp instant={row.at} /> <span className="mono">{row.table}</span> {row.summary}
                  </li>
                ))}
              </ul>
            </details>
          )}
          {step.query !== "" && (
            <LinkButton
              to="/x/$exerciseId/hunt"
              params={{ exerciseId }}
              search={{ v: "1", q: step.query }}
              variant="default"
              size="compact-sm"
              leftSection={<IconTerminal2 size={14} />}
            >
              Open a query that shows it
            </LinkButton>
          )}
        </li>
      ))}
    </ol>
  );
}

/** When it could be known, was seen and was cited, as exercise time and as the delay between them. */
function StepTimes({ step }: { readonly step: DebriefStep }) {
  const delay = (from: string | null, to: string | null): string =>
    from === null || to === null ? "" : ` (after ${durationText(Date.parse(to) - Date.parse(from))})`;
  if (step.knowableAt === null) return <p className={styles["times"]}>No sensor logged this; it could not be known from the logs.</p>;
  return (
    <p className={styles["times"]}>
      Could be seen from <TimeStamp instant={step.knowableAt} />
      {step.seenAt !== null && (
        <>
          {" "}
          · on your screen <TimeStamp instant={step.seenAt} isToTheSecond />
          {delay(step.knowableAt, step.seenAt)}
        </>
      )}
      {step.citedAt !== null && (
        <>
          {" "}
          · cited <TimeStamp instant={step.citedAt} isToTheSecond />
          {delay(step.seenAt, step.citedAt)}
        </>
      )}
    </p>
  );
}
