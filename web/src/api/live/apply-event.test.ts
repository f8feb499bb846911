import type { AlertSummary, ExerciseView } from "@mailroom/server/contract";
import { QueryClient } from "@tanstack/react-query";
import { beforeEach, describe, expect, it } from "vitest";
import { api } from "../client.ts";
import { applyLiveEvent } from "./apply-event.ts";
import { useArrivals } from "./arrivals-store.ts";

const exerciseId = "6c1c2f2e-7b1e-4f6e-9a44-0c8f9f6a1b01";
const input = { exerciseId };
const alert = (number: number, status: AlertSummary["status"] = "new"): AlertSummary => ({
  id: `00000000-0000-4000-8000-00000000000${number}`,
  number,
  title: `Alert ${number}`,
  ruleId: "r",
  severity: "high",
  tactics: [],
  techniques: [],
  raisedAt: "2021-03-02T08:00:00Z",
  firstRowAt: "2021-03-02T08:00:00Z",
  lastRowAt: "2021-03-02T08:00:00Z",
  hitCount: 1,
  entities: [],
  status,
  claimedBy: null,
  verdict: null,
  evidenceIds: [],
});

describe("live events in the cache", () => {
  let cache: QueryClient;
  beforeEach(() => {
    cache = new QueryClient();
  });

  it("change an alert in its place and add a new one in order", () => {
    const key = api.alerts.list.queryKey({ input });
    cache.setQueryData(key, [alert(1), alert(3)]);
    applyLiveEvent(cache, exerciseId, { kind: "alert", alert: alert(2), isNew: true });
    applyLiveEvent(cache, exerciseId, { kind: "alert", alert: alert(1, "closed"), isNew: false });
    expect(cache.getQueryData(key)?.map((one) => [one.number, one.status])).toEqual([
      [1, "closed"],
      [2, "new"],
      [3, "new"],
    ]);
  });

  it("restart a fetch that was under way, since its answer may be older than the event", async () => {
    const key = api.alerts.list.queryKey({ input });
    const answers = [[alert(1)], [alert(1), alert(2)]];
    const finish: (() => void)[] = [];
    let calls = 0;
    const queryFn = () =>
      new Promise<AlertSummary[]>((resolve) => {
        const answer = answers[calls] ?? [];
        calls += 1;
        finish.push(() => resolve(answer));
      });
    const first = cache.fetchQuery({ queryKey: key, queryFn }).catch(() => []);
    applyLiveEvent(cache, exerciseId, { kind: "alert", alert: alert(2), isNew: true });
    expect(cache.getQueryState(key)?.isInvalidated).toBe(true);
    finish.forEach((done) => done());
    await first;
  });

  it("count arrived rows per table until the reader has looked", () => {
    useArrivals.getState().clear();
    applyLiveEvent(cache, exerciseId, { kind: "rows", added: { W3CIISLog: 3 } });
    applyLiveEvent(cache, exerciseId, { kind: "rows", added: { W3CIISLog: 2, Event: 1 } });
    expect(useArrivals.getState().rows).toEqual({ W3CIISLog: 5, Event: 1 });
  });

  it("show who is here", () => {
    const key = api.exercises.get.queryKey({ input });
    const member = (userId: string, isOnline: boolean) => ({ userId, displayName: userId, isOnline });
    cache.setQueryData(key, {
      team: { id: "t", name: "Blue", members: [member("ann", true), member("bo", true)] },
    } as unknown as ExerciseView);
    applyLiveEvent(cache, exerciseId, {
      kind: "presence",
      online: [
        { userId: "bo", displayName: "bo" },
        { userId: "cy", displayName: "cy" },
      ],
    });
    expect(cache.getQueryData(key)?.team?.members).toEqual([member("ann", false), member("bo", true), member("cy", true)]);
  });
});
