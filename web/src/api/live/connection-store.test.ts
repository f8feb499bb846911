import { afterEach, expect, it, vi } from "vitest";
import { simNowMs } from "../clock.ts";
import { useConnection } from "./connection-store.ts";

afterEach(() => {
  useConnection.getState().setConnection({ kind: "off" });
  vi.useRealTimers();
});

it("the exercise clock stands still while the server cannot be heard, and goes on with it", () => {
  const { setConnection } = useConnection.getState();
  vi.useFakeTimers({ now: 1_000_000 });
  const clock = {
    state: "running",
    simNow: "2021-03-03T09:00:00Z",
    simStart: "2021-03-03T08:00:00Z",
    simEnd: "2021-03-03T12:00:00Z",
    speed: 60,
    serverTime: 1_000_000,
  } as const;
  const minutes = (): number => (simNowMs(clock) - Date.parse(clock.simNow)) / 60_000;
  setConnection({ kind: "connecting" });
  vi.setSystemTime(1_001_000);
  expect(minutes()).toBe(1);
  setConnection({ kind: "live" });
  vi.setSystemTime(1_002_000);
  setConnection({ kind: "waiting", retryAtMs: 1_009_000 });
  vi.setSystemTime(1_005_000);
  setConnection({ kind: "connecting" });
  expect(minutes()).toBe(2);
  setConnection({ kind: "live" });
  expect(minutes()).toBe(5);
});
