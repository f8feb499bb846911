import { beforeAll, describe, expect, it } from "vitest";
import { LOG_CATALOGUE } from "../src/logs/catalogue.ts";
import type { LogDefinition, LogRow } from "../src/logs/log.ts";
import { cellColumns } from "../src/logs/table.ts";
import type { Activity } from "../src/range/activity.ts";
import { ALL_TECHNIQUES } from "../src/range/intruders/techniques.ts";
import { createWorldRun } from "../src/range/world.ts";
import type { Scenario } from "../src/scenario/model.ts";
import { readLibrary } from "../src/library/scenario-library.ts";
import { SCENARIOS_ROOT } from "./fixtures/first-scenario.ts";
import { InertCheck, surveyWorld } from "./fixtures/world-survey.ts";

const SLUG = "_several-intruders";
/** Little ordinary life beside everything that the intruders do: the volume moves nothing of a story. */
const VOLUME = 0.003;
const SEEDS = [5, 23, 77];
/** Lines say what the cells said, in another writing: those of the story are all read, of the others one of so many. */
const LINES_SKIPPED = 12;

let scenario: Scenario;
beforeAll(async () => {
  const entry = (await readLibrary(SCENARIOS_ROOT)).find(({ slug }) => slug === SLUG);
  if (entry?.scenario == null) throw new Error(`${SLUG} does not lint: ${JSON.stringify(entry?.findings)}`);
  scenario = { ...entry.scenario, volume: VOLUME };
});

/** A column of a table, and the pattern that its value shows. */
interface Trait {
  readonly key: string;
  readonly index: number;
  readonly pattern: RegExp;
}

function traitsByLog(
  described: readonly { readonly key: string; readonly table: string; readonly column: string; readonly pattern: string }[],
): ReadonlyMap<LogDefinition, readonly Trait[]> {
  const byLog = new Map<LogDefinition, Trait[]>();
  for (const { key, table, column, pattern } of described) {
    const log = LOG_CATALOGUE.find((one) => one.table.name === table);
    const index = log === undefined ? -1 : cellColumns(log.table).findIndex(({ name }) => name === column);
    if (log === undefined || index < 0) throw new Error(`${key}: no column ${table}.${column}`);
    byLog.set(log, [...(byLog.get(log) ?? []), { key, index, pattern: new RegExp(pattern, "i") }]);
  }
  return byLog;
}

const shows = ({ cells }: LogRow, { index, pattern }: Trait): boolean => pattern.test(String(cells[index] ?? ""));

/** Who shows each feature: actor id, or `ordinary life`, with one value as an example. */
class Features {
  readonly #byLog: ReturnType<typeof traitsByLog>;
  readonly #culprits = new Map<string, Map<string, string>>();

  constructor() {
    const described = scenario.actors.flatMap(({ id, features }) =>
      features.map(({ says, table, column, matches }) => ({ key: `${id}: ${says}`, table, column, pattern: matches })),
    );
    this.#byLog = traitsByLog(described);
  }

  take(log: LogDefinition, row: LogRow, { cause }: Activity): void {
    for (const trait of this.#byLog.get(log) ?? []) {
      if (!shows(row, trait)) continue;
      const culprits = this.#culprits.get(trait.key) ?? new Map<string, string>();
      this.#culprits.set(trait.key, culprits.set(cause.story?.actorId ?? "ordinary life", String(row.cells[trait.index]).slice(0, 160)));
    }
  }

