import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createEventBus } from "../src/exercise/event-bus.ts";
import { LiveHub, teamStream } from "../src/live/hub.ts";
import { dropSlow, serveLive } from "../src/live/live-server.ts";
import { PresenceBook } from "../src/live/presence.ts";
import { exerciseId, sessionId, teamId, userId } from "../src/state/ids.ts";
import { sourceProgram } from "../src/programs/program.ts";
import { quantile, type Benchmark } from "./benchmark.ts";

const CONSOLES = 1_000;
const EVENTS = 40;
const EVERY_MS = 250;
const TEAM = teamId("22222222-2222-4222-8222-222222222222");

/** Ten consoles' worth of new-row counts, the most frequent message. */
const ADDED = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`Table${i}`, i * 7 + 1]));

async function measure(consoles: number): Promise<readonly number[]> {
  const server = createServer();
  const hub = new LiveHub("bench", dropSlow);
  let nextUser = 0;
  const stop = serveLive({
    server,
    hub,
    bus: createEventBus(() => {}),
    presence: new PresenceBook(),
    admit: async (_, exercise) => ({
      kind: "admitted",
      sessionId: sessionId(`s${++nextUser}`),
      seat: { exerciseId: exercise, teamId: TEAM, userId: userId(`u${nextUser}`), displayName: "bench" },
    }),
    onPresence: () => {},
    onError: () => {},
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/live?exercise=${exerciseId("11111111-1111-4111-8111-111111111111")}`;
  const entry = sourceProgram(new URL("./live-consoles.ts", import.meta.url));
  const clients = fork(entry.file, [url, String(consoles), String(EVENTS)], { execArgv: [...entry.execArgv], serialization: "advanced" });
  await once(clients, "message");
  // Asked for before the last event goes out: the answer may come while that one is still being waited for.
  const reported = once(clients, "message");
  const sentAt: number[] = [];
  for (let n = 0; n < EVENTS; n++) {
    sentAt.push(Date.now());
    hub.publish(teamStream(TEAM), { kind: "rows", added: ADDED });
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  const [arrivals] = (await reported) as [readonly (readonly number[])[]];
  stop();
  server.close();
  return arrivals.flatMap((ofEvent, n) => ofEvent.map((at) => at - (sentAt[n] ?? at)));
}

export const liveFanOut: Benchmark = {
  name: "live event to 1,000 consoles",
  async run() {
    const alone = await measure(10);
    const crowd = await measure(CONSOLES);
    const name = `live event → ${CONSOLES} consoles`;
    return [
      {
        name: `${name}, delivered`,
        value: crowd.length / (CONSOLES * EVENTS),
        unit: "of all",
        budget: { value: 1, is: "at least" },
        against: null,
      },
      {
        name: `${name}, p99`,
        value: quantile(crowd, 0.99),
        unit: "ms",
        budget: { value: 500, is: "at most" },
        against: `${quantile(alone, 0.99)} ms to 10 consoles`,
      },
    ];
  },
};
