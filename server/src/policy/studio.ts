import type { Actor } from "../state/person.ts";

/** Lint results and previews give the story away: instructors only. */
export function canUseStudio(actor: Actor): boolean {
  return actor.kind === "person" && actor.person.role === "instructor";
}
