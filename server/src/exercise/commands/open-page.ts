import type { GuidePage } from "../../state/guide.ts";
import type { TeamVisit } from "../access.ts";
import type { Lab } from "../lab.ts";

/** Remembers that the team has opened a page: the guide ticks such steps off. Called by the reads that fill the page. */
export async function recordOpenedPage(lab: Lab, { exercise, teamId, person }: TeamVisit, page: GuidePage): Promise<void> {
  if (!(await lab.state.guides.recordPage(teamId, page))) return;
  lab.bus.announce({ kind: "PageOpened", exerciseId: exercise.id, teamId, userId: person.id, page });
}
