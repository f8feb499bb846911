import { useParams } from "@tanstack/react-router";

/** Id of the exercise whose page this is (`/x/$exerciseId/…` or `/run/$exerciseId`). */
export function useExerciseId(): string {
  const { exerciseId } = useParams({ strict: false });
  if (exerciseId === undefined) throw new Error("useExerciseId is for pages of an exercise.");
  return exerciseId;
}
