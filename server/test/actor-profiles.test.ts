import { beforeAll, describe, expect, it } from "vitest";
import { LOG_CATALOGUE } from "../src/logs/catalogue.ts";
import type { LogDefinition } from "../src/logs/log.ts";
import { cellColumns } from "../src/logs/table.ts";
import { INERT_PREFIX } from "../src/range/intruders/inert-encoding.ts";
import { ALL_TECHNIQUES } from "../src/range/intruders/techniques.ts";
import { createWorldRun } from "../src/range/world.ts";
import type { Scenario } from "../src/scenario/model.ts";
import { readLibrary } from "../src/library/scenario-library.ts";
import { SCENARIOS_ROOT } from "./fixtures/first-scenario.ts";
import { findUnsafeText } from "./fixtures/inert.ts";
import { steadyContext } from "./fixtures/sensing.ts";

const SLUG = "_several-intruders";

/** Who is behind the rows that show a feature: actor id, or `ordinary life`. */
type Culprits = ReadonlyMap<string, number>;

let scenario: Scenario;
const culprits = new Map<string, Map<string, number>>();
const shown = new Map<string, string>();
const encoded = new Set<string>();
const unsafe = new Set<string>();
const acted = new Set<string>();

const logOf = (table: string): LogDefinition | undefined => LOG_CATALOGUE.find((log) => log.table.name === table);

beforeAll(async () => {
  const entry = (await readLibrary(SCENARIOS_ROOT)).find(({ slug }) => slug === SLUG);
  if (entry?.scenario == null) throw new Error(`${SLUG} does not lint: ${JSON.stringify(entry?.findings)}`);
  scenario = { ...entry.scenario, volume: 0.01 };
  const features = scenario.actors.flatMap(({ id, features: own }) =>
    own.map((feature) => ({ ...feature, key: `${id}: ${feature.says}` })),
  );
  const byLog = new Map<LogDefinition, { key: string; index: number; pattern: RegExp }[]>();
  for (const { key, table, column, matches } of features) {
    const log = logOf(table);
    const index = log === undefined ? -1 : cellColumns(log.table).findIndex(({ name }) => name === column);
    if (log === undefined || index < 0) throw new Error(`${key}: no column ${table}.${column}`);
    byLog.set(log, [...(byLog.get(log) ?? []), { key, index, pattern: new RegExp(matches, "i") }]);
    culprits.set(key, new Map());
  }
  const run = createWorldRun(scenario, 5);
  const context = steadyContext();
  for (const activity of [...run.advance(run.window.exerciseEnd)].flat()) {
    const actor = activity.cause.story?.actorId ?? "ordinary life";
    if (activity.cause.story !== null) acted.add(activity.cause.story.stepId);
    for (const log of LOG_CATALOGUE.filter(({ kinds }) => kinds.includes(activity.kind))) {
      if (activity.cause.story === null && !byLog.has(log)) continue;
      for (const { cells } of log.rows(activity, context)) {
        for (const { key, index, pattern } of byLog.get(log) ?? []) {
          const cell = String(cells[index] ?? "");
          if (!pattern.test(cell)) continue;
          const found = culprits.get(key);
          found?.set(actor, (found.get(actor) ?? 0) + 1);
          shown.set(`${key}/${actor}`, cell.slice(0, 160));
        }
        if (activity.cause.story === null) continue;
        const text = cells.join("\n");
        for (const [, word] of text.matchAll(/ -(?:e|enc) ([A-Za-z0-9+/=]{40,})/g)) encoded.add(word ?? "");
        for (const found of findUnsafeText(text)) unsafe.add(found);
      }
    }
  }
}, 300_000);

function culpritsOf(key: string): Culprits {
  return culprits.get(key) ?? new Map();
}

describe("the actor profiles, all on one server", () => {
  it("has every step leave something", () => {
    expect(scenario.story.filter(({ id }) => !acted.has(id)).map(({ id }) => id)).toEqual([]);
  });

  it("shows every feature of a profile in rows, and no other actor's or ordinary life's rows with it", () => {
    const problems = scenario.actors.flatMap(({ id, features }) =>
      features.flatMap(({ says }) => {
        const found = culpritsOf(`${id}: ${says}`);
        const others = [...found.keys()].filter((actor) => actor !== id);
        const isMissing = !found.has(id);
        return isMissing || others.length > 0
          ? [{ id, says, isMissing, others: others.map((actor) => `${actor}: ${shown.get(`${id}: ${says}/${actor}`)}`) }]
          : [];
      }),
    );
    expect(problems).toEqual([]);
  });

  it("has at least two features for each intruder, on two axes or in two tables", () => {
    for (const { id, kind, features } of scenario.actors) {
      if (kind !== "intruder") continue;
      expect([id, new Set(features.map(({ axis, table }) => `${axis}/${table}`)).size >= 2]).toEqual([id, true]);
    }
  });

  it("uses the whole technique library", () => {
    const used = new Set(scenario.story.map(({ technique }) => technique));
    const unused = ALL_TECHNIQUES.map(({ description }) => description.name).filter((name) => !used.has(name));
    expect(unused).toEqual(["oab-settings-read"]);
  });

  it("keeps human steps inside their actor's hours", () => {
    const run = createWorldRun(scenario, 5);
    for (const { actorId, at, stepId } of run.steps) {
      const step = scenario.story.find(({ id }) => id === stepId);
      const hours = scenario.actors.find(({ id }) => id === actorId)?.workingHours ?? null;
      if (hours === null || step?.when.kind !== "at") continue;
      const hour = new Date(at / 1000).getUTCHours();
      expect([stepId, hour >= hours.from && hour < hours.to]).toEqual([stepId, true]);
    }
  });

  it("borrows the pages of others: who asks is not who planted", () => {
    const borrowed = scenario.story.filter(({ actorId, parameters }) => {
      const planter = scenario.story.find(({ id }) => id === parameters["page"]);
      return planter !== undefined && planter.actorId !== actorId;
    });
    expect(borrowed.length).toBeGreaterThan(2);
  });

  it("is inert: encoded texts are sentences about what was withheld, addresses and names are nobody's", () => {
    expect(encoded.size).toBeGreaterThan(2);
    for (const word of encoded) {
      const text = Buffer.from(word, "base64").toString("utf16le");
      expect(text.startsWith(INERT_PREFIX)).toBe(true);
    }
    expect([...unsafe]).toEqual([]);
  });
});
