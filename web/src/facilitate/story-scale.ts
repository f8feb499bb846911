/** Where an instant lies between two others, from 0 to 1; outside it stays at the nearer end. */
export function shareOf(instantMs: number, fromMs: number, toMs: number): number {
  return toMs <= fromMs ? 0 : Math.max(0, Math.min(1, (instantMs - fromMs) / (toMs - fromMs)));
}

/** Beginning and end of the track: the exercise, widened to the steps that happened before it. */
export function trackSpan(
  steps: readonly { readonly at: string }[],
  clock: { readonly simStart: string; readonly simEnd: string },
): { readonly fromMs: number; readonly toMs: number } {
  const times = steps.map((step) => Date.parse(step.at));
  return {
    fromMs: Math.min(Date.parse(clock.simStart), ...times),
    toMs: Math.max(Date.parse(clock.simEnd), ...times),
  };
}

/** Teams that have had a step's rows on their screen. */
export function teamsThatSaw<T extends { readonly stepsSeen: readonly string[] }>(stepId: string, teams: readonly T[]): readonly T[] {
  return teams.filter((team) => team.stepsSeen.includes(stepId));
}
