import { expect, it, vi } from "vitest";
import { exerciseId } from "../state/ids.ts";
import { createEventBus } from "./event-bus.ts";
import type { LabEvent } from "./events.ts";

const ended: LabEvent = { kind: "ExerciseEnded", exerciseId: exerciseId("e1") };
const noted: LabEvent = { kind: "NoteAdded", exerciseId: exerciseId("e1") };

it("hands an event only to those who asked for its kind, until they stop listening", () => {
  const bus = createEventBus(() => {});
  const seen: string[] = [];
  const stop = bus.on("ExerciseEnded", (event) => seen.push(event.exerciseId));
  bus.announce(noted);
  bus.announce(ended);
  stop();
  bus.announce(ended);
  expect(seen).toEqual(["e1"]);
});

it("reports a listener that throws and still tells the others", () => {
  const onError = vi.fn<(error: unknown, event: LabEvent) => void>();
  const bus = createEventBus(onError);
  const seen: LabEvent[] = [];
  bus.subscribe(() => {
    throw new Error("no");
  });
  bus.subscribe((event) => seen.push(event));
  bus.announce(ended);
  expect(seen).toEqual([ended]);
  expect(onError).toHaveBeenCalledOnce();
});
