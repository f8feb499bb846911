import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { QueryResult } from "../../../contract/index.ts";
import { QUERY_WORKER } from "../telemetry-programs.ts";
import type { World, WorldQuery } from "../store.ts";
import { createScratchFolder, FAKE_KEY, openFakeStore, sqlQuery } from "../testing/fake-store.ts";
import { ENDLESS, HOSTILE_TEXT, LARGE, PATTERNS, TOO_LARGE, WAYS_OUT } from "../testing/hostile-queries.ts";

const LIMITS = { rowsMax: 1_000, bytesMax: 1_000_000, timeoutMs: 20_000 };
const NEIGHBOUR = "WebLog | summarize n = count() | project n > 0";

const scratch = createScratchFolder();
const store = openFakeStore(
  scratch.path,
  { historyMinutes: 30, exerciseMinutes: 30 },
  {
    query: {
      entry: QUERY_WORKER,
      processCount: 1,
      queriesPerProcess: 2,
      openWorldsMax: 1,
      graceMs: 60_000,
      instance: { threads: 1, memoryLimit: "128MB" },
    },
  },
);
let world: World;

beforeAll(async () => {
  world = await store.ensureWorld(FAKE_KEY, () => undefined);
});

afterAll(async () => {
  await store.close();
  scratch.remove();
});

const ask = (text: string, given: Partial<WorldQuery> = {}): Promise<QueryResult> =>
  world.query(sqlQuery(text, world.window.exerciseEnd, { limits: LIMITS, ...given }));

const codesOf = (result: QueryResult): readonly string[] => (result.kind === "refused" ? result.diagnostics.map(({ code }) => code) : []);

const OUR_CODE = /^(?:kql|query)\/(?!internal)/;
const INTERNAL_NAMES = /\b[cr]\d+\b|\bCTE\b|duckdb|\bk_\w+|\bjs_\w+|BIGINT|VARCHAR|INT64|DOUBLE|read_json|unnest|generate_series|\.ts\b/gi;

/** A refusal says what is wrong, where, and in words of the query. */
function expectClear(result: QueryResult, text: string): void {
  if (result.kind === "rows") return;
  expect(result.diagnostics).not.toEqual([]);
  for (const { code, message, start, end } of result.diagnostics) {
    expect(code).toMatch(OUR_CODE);
    // A name that the person wrote is the person's own.
    expect(message.match(INTERNAL_NAMES)?.filter((name) => !text.includes(name)) ?? []).toEqual([]);
    expect(message.length).toBeLessThan(500);
    expect(0 <= start && start <= end && end <= text.length).toBe(true);
  }
}

/** Asks a neighbour's question meanwhile; both are answered by the process that was there before. */
async function askBesides(text: string, given: Partial<WorldQuery> = {}): Promise<QueryResult> {
  const pids = store.pids.query;
  const [result, neighbour] = await Promise.all([ask(text, { owner: "hostile", ...given }), ask(NEIGHBOUR, { owner: "neighbour" })]);
  expect(neighbour).toMatchObject({ kind: "rows", tables: [{ rows: [[true]] }] });
  expectClear(result, text);
  expect(store.pids.query).toEqual(pids);
  return result;
}

describe("hostile text", () => {
  it.each(Object.entries(HOSTILE_TEXT))("stays text: %s", async (_, [text, row]) => {
    expect(await askBesides(text)).toMatchObject({ kind: "rows", tables: [{ rows: [row] }] });
  });
});

describe("a query that is large", () => {
  it.each(Object.entries(LARGE))("ends in an answer or a clear refusal: %s", async (_, text) => {
    expect(await askBesides(text)).toHaveProperty("kind");
  });
});

describe("a pattern that is costly", () => {
  it.each(Object.entries(PATTERNS))("ends in an answer or a clear refusal: %s", async (_, text) => {
    expect(await askBesides(text)).toHaveProperty("kind");
  });
});

describe("a query for more than a machine holds", () => {
  it.each(Object.entries(TOO_LARGE))("is refused: %s", async (_, text) => {
    expect(codesOf(await askBesides(text))).toEqual([expect.stringMatching(/^(?:kql\/too-complex|query\/memory)$/)]);
  });

  it.skipIf(process.platform !== "linux")("never takes more memory than its process is given", () => {
    const peakKib = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${store.pids.query[0]}/status`, "utf8"))?.[1]);
    expect(peakKib / 1024).toBeLessThan(1_500);
  });
});

describe("a query without end", () => {
  it.each(Object.entries(ENDLESS))("is stopped: %s", async (_, text) => {
    const result = await askBesides(text, { limits: { ...LIMITS, timeoutMs: 400 } });
    expect(codesOf(result)).toEqual([expect.stringMatching(/^query\/(?:timeout|memory)$/)]);
  });

  it("takes one turn, however many of its kind its owner asks: others come in between", async () => {
    const queryIds = Array.from({ length: 8 }, () => crypto.randomUUID());
    const endless = queryIds.map((queryId) => ask(ENDLESS["a huge range"] ?? "", { queryId, owner: "greedy" }));
    world.cancel(queryIds[0] ?? "");
    world.cancel(queryIds[1] ?? "");
    expect((await ask(NEIGHBOUR, { owner: "patient" })).kind).toBe("rows");
    for (const queryId of queryIds) world.cancel(queryId);
    for (const result of await Promise.all(endless)) expect(codesOf(result)).toEqual(["query/cancelled"]);
  });
});

describe("what a query reaches", () => {
  it.each(WAYS_OUT)("is nothing but its tables: %s", async (text) => {
    const result = await askBesides(text);
    expect(result.kind).toBe("refused");
  });
});
