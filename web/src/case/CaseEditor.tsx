import type { ReportView } from "@mailroom/server/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, client } from "../api/client.ts";
import { withKey } from "../api/with-key.ts";
import { useCommands } from "../commands/registry.ts";
import { ConfirmButton } from "../widgets/ConfirmButton.tsx";
import { PageHeader } from "../widgets/PageHeader.tsx";
import { notifyProblem } from "../widgets/notify.tsx";
import styles from "./Case.module.css";
import { CaseSide } from "./CaseSide.tsx";
import { ConflictDialog } from "./ConflictDialog.tsx";
import { ReportForm } from "./ReportForm.tsx";
import { SaveStateText } from "./SaveStateText.tsx";
import { useReportSession } from "./use-report-session.ts";

/** The report while it can be changed. */
export function CaseEditor({ exerciseId, view }: { readonly exerciseId: string; readonly view: ReportView }) {
  const editing = useReportSession(exerciseId, view);
  const cache = useQueryClient();
  const submit = useMutation({
    mutationFn: () => withKey((key) => client.report.submit({ key, exerciseId, baseRevision: editing.revision })),
    onSuccess: async (submitted) => {
      cache.setQueryData(api.report.get.queryKey({ input: { exerciseId } }), submitted);
      await cache.invalidateQueries({ queryKey: api.exercises.get.queryKey({ input: { exerciseId } }) });
    },
    onError: notifyProblem,
  });
  useCommands([{ id: "case.save", title: "Save the report now", group: "Case", keys: ["!mod+s"], run: editing.saveNow }]);
  const isSaved = editing.saveState === "saved";
  return (
    <>
      <PageHeader
        title="Case"
        subtitle={<SaveStateText state={editing.saveState} savedAt={view.savedAt} savedBy={view.savedBy} onRetry={editing.saveNow} />}
        actions={
          <ConfirmButton
            question="Submit the report?"
            consequence={
              editing.body.verdict === "undecided"
                ? "The verdict is still undecided. Submitting freezes the report for the whole team; it cannot be changed after."
                : "Submitting freezes the report for the whole team; it cannot be changed after."
            }
            verb="Submit"
            disabled={!isSaved}
            loading={submit.isPending}
            onConfirm={() => submit.mutate()}
          >
            Submit the report
          </ConfirmButton>
        }
      />
      <div className={styles["page"]}>
        <ReportForm
          exerciseId={exerciseId}
          body={editing.body}
          actionLibrary={view.actionLibrary}
          isFrozen={false}
          onChange={editing.change}
        />
        <CaseSide exerciseId={exerciseId} body={editing.body} />
      </div>
      {editing.conflict !== null && (
        <ConflictDialog mine={editing.body} theirs={editing.conflict.theirs} savedBy={editing.conflict.savedBy} onSettle={editing.settle} />
      )}
    </>
  );
}
