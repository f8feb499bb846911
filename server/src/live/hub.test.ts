import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LiveEvent, ServerMessage } from "../../contract/index.ts";
import { BUFFERED_BYTES_MAX, LiveHub, type LiveSocket } from "./hub.ts";

function event(n: number): LiveEvent {
  return { kind: "rows", added: { W3CIISLog: n } };
}

class FakeSocket implements LiveSocket {
  readonly received: ServerMessage[] = [];
  bufferedAmount = 0;
  closedWith: number | null = null;
  send(bytes: Buffer): void {
    this.received.push(JSON.parse(bytes.toString()));
  }
  close(code: number): void {
    this.closedWith = code;
  }
  /** Sequence numbers of the events, in order of arrival. */
  get seqs(): number[] {
    return this.received.flatMap((message) => (message.type === "event" ? [message.seq] : []));
  }
}

const closeSlow = (socket: LiveSocket): void => socket.close(4408, "too slow");

describe("LiveHub", () => {
  it("greets a newcomer with the stream's position and asks it to fetch its views", () => {
    const hub = new LiveHub("e1", closeSlow);
    hub.publish("team/a", event(1));
    const socket = new FakeSocket();
    hub.join("team/a", socket, null);
    expect(socket.received).toEqual([{ type: "hello", epoch: "e1", seq: 1, mode: "fresh" }]);
  });

  it("sends a stream's events to that stream only", () => {
    const hub = new LiveHub("e1", closeSlow);
    const [a, b] = [new FakeSocket(), new FakeSocket()];
    hub.join("team/a", a, null);
    hub.join("team/b", b, null);
    hub.publish("team/a", event(1));
    expect([a.seqs, b.seqs]).toEqual([[1], []]);
  });

  it("starts afresh for a client of an earlier server life", () => {
    const hub = new LiveHub("e2", closeSlow);
    hub.publish("team/a", event(1));
    const socket = new FakeSocket();
    hub.join("team/a", socket, { epoch: "e1", seq: 0 });
    expect(socket.received[0]).toMatchObject({ mode: "fresh", seq: 1 });
    expect(socket.seqs).toEqual([]);
  });

  it("starts afresh for a client that was away longer than events are kept", () => {
    const hub = new LiveHub("e1", closeSlow);
    for (let n = 0; n < 2_100; n++) hub.publish("team/a", event(n));
    const [late, inTime] = [new FakeSocket(), new FakeSocket()];
    hub.join("team/a", late, { epoch: "e1", seq: 50 });
    hub.join("team/a", inTime, { epoch: "e1", seq: 2_050 });
    expect(late.received).toEqual([{ type: "hello", epoch: "e1", seq: 2_100, mode: "fresh" }]);
    expect(inTime.seqs).toEqual(Array.from({ length: 50 }, (_, i) => 2_051 + i));
  });

  it("drops a socket that does not keep up, instead of buffering for it", () => {
    const hub = new LiveHub("e1", closeSlow);
    const socket = new FakeSocket();
    hub.join("team/a", socket, null);
    socket.bufferedAmount = BUFFERED_BYTES_MAX + 1;
    hub.publish("team/a", event(1));
    expect(socket.closedWith).toBe(4408);
    expect(socket.seqs).toEqual([]);
  });

  it("gives a client that comes and goes every event once and in order", () => {
    const act = fc.constantFrom("publish", "drop", "return");
    fc.assert(
      fc.property(fc.array(act, { maxLength: 200 }), (acts) => {
        const hub = new LiveHub("e1", closeSlow);
        const seen: number[] = [];
        let published = 0;
        let socket = new FakeSocket();
        let leave = hub.join("team/a", socket, { epoch: "e1", seq: 0 });
        let isAway = false;
        for (const what of [...acts, "return"]) {
          if (what === "publish") hub.publish("team/a", event(++published));
          if (what === "drop" && !isAway) {
            leave();
            seen.push(...socket.seqs);
            isAway = true;
          }
          if (what === "return" && isAway) {
            socket = new FakeSocket();
            leave = hub.join("team/a", socket, { epoch: "e1", seq: seen.length });
            isAway = false;
          }
        }
        seen.push(...socket.seqs);
        expect(seen).toEqual(Array.from({ length: published }, (_, i) => i + 1));
      }),
    );
  });
});
