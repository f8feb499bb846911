import { beforeEach, describe, expect, it } from "vitest";
import type { LiveEvent, ServerMessage } from "../../contract/index.ts";
import { parseSimTime } from "../base/sim-time.ts";
import { createEventBus, type EventBus } from "../exercise/event-bus.ts";
import { exerciseId, injectId, teamId, userId } from "../state/ids.ts";
import type { PlannedInjectRecord } from "../state/inject.ts";
import { controlStream, LiveHub, teamStream } from "./hub.ts";
import { PresenceBook } from "./presence.ts";
import { LivePublisher } from "./publisher.ts";

const EXERCISE = exerciseId("11111111-1111-4111-8111-111111111111");
const RED = teamId("22222222-2222-4222-8222-222222222222");
const BLUE = teamId("33333333-3333-4333-8333-333333333333");
const ADA = userId("44444444-4444-4444-8444-444444444444");

let bus: EventBus;
let heard: Record<"red" | "blue" | "control", LiveEvent[]>;
let publisher: LivePublisher;

function listen(hub: LiveHub, stream: string, into: LiveEvent[]): void {
  const send = (bytes: Buffer): void => {
    const message: ServerMessage = JSON.parse(bytes.toString());
    if (message.type === "event") into.push(message.event);
  };
  hub.join(stream, { send, bufferedAmount: 0, close: () => {} }, null);
}

beforeEach(() => {
  bus = createEventBus((error) => {
    throw error;
  });
  const hub = new LiveHub("e", () => {});
  heard = { red: [], blue: [], control: [] };
  listen(hub, teamStream(RED), heard.red);
  listen(hub, teamStream(BLUE), heard.blue);
  listen(hub, controlStream(EXERCISE), heard.control);
  publisher = new LivePublisher({
    hub,
    bus,
    presence: new PresenceBook(),
    teamsOf: async () => [RED, BLUE],
    guideOf: async () => ({ steps: [], doneCount: 1 }),
    renderTextOf: async () => (text: string) => text.replaceAll("{{org.name}}", "Acme"),
    onError: (error) => {
      throw error;
    },
  });
  publisher.start();
});

const inject: PlannedInjectRecord = {
  id: injectId("55555555-5555-4555-8555-555555555555"),
  exerciseId: EXERCISE,
  teamId: RED,
  plannedAt: parseSimTime("2021-03-03T08:05:00Z"),
  channel: "mail",
  from: "MSP",
  to: "SOC",
  subject: "{{org.name}}",
  body: "Close the ticket?",
  expectedAction: "CANARY-expected",
  status: "sent",
  sentAt: parseSimTime("2021-03-03T08:05:00Z"),
  acknowledgedBy: [],
};

describe("LivePublisher", () => {
  it("tells everybody when rows arrive", async () => {
    bus.announce({ kind: "RowsBecameVisible", exerciseId: EXERCISE, added: { Event: 2 } });
    await expect.poll(() => [heard.red.length, heard.blue.length, heard.control.length]).toEqual([1, 1, 1]);
  });

  it("sends an inject to its team only, with names filled in and without what is expected of them", async () => {
    bus.announce({ kind: "InjectSent", exerciseId: EXERCISE, inject });
    await expect.poll(() => heard.control).toEqual([{ kind: "planned-injects" }]);
    expect(heard.blue).toEqual([]);
    expect(heard.red).toMatchObject([{ kind: "inject", inject: { subject: "Acme" } }]);
    expect(JSON.stringify(heard.red)).not.toContain("CANARY");
  });

  it("tells nobody but the control room what a team is looking at", async () => {
    bus.announce({
      kind: "RowsSeen",
      exerciseId: EXERCISE,
      teamId: RED,
      userId: ADA,
      steps: [{ stepId: "CANARY-step", table: "Event", firstSeenAt: parseSimTime("2021-03-03T08:05:00Z") }],
    });
    await expect.poll(() => heard.control).toEqual([{ kind: "board", teamId: RED }]);
    expect([...heard.red, ...heard.blue]).toEqual([]);
  });

  it("keeps one team's work from the other", async () => {
    bus.announce({ kind: "ReportSaved", exerciseId: EXERCISE, teamId: BLUE, userId: ADA, revision: 3, savedBy: "Ada" });
    await expect.poll(() => heard.blue.length).toBe(1);
    expect(heard.red).toEqual([]);
  });

  it("sends the guide anew when a step ticks itself off", async () => {
    bus.announce({ kind: "GuideAdvanced", exerciseId: EXERCISE, teamId: RED, stepId: "first" });
    await expect.poll(() => heard.red).toEqual([{ kind: "guide", guide: { steps: [], doneCount: 1 } }]);
  });
});
