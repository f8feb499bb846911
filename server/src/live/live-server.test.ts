import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import WebSocket from "ws";
import type { ServerMessage } from "../../contract/index.ts";
import { createEventBus, type EventBus } from "../exercise/event-bus.ts";
import { exerciseId, sessionId, teamId, userId } from "../state/ids.ts";
import { LiveHub, teamStream } from "./hub.ts";
import { dropSlow, serveLive, type Admission } from "./live-server.ts";
import { PresenceBook, type Seat } from "./presence.ts";

const EXERCISE = "11111111-1111-4111-8111-111111111111";
const TEAM = teamId("22222222-2222-4222-8222-222222222222");
const seat: Seat = {
  exerciseId: exerciseId(EXERCISE),
  teamId: TEAM,
  userId: userId("33333333-3333-4333-8333-333333333333"),
  displayName: "Ada",
};

let server: Server;
let hub: LiveHub;
let bus: EventBus;
let stop: () => void;
let admission: Admission;
let presenceChanges: Seat[];

beforeEach(async () => {
  server = createServer();
  hub = new LiveHub("epoch-1", dropSlow);
  bus = createEventBus(() => {});
  const changes: Seat[] = [];
  presenceChanges = changes;
  admission = { kind: "admitted", seat, sessionId: sessionId("session-1") };
  stop = serveLive({
    server,
    hub,
    bus,
    presence: new PresenceBook(),
    admit: async () => admission,
    onPresence: (changed) => changes.push(changed),
    onError: () => {},
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterEach(() => {
  stop();
  server.close();
});

function connect(query = "", origin?: string): WebSocket {
  const { port } = server.address() as AddressInfo;
  return new WebSocket(`ws://127.0.0.1:${port}/live?exercise=${EXERCISE}${query}`, origin === undefined ? {} : { origin });
}

async function receive(ws: WebSocket, count: number): Promise<ServerMessage[]> {
  const messages: ServerMessage[] = [];
  return new Promise((resolve, reject) => {
    ws.on("error", reject);
    ws.on("message", (data: Buffer, isBinary: boolean) => {
      if (isBinary) return reject(new Error("a browser would see a Blob, not text"));
      messages.push(JSON.parse(data.toString()));
      if (messages.length === count) resolve(messages);
    });
  });
}

async function closeCode(ws: WebSocket): Promise<number> {
  const [code] = await once(ws, "close");
  return code;
}

describe("the live channel", () => {
  it("greets, then sends what happens in the stream of the socket's team", async () => {
    const ws = connect();
    const first = await receive(ws, 1);
    const rest = receive(ws, 1);
    hub.publish(teamStream(TEAM), { kind: "rows", added: { W3CIISLog: 3 } });
    expect(first).toEqual([{ type: "hello", epoch: "epoch-1", seq: 0, mode: "fresh" }]);
    expect(await rest).toEqual([{ type: "event", seq: 1, event: { kind: "rows", added: { W3CIISLog: 3 } } }]);
    ws.close();
  });

  it("sends a returning client exactly what it missed", async () => {
    for (let n = 1; n <= 5; n++) hub.publish(teamStream(TEAM), { kind: "rows", added: { Event: n } });
    const messages = await receive(connect("&epoch=epoch-1&after=3"), 3);
    expect(messages.map((message) => ("seq" in message ? message.seq : null))).toEqual([5, 4, 5]);
    expect(messages[0]).toMatchObject({ type: "hello", mode: "resumed" });
  });

  it("closes with the contract's codes for strangers", async () => {
    const codes: number[] = [];
    for (const why of ["notSignedIn", "notYours", "notFound"] as const) {
      admission = { kind: "refused", why };
      codes.push(await closeCode(connect()));
    }
    expect(codes).toEqual([4401, 4403, 4404]);
  });

  it("refuses a page of another origin before it becomes a socket", async () => {
    const [error] = await once(connect("", "https://elsewhere.example"), "error");
    expect(String(error)).toContain("403");
  });

  it("closes the sockets of a session that ends", async () => {
    const ws = connect();
    await receive(ws, 1);
    const closed = closeCode(ws);
    bus.announce({ kind: "SessionEnded", sessionId: sessionId("session-1"), userId: seat.userId });
    expect(await closed).toBe(4410);
  });

  it("answers a ping and hangs up on anything else", async () => {
    const ws = connect();
    await receive(ws, 1);
    const pong = receive(ws, 1);
    ws.send(JSON.stringify({ type: "ping", nonce: 7 }));
    expect(await pong).toEqual([{ type: "pong", nonce: 7 }]);
    const closed = closeCode(ws);
    ws.send("<script>");
    expect(await closed).toBe(1003);
  });

  it("says once that somebody came, however many tabs they open", async () => {
    const [first, second] = [connect(), connect()];
    await Promise.all([receive(first, 1), receive(second, 1)]);
    expect(presenceChanges).toEqual([seat]);
    first.close();
    await once(first, "close");
    expect(presenceChanges).toHaveLength(1);
    second.close();
    await expect.poll(() => presenceChanges.length).toBe(2);
  });
});
