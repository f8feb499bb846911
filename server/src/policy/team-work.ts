import type { TeamId } from "../state/ids.ts";
import type { Actor } from "../state/person.ts";

/** Alerts, evidence, reports, history: only the team itself sees and changes them. */
export function canOnTeamWork(actor: Actor, work: { readonly teamId: TeamId }): boolean {
  return actor.kind === "person" && actor.seats.some((seat) => seat.teamId === work.teamId);
}
