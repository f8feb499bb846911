import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toTicks } from "../../base/sim-time.ts";
import type { World, WorldQuery } from "../store.ts";
import { createScratchFolder, FAKE_KEY, openFakeStore, sqlQuery } from "../testing/fake-store.ts";

/** A cross join that no machine finishes. */
const ENDLESS = 'SELECT count(*) FROM {WebLog} a, {WebLog} b, {WebLog} c WHERE a."TimeTaken" * b."ScBytes" + c."CsBytes" < 0';

const scratch = createScratchFolder();
const store = openFakeStore(
  scratch.path,
  {},
  { query: { queuePerOwnerMax: 6, queueMax: 40, instance: { threads: 1, memoryLimit: "128MB" } } },
);
let world: World;

beforeAll(async () => {
  world = await store.ensureWorld(FAKE_KEY, () => undefined);
});

afterAll(async () => {
  await store.close();
  scratch.remove();
});

const ask = (text: string, given: Partial<WorldQuery> = {}) => world.query(sqlQuery(text, world.window.exerciseEnd, given));
const limits = (given: Partial<WorldQuery["limits"]>) => ({ limits: { rowsMax: 1_000, bytesMax: 1_000_000, timeoutMs: 20_000, ...given } });
const codeOf = async (answer: Promise<Awaited<ReturnType<typeof ask>>>) => {
  const result = await answer;
  return result.kind === "refused" ? result.diagnostics[0]?.code : result.kind;
};

describe("a query", () => {
  it("sees rows up to the clock, the engine's macros and the alerts that came with it", async () => {
    const alerts = [{ AlertName: "Web shell" }];
    const result = await world.query(
      sqlQuery(
        `SELECT twice(21), json->0->>'AlertName', (SELECT max("_VisibleAt") <= ${toTicks(world.window.exerciseStart)} FROM {WebLog}) FROM {alerts}`,
        world.window.exerciseStart,
        { liveRows: { SecurityAlert: alerts } },
      ),
    );
    expect(result).toMatchObject({ kind: "rows", tables: [{ rows: [[42, "Web shell", true]] }] });
    const stats = result.kind === "rows" ? result.stats : null;
    expect(stats?.asOf).toBe("2021-03-01T03:00:00.000000Z");
  });

  it("is refused by the engine with the engine's words", async () => {
    expect(await ask("refuse me")).toMatchObject({ kind: "refused", diagnostics: [{ code: "sql/refused" }] });
    expect(await ask("SELECT nonsense")).toMatchObject({ kind: "refused", diagnostics: [{ code: "sql/failed" }] });
  });

  it("is cut off at the row limit and at the byte limit, and says so", async () => {
    const all = "SELECT i FROM range(500) t(i)";
    expect(await ask(all, limits({ rowsMax: 500 }))).toMatchObject({ tables: [{ isTruncated: false, rows: { length: 500 } }] });
    expect(await ask(all, limits({ rowsMax: 499 }))).toMatchObject({ tables: [{ isTruncated: true, rows: { length: 499 } }] });
    const wide = await ask("SELECT repeat('x', 1000) FROM range(500)", limits({ bytesMax: 10_500 }));
    expect(wide).toMatchObject({ tables: [{ isTruncated: true, rows: { length: 10 }, itemIds: { length: 10 } }] });
    expect(await codeOf(ask("SELECT repeat('x', 100000)", limits({ bytesMax: 1_000 })))).toBe("query/too-large");
  });

  it("gives several tables, under the limits of one result", async () => {
    const three = "SELECT i FROM range(3) t(i); SELECT 'x' FROM range(4); SELECT 1";
    expect(await ask(three)).toMatchObject({ tables: [{ rows: { length: 3 } }, { rows: { length: 4 } }, { rows: [[1]] }] });
    expect(await ask(three, limits({ rowsMax: 5 }))).toMatchObject({
      tables: [
        { isTruncated: false, rows: { length: 3 } },
        { isTruncated: true, rows: { length: 2 } },
        { isTruncated: true, rows: [] },
      ],
    });
  });

  it("answers what the translation has to ask of the data first, under the same limits", async () => {
    expect(await ask("SELECT {probe SELECT '7'} + 1")).toMatchObject({ tables: [{ rows: [[8]] }] });
    const endless = "SELECT {probe SELECT sum(a.i * b.i)::VARCHAR FROM range(1000000) a(i), range(1000000) b(i)}";
    expect(await codeOf(ask(endless, limits({ timeoutMs: 300 })))).toBe("query/timeout");
    expect(await codeOf(ask("SELECT {probe SELECT nonsense}"))).toBe("sql/failed");
  });

  it("is stopped at its timeout and leaves its process alive", async () => {
    const before = store.pids.query;
    expect(await ask(ENDLESS, limits({ timeoutMs: 300 }))).toMatchObject({
      kind: "refused",
      diagnostics: [{ code: "query/timeout", message: expect.stringContaining("stopped after 1 s") }],
    });
    expect(store.pids.query).toEqual(before);
  });

  it("can be cancelled while it runs and while it waits", async () => {
    const queryIds = Array.from({ length: 6 }, () => crypto.randomUUID());
    const answers = queryIds.map((queryId) => codeOf(ask(ENDLESS, { queryId })));
    const other = ask("SELECT 1", { owner: "somebody else" });
    for (const queryId of queryIds) world.cancel(queryId);
    expect(await Promise.all(answers)).toEqual(queryIds.map(() => "query/cancelled"));
    expect(await other).toMatchObject({ tables: [{ rows: [[1]] }] });
    expect(store.pids.query).toHaveLength(2);
  });

  it("that needs too much memory is refused, and the next one is answered", async () => {
    expect(await codeOf(ask("SELECT list(i || repeat('x', 200)) FROM range(5000000) t(i)"))).toBe("query/memory");
    expect(await codeOf(ask("SELECT 1"))).toBe("rows");
  });

  it("is refused when too many of its owner's wait already, while another owner is served", async () => {
    const queryIds = Array.from({ length: 14 }, () => crypto.randomUUID());
    const answers = queryIds.map((queryId) => codeOf(ask(ENDLESS, { queryId, owner: "greedy" })));
    const other = codeOf(ask("SELECT 1", { owner: "patient", ...limits({}) }));
    for (const queryId of queryIds.slice(0, 4)) world.cancel(queryId);
    expect(await other).toBe("rows");
    for (const queryId of queryIds) world.cancel(queryId);
    const codes = await Promise.all(answers);
    expect(codes.filter((code) => code === "query/busy").length).toBeGreaterThanOrEqual(4);
  });
});

