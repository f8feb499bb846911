import { useExercise } from "../api/exercises.ts";
import { useExerciseId } from "../base/use-exercise-id.ts";
import { EmptyState } from "../widgets/EmptyState.tsx";
import { Loaded } from "../widgets/Loaded.tsx";
import { PageHeading } from "../widgets/PageHeading.tsx";
import { useSavedDesk, useSchema } from "./data/use-hunt-data.ts";
import { HuntWorkspace } from "./page/HuntWorkspace.tsx";
import styles from "./page/page.module.css";

/** The hunting console: ask in KQL, look, pivot, pin. */
export function HuntPage() {
  const exerciseId = useExerciseId();
  const exercise = useExercise(exerciseId);
  return (
    <div className={styles["page"]}>
      <PageHeading title="Hunt" className="visually-hidden" />
      <Loaded query={exercise}>
        {(found) =>
          found.world.state === "ready" ? (
            <Ready key={exerciseId} exerciseId={exerciseId} />
          ) : (
            <EmptyState headline={found.world.state === "failed" ? "The logs could not be made" : "The logs are being written"}>
              {found.world.message}
            </EmptyState>
          )
        }
      </Loaded>
    </div>
  );
}

function Ready({ exerciseId }: { readonly exerciseId: string }) {
  const exercise = useExercise(exerciseId);
  const schema = useSchema(exerciseId);
  const desk = useSavedDesk(exerciseId);
  return (
    <Loaded query={schema}>
      {(foundSchema) => (
        <Loaded query={desk}>
          {(foundDesk) => exercise.data !== undefined && <HuntWorkspace exercise={exercise.data} schema={foundSchema} saved={foundDesk} />}
        </Loaded>
      )}
    </Loaded>
  );
}
