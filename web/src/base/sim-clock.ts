import type { ClockView } from "@mailroom/server/contract";

/**
 * Exercise time in ms since 1970 at the local wall time `nowMs`, from the last clock that the server sent.
 * `skewMs` is local minus server wall time. Stands still unless running and never passes the end of the exercise.
 */
export function extrapolateClockMs(clock: ClockView, nowMs: number, skewMs: number): number {
  const simNowMs = Date.parse(clock.simNow);
  if (clock.state !== "running") return simNowMs;
  const passedMs = Math.max(0, nowMs - skewMs - clock.serverTime);
  return Math.min(simNowMs + passedMs * clock.speed, Date.parse(clock.simEnd));
}

/**
 * Local minus server wall time, learned from stamped messages: each sample is too large by its travel time, so the
 * smallest one seen is the best.
 */
export class ClockSkew {
  #bestMs: number | null = null;

  observe(serverTimeMs: number, receivedAtMs: number): void {
    const sampleMs = receivedAtMs - serverTimeMs;
    if (this.#bestMs === null || sampleMs < this.#bestMs) this.#bestMs = sampleMs;
  }

  get ms(): number {
    return this.#bestMs ?? 0;
  }
}
