import { afterAll, describe, expect, it } from "vitest";
import { F1_MAX } from "./audit-scenario.ts";
import { auditPlanted, inEventLog, inWebLog, type Plant, PlantedWorlds } from "./testing/planted-world.ts";

const worlds = new PlantedWorlds();
afterAll(() => worlds.remove());

const HOUR_TICKS = 36_000_000_000n;
const MILLISECOND_TICKS = 10_000n;

/** A fault of a simulation: what it does to rows, and how the rule that finds it reads. */
interface Fault {
  readonly kind: string;
  readonly table: "WebLog" | "EventLog";
  readonly plant: Plant;
  readonly rule: RegExp;
}

/** Changes the intruder's rows alone. */
const ofIntruder =
  (plant: Plant): Plant =>
  (row, seed) =>
    row.stepId === null ? row : plant(row, seed);

/** The rows' own number, from which each fault makes values that tell nothing else. */
const FAULTS: readonly Fault[] = [
  {
    kind: "a value that it alone has",
    table: "WebLog",
    plant: ofIntruder((row) => inWebLog(row, "Status", 418)),
    rule: /\| where Status == 418$/,
  },
  {
    kind: "a number beyond all others",
    table: "WebLog",
    plant: ofIntruder((row, seed) => inWebLog(row, "TimeTaken", 10_000 + 977 * seed + row.activityId)),
    rule: /\| where TimeTaken >= \d+$/,
  },
  {
    kind: "values that occur once",
    table: "WebLog",
    plant: ofIntruder((row, seed) => inWebLog(row, "User", `us${100 + 400 * seed + (row.activityId % 397)}`)),
    rule: /rowsWithUser <= \d$/,
  },
  {
    kind: "an hour in which nobody else works",
    table: "EventLog",
    plant: ofIntruder((row) => ({
      ...row,
      atTicks: row.atTicks + 5n * HOUR_TICKS,
      visibleAtTicks: row.visibleAtTicks + 5n * HOUR_TICKS,
    })),
    rule: /hourofday\(TimeGenerated\) between/,
  },
  {
    kind: "texts as long as no other, of the same letters",
    table: "WebLog",
    plant: ofIntruder((row) => inWebLog(row, "RequestId", `request-${row.activityId}`.repeat(3))),
    rule: /strlen\(RequestId\) >= \d+$/,
  },
  {
    kind: "texts that are less random than others of their length",
    table: "WebLog",
    plant: (row) => inWebLog(row, "RequestId", signsOf(row.activityId, row.stepId === null ? 16 : 4)),
    rule: /the entropy of the first 48 signs of RequestId <= [\d.]+ bits$/,
  },
  {
    kind: "a number that is missing",
    table: "EventLog",
    plant: ofIntruder((row) => inEventLog(row, "Score", null)),
    rule: /isempty\(Score\)$/,
  },
  {
    kind: "an instant that is missing",
    table: "EventLog",
    plant: ofIntruder((row) => inEventLog(row, "Started", null)),
    rule: /isnull\(Started\)$/,
  },
  {
    kind: "identifiers that go back where all others count on",
    table: "WebLog",
    plant: (row) => inWebLog(row, "RequestId", `request-${100_000 + 10 * row.activityId - (row.stepId === null ? 0 : 395)}`),
    rule: /RequestId < prev\(RequestId\)/,
  },
  {
    kind: "instants that are whole milliseconds",
    table: "EventLog",
    plant: ofIntruder((row) => ({ ...row, atTicks: row.atTicks - (row.atTicks % MILLISECOND_TICKS) })),
    rule: /TimeGenerated == bin\(TimeGenerated, 1ms\)$/,
  },
  {
    kind: "whole seconds in another column of instants",
    table: "EventLog",
    plant: ofIntruder((row) => inEventLog(row, "Started", row.atTicks - (row.atTicks % 10_000_000n))),
    rule: /Started == bin\(Started, 1s\)$/,
  },
  {
    kind: "two values that only it has together",
    table: "WebLog",
    plant: (row) => {
      const isStory = row.stepId !== null;
      const status = inWebLog(row, "Status", isStory || row.activityId % 11 === 1 ? 418 : 200);
      return inWebLog(status, "SubStatus", isStory || row.activityId % 13 === 1 ? 7 : 0);
    },
    rule: /(?=[^]*\| where Status == 418)(?=[^]*\| where SubStatus == 7)/,
  },
];

/** Thirty-two signs that look thrown, of an alphabet of so many. */
function signsOf(number: number, alphabet: number): string {
  return Array.from({ length: 32 }, (_, i) =>
    (((number * 7_919 + i * 104_729 + ((number * (i + 3)) >> 2)) >>> 3) % alphabet).toString(16),
  ).join("");
}

describe("a world is not passed whose intruder", () => {
  it.each(FAULTS.map((fault) => [fault.kind, fault] as const))("shows by %s", async (_kind, { table, plant, rule }) => {
    const { isPassed, tables } = await auditPlanted(await worlds.build(plant, table));
    const found = tables.find((one) => one.table === table);
    expect(found?.rules.map(({ kql }) => kql).find((kql) => rule.test(kql)) ?? found?.rules).toMatch(rule);
    expect(found?.f1).toBeGreaterThan(F1_MAX);
    expect(isPassed).toBe(false);
  });
});
