import { Button } from "@mantine/core";
import { IconAlertTriangle, IconClockPause, IconPlayerStop, IconPlugConnectedX, IconSearchOff, IconTerminal2 } from "@tabler/icons-react";
import type { KqlDiagnostic, SchemaView } from "@mailroom/server/contract";
import { EmptyState } from "../../widgets/EmptyState.tsx";
import { rangeLabel, type TabRange } from "../desk/tab-range.ts";
import type { Outcome } from "../state/run.ts";
import { DiagnosticList } from "./DiagnosticList.tsx";
import { CodeText } from "../../widgets/CodeText.tsx";
import styles from "./page.module.css";

type EmptyResultProps = {
  readonly outcome: Outcome | null;
  readonly range: TabRange;
  readonly isFuture: boolean;
  readonly isRangeUsed: boolean;
  readonly samples: SchemaView["samples"];
  readonly onSample: (text: string) => void;
  readonly onWiden: () => void;
  readonly onKeepNothing: () => void;
  readonly onRunAgain: () => void;
  readonly onShow: (diagnostic: KqlDiagnostic) => void;
  readonly onFix: (diagnostic: KqlDiagnostic, replacement: string) => void;
};

/** Why there are no rows: each reason has its own words and its own way on. */
export function EmptyResult(props: EmptyResultProps) {
  const { outcome } = props;
  if (outcome === null) return <NotRunYet {...props} />;
  switch (outcome.kind) {
    case "rows":
      return props.isFuture ? <InTheFuture {...props} /> : <NothingFound {...props} />;
    case "refused":
      return (
        <div role="alert">
          <EmptyState isCompact icon={<IconAlertTriangle size={28} />} headline="The query did not run">
            It was not understood. The places are underlined in the editor.
          </EmptyState>
          <DiagnosticList diagnostics={outcome.diagnostics} query={outcome.question.text} onShow={props.onShow} onFix={props.onFix} />
        </div>
      );
    case "interrupted":
      return (
        <EmptyState
          icon={<IconPlugConnectedX size={32} />}
          headline={outcome.title}
          action={<Button onClick={props.onRunAgain}>Run again</Button>}
        >
          <CodeText text={outcome.message} /> Your query is kept.
        </EmptyState>
      );
    case "cancelled":
      return (
        <EmptyState icon={<IconPlayerStop size={32} />} headline="Cancelled" action={<Button onClick={props.onRunAgain}>Run again</Button>}>
          The query was stopped before it had an answer.
        </EmptyState>
      );
  }
}

function NotRunYet({ samples, onSample }: EmptyResultProps) {
  return (
    <EmptyState
      icon={<IconTerminal2 size={32} />}
      headline="Ask the logs something"
      action={
        <div className={styles["choices"]}>
          {samples.slice(0, 3).map((sample) => (
            <Button key={sample.title} variant="default" onClick={() => onSample(sample.text)}>
              {sample.title}
            </Button>
          ))}
        </div>
      }
    >
      Write a query above and press Shift+Enter, or begin with one of these.
    </EmptyState>
  );
}

function NothingFound({ range, isRangeUsed, onWiden, onKeepNothing }: EmptyResultProps) {
  return (
    <EmptyState
      icon={<IconSearchOff size={32} />}
      headline="Nothing found"
      action={
        <div className={styles["choices"]}>
          {isRangeUsed && <Button onClick={onWiden}>Widen the time range</Button>}
          <Button variant="default" onClick={onKeepNothing}>
            Keep “nothing found” as evidence
          </Button>
        </div>
      }
    >
      {isRangeUsed
        ? `No row matches within ${rangeLabel(range).replace(/^Last/, "the last")}. That is an answer too.`
        : "No row matches in the times that the query itself names. That is an answer too."}
    </EmptyState>
  );
}

function InTheFuture({ onWiden }: EmptyResultProps) {
  return (
    <EmptyState
      icon={<IconClockPause size={32} />}
      headline="This has not happened yet"
      action={<Button onClick={onWiden}>Look at the time until now</Button>}
    >
      The time range begins after the exercise clock, so no log can have it.
    </EmptyState>
  );
}
