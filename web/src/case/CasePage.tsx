import type { ReportView } from "@mailroom/server/contract";
import { useEffect, useRef } from "react";
import { useReport } from "../api/report.ts";
import { useExercise } from "../api/exercises.ts";
import { useExerciseId } from "../base/use-exercise-id.ts";
import { fullTimeText } from "../base/time-text.ts";
import { Loaded } from "../widgets/Loaded.tsx";
import { Notice } from "../widgets/Notice.tsx";
import { PageHeader } from "../widgets/PageHeader.tsx";
import { startReading } from "../widgets/reading-start.ts";
import styles from "./Case.module.css";
import { CaseEditor } from "./CaseEditor.tsx";
import { ReportForm } from "./ReportForm.tsx";

/** The team's report: editable with autosave until it is submitted, then a frozen copy. */
export function CasePage() {
  const exerciseId = useExerciseId();
  const report = useReport(exerciseId);
  const isSubmitted = report.data !== undefined && report.data.submittedAt !== null;
  const wasOpen = useRef(false);
  useEffect(() => {
    // The button that submitted is gone; reading goes on at the top of the frozen report.
    if (isSubmitted && wasOpen.current) startReading();
    wasOpen.current = report.data !== undefined && !isSubmitted;
  }, [isSubmitted, report.data]);
  const canInvestigate = useExercise(exerciseId).data?.abilities.investigate ?? true;
  return (
    <>
      {report.data === undefined && <PageHeader title="Case" />}
      <Loaded query={report} lines={9}>
        {(view) =>
          view.submittedAt === null && canInvestigate ? (
            <CaseEditor exerciseId={exerciseId} view={view} />
          ) : (
            <FrozenReport exerciseId={exerciseId} view={view} />
          )
        }
      </Loaded>
    </>
  );
}

function FrozenReport({ exerciseId, view }: { readonly exerciseId: string; readonly view: ReportView }) {
  return (
    <>
      <PageHeader title="Case" subtitle={view.submittedAt === null ? "Read only" : "Submitted"} />
      <div className={styles["frozen"]}>
        <Notice
          tone="info"
          title={view.submittedAt === null ? "This report can no longer be changed" : "This report is submitted and frozen"}
        >
          {view.submittedAt === null
            ? "What you see is the last saved version."
            : `By ${view.submittedBy ?? "the team"}, ${fullTimeText(view.submittedAt)}.`}
        </Notice>
        <ReportForm exerciseId={exerciseId} body={view.body} actionLibrary={view.actionLibrary} isFrozen onChange={() => undefined} />
      </div>
    </>
  );
}
