import type { AnyEventKind } from "./kernel/event-kind.ts";
import { performStepKind } from "./intruders/perform-step.ts";
import { TECHNIQUES_BY_NAME } from "./intruders/techniques.ts";
import { OUTLOOK_KINDS } from "./people/outlook.ts";
import { WORKING_DAY_KINDS } from "./people/working-day.ts";

export const PERFORM_STEP = performStepKind(TECHNIQUES_BY_NAME);

/** Every kind of event that can stand in the diary. */
export const ALL_EVENT_KINDS: readonly AnyEventKind[] = [PERFORM_STEP, ...WORKING_DAY_KINDS, ...OUTLOOK_KINDS];
