import { parseSimTime } from "../src/base/sim-time.ts";
import type { Scenario } from "../src/scenario/model.ts";
import { createRangeSource } from "../src/telemetry/build/range-source.ts";
import { FAKE_KEY } from "../src/telemetry/testing/fake-store.ts";
import { buildTinyScenario } from "../test/fixtures/tiny-scenario.ts";
import { measureAppender } from "./appender-rate.ts";
import type { Benchmark, Figure } from "./benchmark.ts";
import { buildFigures, measureBuild } from "./build-rate.ts";
import { shippedEntry } from "./shipped-entry.ts";

/** A company, and how long it is simulated: the larger, the shorter, so that each comes to some hundred thousand rows. */
interface Size {
  readonly mailboxes: number;
  readonly historyDays: number;
  readonly exerciseMinutes: number;
}

const SIZES: readonly Size[] = [
  { mailboxes: 80, historyDays: 7, exerciseMinutes: 60 },
  { mailboxes: 500, historyDays: 1, exerciseMinutes: 60 },
  { mailboxes: 5_000, historyDays: 0, exerciseMinutes: 150 },
];

/** One company until it has written a million rows, and ten million: memory must not follow. */
const GROWING: readonly Size[] = [
  { mailboxes: 500, historyDays: 8, exerciseMinutes: 60 },
  { mailboxes: 500, historyDays: 80, exerciseMinutes: 60 },
];

const VOLUME = 0.07;
const MORNING = parseSimTime("2021-03-04T08:00:00Z");

function companyOf({ mailboxes, historyDays, exerciseMinutes }: Size): Scenario {
  const tiny = buildTinyScenario();
  const headcount = Math.round(mailboxes / tiny.cast.departments.length);
  const departments = tiny.cast.departments.map((department) => ({ ...department, headcount }));
  const window = { ...tiny.window, historyDays, exerciseMinutes, exerciseStart: MORNING };
  return { ...tiny, story: [], volume: VOLUME, window, cast: { ...tiny.cast, departments } };
}

async function measure(size: Size): Promise<readonly Figure[]> {
  const scenario = companyOf(size);
  const appender = await measureAppender(createRangeSource(scenario, FAKE_KEY.seed));
  const build = await measureBuild(shippedEntry("build-world"), scenario);
  const share = (build.rowsPerSecond / appender).toFixed(2);
  const against = `${share} of the ${Math.round(appender).toLocaleString("en")} rows/s at which DuckDB appends such rows ready made`;
  return buildFigures(`${size.mailboxes.toLocaleString("en")} mailboxes`, build, against);
}

async function measureAll(sizes: readonly Size[]): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const size of sizes) figures.push(...(await measure(size)));
  return figures;
}

/** The range into the store, causes and labels on, for companies of several sizes. About two minutes. */
export const range: Benchmark = { name: "range", run: () => measureAll(SIZES) };

/** Whether the builder's memory grows with the length of a world, of the range itself and with its causes. Many minutes. */
export const flatMemory: Benchmark = { name: "flat memory", run: () => measureAll(GROWING) };
