import type { ServerMessage } from "@mailroom/server/contract";
import { describe, expect, it } from "vitest";
import { backoffMs } from "./backoff.ts";
import { type Position, hear, liveUrl } from "./position.ts";

const event = (seq: number): ServerMessage => ({ type: "event", seq, event: { kind: "rows", added: { W3CIISLog: seq } } });
const hello = (mode: "resumed" | "fresh", epoch: string, seq: number): ServerMessage => ({ type: "hello", epoch, seq, mode });

/** Plays messages and says what happened to each: applied number, or the other effect. */
function play(start: Position | null, messages: readonly ServerMessage[]): { effects: (number | string)[]; position: Position | null } {
  let position = start;
  const effects = messages.map((message) => {
    const heard = hear(position, message);
    position = heard.position;
    return heard.effect.kind === "apply" && message.type === "event" ? message.seq : heard.effect.kind;
  });
  return { effects, position };
}

describe("hearing a stream", () => {
  it("fetches everything on the first greeting and goes on from there", () => {
    expect(play(null, [hello("fresh", "a", 7), event(8), event(9)])).toEqual({
      effects: ["refetch", 8, 9],
      position: { epoch: "a", seq: 9 },
    });
  });

  it("drops what was heard before, as after a resume that overlaps", () => {
    expect(play({ epoch: "a", seq: 5 }, [hello("resumed", "a", 5), event(4), event(5), event(6)]).effects).toEqual([
      "none",
      "none",
      "none",
      6,
    ]);
  });

  it("asks to resume at a gap and does not pass over it", () => {
    const { effects, position } = play({ epoch: "a", seq: 5 }, [event(7), event(8)]);
    expect(effects).toEqual(["resume", "resume"]);
    expect(position).toEqual({ epoch: "a", seq: 5 });
  });

  it("starts anew after a server start, whatever the numbers say", () => {
    expect(play({ epoch: "a", seq: 50 }, [hello("fresh", "b", 2), event(3)])).toEqual({
      effects: ["refetch", 3],
      position: { epoch: "b", seq: 3 },
    });
    expect(play({ epoch: "a", seq: 50 }, [hello("resumed", "b", 50)]).effects).toEqual(["refetch"]);
  });
});

describe("the address of the channel", () => {
  it("carries the position and speaks TLS where the page does", () => {
    expect(liveUrl("http://127.0.0.1:8025", "/live", "x1", null)).toBe("ws://127.0.0.1:8025/live?exercise=x1");
    expect(liveUrl("https://lab.example", "/live", "x1", { epoch: "e", seq: 4 })).toBe(
      "wss://lab.example/live?exercise=x1&epoch=e&after=4",
    );
  });
});

describe("the pause before the next try", () => {
  it("doubles, is capped and is spread", () => {
    expect([0, 1, 2, 3].map((attempt) => backoffMs(attempt, 1))).toEqual([500, 1000, 2000, 4000]);
    expect(backoffMs(99, 1)).toBe(20_000);
    expect(backoffMs(1, 0)).toBe(500);
  });
});
