import { buildTinyScenario } from "../test/fixtures/tiny-scenario.ts";
import type { Scenario } from "../src/scenario/model.ts";
import { createRangeSource } from "../src/telemetry/build/range-source.ts";
import { FAKE_KEY } from "../src/telemetry/testing/fake-store.ts";
import { measureAppender } from "./appender-rate.ts";
import type { Benchmark, Figure } from "./benchmark.ts";
import { buildFigures, measureBuild } from "./build-rate.ts";
import { shippedEntry } from "./shipped-entry.ts";

interface Size {
  readonly mailboxes: number;
  /** Rows that the run should come to, roughly. */
  readonly rows: number;
}

const SIZES: readonly Size[] = [
  { mailboxes: 80, rows: 1_000_000 },
  { mailboxes: 500, rows: 1_000_000 },
  { mailboxes: 5_000, rows: 1_000_000 },
  // Ten times the rows of the same company: memory must not follow.
  { mailboxes: 500, rows: 10_000_000 },
];

/** At a small volume an estate of any size needs days, not minutes, for so many rows, as a scenario does. */
const VOLUME = 0.07;
const TRIAL_DAYS = 1;

function companyOf(mailboxes: number, historyDays: number): Scenario {
  const tiny = buildTinyScenario();
  const each = Math.round(mailboxes / tiny.cast.departments.length);
  const departments = tiny.cast.departments.map((department) => ({ ...department, headcount: each }));
  return { ...tiny, volume: VOLUME, window: { ...tiny.window, historyDays }, cast: { ...tiny.cast, departments } };
}

/** How many days of a company of this size come to so many rows, judged by one of them. */
function daysFor({ mailboxes, rows }: Size): number {
  const source = createRangeSource(companyOf(mailboxes, TRIAL_DAYS), FAKE_KEY.seed);
  let made = 0;
  for (const batch of source.advance(source.window.exerciseEnd)) made += batch.length;
  return Math.max(1, Math.round((rows / made) * TRIAL_DAYS));
}

async function measure(size: Size): Promise<readonly Figure[]> {
  const scenario = companyOf(size.mailboxes, daysFor(size));
  const appender = await measureAppender(createRangeSource(scenario, FAKE_KEY.seed));
  const build = await measureBuild(shippedEntry("build-world"), scenario);
  const share = (build.rowsPerSecond / appender).toFixed(2);
  const against = `${share} of the ${Math.round(appender).toLocaleString("en")} rows/s at which DuckDB appends such rows ready made`;
  return buildFigures(`${size.mailboxes.toLocaleString("en")} mailboxes`, build, against);
}

/** The range into the store, causes and labels on, for companies of several sizes. Takes minutes. */
export const range: Benchmark = {
  name: "range",
  async run() {
    const figures: Figure[] = [];
    for (const size of SIZES) figures.push(...(await measure(size)));
    return figures;
  },
};
