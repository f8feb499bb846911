import type { ClockView } from "@mailroom/server/contract";
import { useEffect, useState } from "react";
import { ClockSkew, extrapolateClockMs } from "../base/sim-clock.ts";
import { useConnection } from "./live/connection-store.ts";

/** One server, one skew: every clock message teaches it. */
const skew = new ClockSkew();

export function observeClock(clock: ClockView): void {
  skew.observe(clock.serverTime, Date.now());
}

/** Exercise time now, in ms since 1970. Without a connection nobody knows whether it still runs: it stands where it was lost. */
export function simNowMs(clock: ClockView): number {
  return extrapolateClockMs(clock, useConnection.getState().lostAtMs ?? Date.now(), skew.ms);
}

/** Exercise time in ms, re-rendering four times a second while the clock runs; null without a clock. */
export function useSimNowMs(clock: ClockView | undefined): number | null {
  const [, setTick] = useState(0);
  const isRunning = clock?.state === "running";
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => setTick((tick) => tick + 1), 250);
    return () => clearInterval(timer);
  }, [isRunning]);
  return clock === undefined ? null : simNowMs(clock);
}
