import type { IncomingMessage } from "node:http";
import { fromNodeHeaders } from "better-auth/node";
import type { Auth } from "../auth/create-auth.ts";
import type { Lab } from "../exercise/lab.ts";
import { canOnExercise, teamOf } from "../policy/exercise.ts";
import type { ExerciseId } from "../state/ids.ts";
import type { Admission } from "./live-server.ts";

/** Who may listen to what: the same session and the same policy as HTTP. A facilitator hears the control stream. */
export function createAdmission(auth: Auth, lab: Lab): (request: IncomingMessage, exerciseId: ExerciseId) => Promise<Admission> {
  return async (request, exerciseId) => {
    const { actor, sessionId } = await auth.identify(fromNodeHeaders(request.headers));
    if (actor.kind === "nobody" || sessionId === null) return { kind: "refused", why: "notSignedIn" };
    const exercise = await lab.state.exercises.find(exerciseId);
    if (exercise === null) return { kind: "refused", why: "notFound" };
    if (!canOnExercise(actor, "see", exercise)) return { kind: "refused", why: "notYours" };
    await lab.runtime.start(exerciseId);
    const { id: userId, displayName } = actor.person;
    const isFacilitator = canOnExercise(actor, "facilitate", exercise);
    return {
      kind: "admitted",
      sessionId,
      seat: { exerciseId, teamId: isFacilitator ? null : teamOf(actor, exercise), userId, displayName },
    };
  };
}
