import { PERFORM_STEP } from "./event-kinds.ts";
import type { World } from "./kernel/world.ts";
import { planDay } from "./people/working-day.ts";

/** Fills the diary of a new world: everybody's first day, every machine's first turn, and the story. */
export function scheduleBeginning(world: World): void {
  const { historyStart } = world.window;
  for (const { key } of world.estate.people) world.schedule(planDay, historyStart, { personKey: key });
  for (const { stepId, at } of world.story.occurrences) if (at >= historyStart) world.schedule(PERFORM_STEP, at, { stepId });
}
