import type { LiveEvent } from "@mailroom/server/contract";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveClient, type Socket } from "./live-client.ts";

class FakeSocket implements Socket {
  readonly listeners = new Map<string, (event: { readonly data: unknown; readonly code: number }) => void>();
  readonly sent: string[] = [];
  isClosed = false;
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }
  addEventListener(type: string, listener: (event: { readonly data: unknown; readonly code: number }) => void): void {
    this.listeners.set(type, listener);
  }
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.isClosed = true;
  }
  say(message: unknown): void {
    this.listeners.get("message")?.({ data: JSON.stringify(message), code: 0 });
  }
  breakOff(code: number): void {
    this.listeners.get("close")?.({ data: null, code });
  }
}

const rows = (seq: number) => ({ type: "event", seq, event: { kind: "rows", added: { T: seq } } });

describe("the live client", () => {
  let sockets: FakeSocket[];
  let heard: (number | undefined)[];
  let fresh: number;
  let states: string[];
  let client: LiveClient;

  beforeEach(() => {
    vi.useFakeTimers();
    sockets = [];
    heard = [];
    fresh = 0;
    states = [];
    client = new LiveClient({
      exerciseId: "x1",
      origin: "http://lab.example",
      openSocket: (url) => {
        const socket = new FakeSocket(url);
        sockets.push(socket);
        return socket;
      },
      random: () => 1,
      now: () => Date.now(),
      onEvent: (event: LiveEvent) => heard.push(event.kind === "rows" ? event.added["T"] : undefined),
      onFresh: () => (fresh += 1),
      onState: (state) => states.push(state.kind),
    });
    client.start();
    sockets[0]!.say({ type: "hello", epoch: "e", seq: 10, mode: "fresh" });
    sockets[0]!.say(rows(11));
  });
  afterEach(() => {
    client.stop();
    vi.useRealTimers();
  });

  it("resumes after a lost connection with no gap and no duplicate", () => {
    sockets[0]!.breakOff(1006);
    vi.advanceTimersByTime(500);
    expect(sockets[1]!.url).toContain("epoch=e&after=11");
    sockets[1]!.say({ type: "hello", epoch: "e", seq: 11, mode: "resumed" });
    [11, 12, 13].forEach((seq) => sockets[1]!.say(rows(seq)));
    expect(heard).toEqual([11, 12, 13]);
    expect(fresh).toBe(1);
    expect(states).toEqual(["connecting", "live", "waiting", "connecting", "live"]);
  });

  it("connects again at a gap instead of passing over it", () => {
    sockets[0]!.say(rows(13));
    expect(sockets[0]!.isClosed).toBe(true);
    vi.advanceTimersByTime(500);
    expect(sockets[1]!.url).toContain("after=11");
    expect(heard).toEqual([11]);
  });

  it("does not come back when it was refused for good", () => {
    sockets[0]!.breakOff(4403);
    vi.advanceTimersByTime(120_000);
    expect(sockets).toHaveLength(1);
    expect(states.at(-1)).toBe("refused");
  });

  it("gives up a connection that went silent", () => {
    vi.advanceTimersByTime(61_000);
    expect(sockets[0]!.sent.length).toBeGreaterThan(0);
    expect(sockets.length).toBeGreaterThan(1);
  });

  it("counts an event that it does not know as heard, and fetches again", () => {
    sockets[0]!.say({ type: "event", seq: 12, event: { kind: "from-the-future" } });
    sockets[0]!.say(rows(13));
    expect(heard).toEqual([11, 13]);
    expect(fresh).toBe(2);
    expect(sockets).toHaveLength(1);
  });

  it("waits longer after every failure and comes at once when asked", () => {
    sockets[0]!.breakOff(1006);
    vi.advanceTimersByTime(500);
    sockets[1]!.breakOff(1006);
    vi.advanceTimersByTime(999);
    expect(sockets).toHaveLength(2);
    client.retryNow();
    expect(sockets).toHaveLength(3);
  });
});