describe("a query process", () => {
  it("that stops answering is killed and replaced; the culprit times out and the others are answered", async () => {
    const culprit = codeOf(ask("hang", { owner: "a", ...limits({ timeoutMs: 200 }) }));
    const others = Array.from({ length: 6 }, (_, index) => codeOf(ask(`SELECT ${index}`, { owner: `b${index}` })));
    expect(await culprit).toBe("query/timeout");
    expect(await Promise.all(others)).toEqual(others.map(() => "rows"));
  });

  it("that is killed is replaced, and its query runs again elsewhere", async () => {
    const answers = Array.from({ length: 4 }, () =>
      codeOf(ask('SELECT count(*) FROM {WebLog} a, {WebLog} b WHERE a."Query" = b."Query" || \'x\'', { owner: crypto.randomUUID() })),
    );
    const [first] = store.pids.query;
    process.kill(first!, "SIGKILL");
    expect(await Promise.all(answers)).toEqual(["rows", "rows", "rows", "rows"]);
    expect(store.pids.query).not.toContain(first);
  });

  it("that a query kills twice is not tried a third time", async () => {
    expect(await codeOf(ask("exit"))).toBe("query/process-restarted");
    expect(await codeOf(ask("SELECT 1"))).toBe("rows");
  });

  it("explains what it would run", async () => {
    expect(await world.explain("SELECT 1", world.window.exerciseEnd, null)).toMatchObject({
      plan: "plan",
      sql: expect.stringContaining("SELECT 1"),
    });
    expect(await world.explain("refuse", world.window.exerciseEnd, null)).toMatchObject({ plan: null, sql: null });
  });
});

describe("the query process's cell", () => {
  const worldFolder = join(scratch.path, "worlds");
  const truthFolder = () => join(scratch.path, "truth", readdirSync(join(scratch.path, "truth"))[0]!);

  it.each([
    ["reading a file", "SELECT * FROM read_text('/etc/hostname')"],
    ["reading a CSV file", "SELECT * FROM read_csv('/etc/passwd')"],
    ["reading a file by its bare name", "SELECT * FROM '/etc/passwd.csv'"],
    ["listing a folder", "SELECT * FROM glob('/*')"],
    ["copying out", "COPY (SELECT 1) TO '/tmp/mailroom-escaped.csv'"],
    ["exporting", "EXPORT DATABASE '/tmp/mailroom-escaped'"],
    ["attaching", "ATTACH '/tmp/mailroom-escaped.duckdb' AS x"],
    ["detaching", 'DETACH "s0000"'],
    ["installing", "INSTALL httpfs"],
    ["loading", "LOAD httpfs"],
    ["a setting", "SET memory_limit = '64GB'"],
    ["a global setting", "SET GLOBAL threads = 64"],
    ["resetting a setting", "RESET lock_configuration"],
    ["a pragma", "PRAGMA threads=64"],
    ["opening the door again", "SET enable_external_access = true"],
    ["writing to a world", 'DELETE FROM "s0000".main."WebLog"'],
    ["changing a world", 'DROP TABLE "s0000".main."WebLog"'],
    ["checkpointing a world", 'CREATE TABLE "s0000".main.x (i INT)'],
  ])("refuses %s", async (_, sql) => {
    expect(await ask(sql)).toMatchObject({ kind: "refused", diagnostics: [{ code: "sql/failed" }] });
  });

  it("has no truth in it, and no way to it", async () => {
    const file = join(truthFolder(), "0000.duckdb");
    expect(await codeOf(ask(`ATTACH '${file}' AS x (READ_ONLY)`))).toBe("sql/failed");
    expect(await codeOf(ask(`SELECT * FROM read_blob('${file}')`))).toBe("sql/failed");
    expect(await codeOf(ask(`SELECT * FROM read_json('${join(truthFolder(), "truth.json")}')`))).toBe("sql/failed");
    const everything = "SELECT string_agg(database_name || table_name || column_name, ' ') FROM duckdb_columns()";
    const paths = "SELECT string_agg(path, ' ') FROM duckdb_databases()";
    const told = JSON.stringify([await ask(everything), await ask(paths)]);
    expect(told).toContain(worldFolder);
    expect(told).not.toMatch(/truth|cause|step_id|actor/);
    const variables = await ask("SELECT getenv('PATH')");
    expect(variables.kind).toBe("refused");
  });
});