  problems(): unknown[] {
    return scenario.actors.flatMap(({ id, features }) =>
      features.flatMap(({ says }) => {
        const culprits = [...(this.#culprits.get(`${id}: ${says}`) ?? [])];
        const others = culprits.filter(([actor]) => actor !== id);
        const isMissing = others.length === culprits.length;
        return isMissing || others.length > 0 ? [{ id, says, isMissing, others }] : [];
      }),
    );
  }
}

/** Which techniques show what their look-alike says, and which of the look-alikes do. */
class LookAlikes {
  readonly #byLog: ReturnType<typeof traitsByLog>;
  readonly #by = new Map(ALL_TECHNIQUES.map(({ description, lookAlike }) => [description.name, lookAlike.by]));
  readonly #techniques = new Map(scenario.story.map(({ id, technique }) => [id, technique]));
  readonly shown = new Set<string>();
  readonly resembled = new Set<string>();

  constructor() {
    this.#byLog = traitsByLog(
      ALL_TECHNIQUES.map(({ description, lookAlike: { table, column, shows: pattern } }) => ({
        key: description.name,
        table,
        column,
        pattern,
      })),
    );
  }

  take(log: LogDefinition, row: LogRow, { cause }: Activity): void {
    const technique = cause.story === null ? null : this.#techniques.get(cause.story.stepId);
    for (const trait of this.#byLog.get(log) ?? []) {
      const isIts = technique === null ? cause.actor.includes(this.#by.get(trait.key) ?? " ") : technique === trait.key;
      if (isIts && shows(row, trait)) (technique === null ? this.resembled : this.shown).add(trait.key);
    }
  }
}

describe.each(SEEDS)("the actor profiles, all on one server, seed %i", (seed) => {
  const acted = new Set<string>();
  const inert = new InertCheck();
  let features: Features;
  let lookAlikes: LookAlikes;

  beforeAll(() => {
    features = new Features();
    lookAlikes = new LookAlikes();
    surveyWorld(scenario, seed, (log, row, activity) => {
      if (activity.cause.story !== null) acted.add(activity.cause.story.stepId);
      features.take(log, row, activity);
      lookAlikes.take(log, row, activity);
      inert.take(log, row, activity.cause.story !== null || inert.rows % LINES_SKIPPED === 0);
    });
  }, 300_000);

  it("has every step leave something", () => {
    expect(scenario.story.filter(({ id }) => !acted.has(id)).map(({ id }) => id)).toEqual([]);
  });

  it("shows every feature of a profile in rows, and no other actor's or ordinary life's rows with it", () => {
    expect(features.problems()).toEqual([]);
  });

  it("has ordinary life leave what each technique leaves, in the same table", () => {
    const told = new Set(scenario.story.map(({ technique }) => technique));
    const names = ALL_TECHNIQUES.map(({ description }) => description.name);
    expect(names.filter((name) => told.has(name) && !lookAlikes.shown.has(name))).toEqual([]);
    expect(names.filter((name) => !lookAlikes.resembled.has(name))).toEqual([]);
  });

  it("is inert in every row and every line: addresses and names are nobody's, scripts and encoded texts are withheld", () => {
    expect(inert.rows).toBeGreaterThan(50_000);
    expect(inert.lines).toBeGreaterThan(1_000);
    expect([...inert.problems]).toEqual([]);
  });
});

describe("the actor profiles", () => {
  it("have at least two features for each intruder, on two axes or in two tables", () => {
    for (const { id, kind, features } of scenario.actors) {
      if (kind !== "intruder") continue;
      expect([id, new Set(features.map(({ axis, table }) => `${axis}/${table}`)).size >= 2]).toEqual([id, true]);
    }
  });

  it("use the whole technique library", () => {
    const used = new Set(scenario.story.map(({ technique }) => technique));
    const unused = ALL_TECHNIQUES.map(({ description }) => description.name).filter((name) => !used.has(name));
    expect(unused).toEqual(["oab-settings-read"]);
  });

  it("keep human steps inside their actor's hours", () => {
    const run = createWorldRun(scenario, 5);
    for (const { actorId, at, stepId } of run.steps) {
      const step = scenario.story.find(({ id }) => id === stepId);
      const hours = scenario.actors.find(({ id }) => id === actorId)?.workingHours ?? null;
      if (hours === null || step?.when.kind !== "at") continue;
      const hour = new Date(at / 1000).getUTCHours();
      expect([stepId, hour >= hours.from && hour < hours.to]).toEqual([stepId, true]);
    }
  });

  it("borrow the pages of others: who asks is not who planted", () => {
    const borrowed = scenario.story.filter(({ actorId, parameters }) => {
      const planter = scenario.story.find(({ id }) => id === parameters["page"]);
      return planter !== undefined && planter.actorId !== actorId;
    });
    expect(borrowed.length).toBeGreaterThan(2);
  });
});
