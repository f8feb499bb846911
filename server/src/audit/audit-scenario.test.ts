import { afterAll, describe, expect, it } from "vitest";
import { F1_MAX } from "./audit-scenario.ts";
import { auditPlanted, inWebLog, PlantedWorlds, type Plant } from "./testing/planted-world.ts";

const planted = new PlantedWorlds();
afterAll(() => planted.remove());

/** Changes the intruder's rows alone. */
const worlds = (plant: Plant) => planted.build((row, seed) => (row.stepId === null ? row : plant(row, seed)));

describe("auditScenario", () => {
  it("passes a world in which the intruder's rows are like all others", async () => {
    const { isPassed, tables, soughtRows } = await auditPlanted(await worlds((row) => row));
    expect([isPassed, soughtRows, tables.map(({ table }) => table)]).toEqual([true, 30, ["WebLog", "EventLog"]]);
  });

  it("keeps the order of each host's rows where the host itself is declared to be evidence", async () => {
    expect((await auditPlanted(await worlds((row) => row), ["Computer"])).isPassed).toBe(true);
  });

  it("is tripped by instants that are whole milliseconds, and says so in KQL", async () => {
    const { isPassed, tables, overall } = await auditPlanted(
      await worlds((row) => ({ ...row, atTicks: row.atTicks - (row.atTicks % 10_000n) })),
    );
    expect(isPassed).toBe(false);
    expect(overall).toBeGreaterThan(F1_MAX);
    for (const { f1, rules } of tables) {
      expect(f1).toBeGreaterThan(0.9);
      expect(rules[0]?.kql).toContain("| where TimeGenerated == bin(TimeGenerated, 1ms)");
    }
  });

  it("is tripped by a value that the intruder alone has, unless the scenario declares its column to be the evidence", async () => {
    const folders = await worlds((row) => inWebLog(row, "Status", 418));
    const caught = await auditPlanted(folders);
    const found = caught.tables.find(({ table }) => table === "WebLog");
    expect(found?.f1).toBe(1);
    expect(found?.rules[0]?.kql).toBe("WebLog\n| where Status == 418");
    expect((await auditPlanted(folders, ["Status"])).isPassed).toBe(true);
  });

  it("asks no third world where nothing is over the limit", async () => {
    const unasked = { ...(await worlds((row) => row)), confirming: () => Promise.reject(new Error("a third world was built")) };
    expect((await auditPlanted(unasked)).seeds).toEqual([1, 2]);
  });

  it("reports no rule that works in two worlds and not in the third, and says what became of it", async () => {
    const lucky = await worlds((row, seed) => (seed === 3 ? row : inWebLog(row, "Status", 418)));
    const { isPassed, overall, seeds, tables } = await auditPlanted(lucky);
    expect([isPassed, seeds]).toEqual([true, [1, 2, 3]]);
    expect(overall).toBeLessThanOrEqual(F1_MAX);
    const web = tables.find(({ table }) => table === "WebLog");
    expect(web?.rules.filter(({ f1 }) => f1 > F1_MAX)).toEqual([]);
    expect(web?.refuted?.kql).toBe("WebLog\n| where Status == 418");
    expect(web?.refuted?.worlds.map(({ seed, f1 }) => [seed, f1])).toEqual([
      [1, 1],
      [2, 1],
      [3, 0],
    ]);
  });

  it("reports what works in all three worlds with its F1 in each, the lowest counting", async () => {
    const { isPassed, tables } = await auditPlanted(
      await worlds((row, seed) => (seed === 3 && row.activityId % 3 === 0 ? row : inWebLog(row, "Status", 418))),
    );
    const rule = tables.find(({ table }) => table === "WebLog")?.rules.find(({ kql }) => kql === "WebLog\n| where Status == 418");
    expect(isPassed).toBe(false);
    expect(rule?.worlds.slice(0, 2).map(({ f1 }) => f1)).toEqual([1, 1]);
    expect(rule?.f1).toBe(rule?.worlds[2]?.f1);
    expect(rule?.f1).toBeLessThan(1);
  });

  it("takes what holds in one world only for the accident that it is", async () => {
    expect((await auditPlanted(await worlds((row, seed) => inWebLog(row, "TimeTaken", 2_000 + 7 * seed)))).isPassed).toBe(true);
  });
});
