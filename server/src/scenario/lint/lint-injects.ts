import { MICROS_PER_MINUTE } from "../../base/sim-time.ts";
import { parseDuration } from "../duration.ts";
import type { LintContext } from "./lint-context.ts";

/** What stands at the front of every message's subject, so that none is ever taken for a real one. */
export const EXERCISE_BANNER = "[EXERCISE]";

export function lintInjects({ files, findings }: LintContext): void {
  const { injects, scenario } = files;
  if (injects === null) return;
  for (const [i, inject] of injects.data.injects.entries()) {
    if (!inject.subject.startsWith(EXERCISE_BANNER)) {
      const place = injects.source.placeOf(["injects", i, "subject"]);
      const message = `The subject does not begin with \`${EXERCISE_BANNER}\`.`;
      findings.error(injects.source.file, place, "inject-without-banner", message, `Write "${EXERCISE_BANNER} ${inject.subject}".`);
    }
    const offset = parseDuration(inject.at) ?? 0;
    const end = (scenario?.data.window.exerciseMinutes ?? Number.POSITIVE_INFINITY) * MICROS_PER_MINUTE;
    if (offset < 0 || offset > end) {
      const message = "This message would arrive outside the exercise.";
      findings.error(
        injects.source.file,
        injects.source.placeOf(["injects", i, "at"]),
        "inject-outside-window",
        message,
        "Choose a time within `exerciseMinutes`.",
      );
    }
  }
}
