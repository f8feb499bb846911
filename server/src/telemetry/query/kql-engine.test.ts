import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTinyScenario } from "../../../test/fixtures/tiny-scenario.ts";
import { addMicros, MICROS_PER_HOUR } from "../../base/sim-time.ts";
import { QUERY_WORKER, WORLD_BUILDER } from "../telemetry-programs.ts";
import type { World, WorldQuery } from "../store.ts";
import { createScratchFolder, FAKE_KEY, openFakeStore, sqlQuery } from "../testing/fake-store.ts";

const scratch = createScratchFolder();
const store = openFakeStore(
  scratch.path,
  {},
  {
    loadScenario: () => buildTinyScenario(),
    builder: WORLD_BUILDER,
    query: { entry: QUERY_WORKER, processCount: 1, graceMs: 5_000 },
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

const ask = (text: string, given: Partial<WorldQuery> = {}) => world.query(sqlQuery(text, world.window.exerciseEnd, given));

describe("KQL over a world of the range", () => {
  it("counts in every table what the visibility index counts, at any instant", async () => {
    for (const hours of [-20, 0, 0.5, 1]) {
      const asOf = addMicros(world.window.exerciseStart, hours * MICROS_PER_HOUR);
      const text = world.tables
        .filter(({ name }) => name !== "SecurityAlert")
        .map(({ name }) => `(${name} | summarize n = count() | extend t = "${name}")`);
      const result = await world.query(sqlQuery(`union ${text.join(", ")} | project t, n`, asOf));
      if (result.kind === "refused") throw new Error(result.diagnostics[0]?.message);
      const counted = new Map(world.countVisible(null, asOf));
      counted.delete("SecurityAlert");
      expect(new Map(result.tables[0].rows as [string, number][])).toEqual(counted);
    }
  });

  it("gives every row an identity that the truth knows, and keeps it through a projection", async () => {
    const result = await ask('W3CIISLog | where scStatus == "200" | project TimeGenerated, csUriStem | take 50');
    expect(result).toMatchObject({ kind: "rows", tables: [{ rows: { length: 50 } }] });
    const ids = result.kind === "rows" ? result.tables[0].itemIds.filter((id) => id !== null) : [];
    expect(ids).toHaveLength(50);
    expect((await world.truth.causesOf(ids)).size).toBe(50);
  });

  it("finds a story's rows by the very identity that the truth gives", async () => {
    const [row] = world.truth.steps.flatMap(({ stepId }) => world.truth.rowsOfStep(stepId));
    const found = await ask(`${row!.table} | where _ItemId == "${row!.itemId}"`, {
      asOf: addMicros(world.window.exerciseEnd, MICROS_PER_HOUR),
    });
    expect(found).toMatchObject({ kind: "rows", tables: [{ itemIds: [row!.itemId] }] });
  });

  it("shows the alerts that came with the query beside the simulated tables", async () => {
    const alerts = [{ TimeGenerated: "2021-03-04T07:10:00.0000000Z", AlertName: "A page appeared", AlertSeverity: "High" }];
    const result = await ask("SecurityAlert | project TimeGenerated, AlertName, AlertSeverity", {
      liveRows: { SecurityAlert: alerts },
    });
    expect(result).toMatchObject({ kind: "rows", tables: [{ rows: [["2021-03-04T07:10:00.0000000Z", "A page appeared", "High"]] }] });
  });

  it("refuses what is not a query on these tables, and reaches no file", async () => {
    const attempts = [
      "externaldata(x: string) ['/etc/passwd']",
      "row_cause | take 1",
      ".show tables",
      "cluster('x').database('y').T",
      "s0000 | take 1",
    ];
    for (const text of attempts) expect((await ask(text)).kind).toBe("refused");
    expect(await ask("W3CIISLog | where csUriStem matches regex '('")).toMatchObject({ kind: "refused" });
  });

  it("joins what was extended and joined before", async () => {
    const text = `let T = W3CIISLog | top 20 by TimeGenerated asc | extend k = 1 | project k, n = TimeTaken;
      T | join kind=inner T on k | project k, n, n1 | join kind=inner T on k | summarize count(), sum(n + n1 + n2)`;
    expect(await ask(text)).toMatchObject({ kind: "rows", tables: [{ rows: [[8_000, expect.any(Number)]] }] });
  });

  it("is stopped at its time limit", async () => {
    const endless =
      "W3CIISLog | join kind=inner W3CIISLog on Computer | join kind=inner W3CIISLog on Computer | summarize sum(strlen(csUriStem1) * strlen(csUriStem2))";
    const limits = { rowsMax: 10, bytesMax: 10_000, timeoutMs: 400 };
    const result = await ask(endless, { limits });
    expect(result.kind === "refused" ? result.diagnostics[0]?.code : result.kind).toMatch(/^query\/(timeout|memory)$/);
  });
});
