import { Progress } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { describeProblem } from "../api/errors.ts";
import { useGuide, useOpenHint } from "../api/guide.ts";
import { EmptyState } from "../widgets/EmptyState.tsx";
import { Loaded } from "../widgets/Loaded.tsx";
import styles from "./Guide.module.css";
import { GuideStepItem } from "./GuideStepItem.tsx";

/** The guided steps. The server ticks them off from what was really done; nobody can tick one by hand. */
export function GuideList({ exerciseId }: { readonly exerciseId: string }) {
  const guide = useGuide(exerciseId);
  const openHint = useOpenHint(exerciseId);
  return (
    <Loaded query={guide} lines={5}>
      {({ steps, doneCount }) =>
        steps.length === 0 ? (
          <EmptyState isCompact headline="This exercise has no guide">
            Work from the brief and the alerts.
          </EmptyState>
        ) : (
          <>
            <p className={styles["progressText"]} role="status">
              {doneCount} of {steps.length} steps done
            </p>
            <Progress value={(doneCount / steps.length) * 100} size="sm" aria-label="Steps done" />
            <ol className={styles["list"]}>
              {steps.map((step, index) => (
                <GuideStepItem
                  key={step.id}
                  step={step}
                  number={index + 1}
                  onOpenHint={(hint) =>
                    openHint.mutate(
                      { stepId: step.id, index: hint },
                      {
                        onError: (error) =>
                          notifications.show({ color: "red", title: "The hint stayed closed", message: describeProblem(error).message }),
                      },
                    )
                  }
                />
              ))}
            </ol>
          </>
        )
      }
    </Loaded>
  );
}
