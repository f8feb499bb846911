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

  it("takes what holds in one world only for the accident that it is", async () => {
    expect((await auditPlanted(await worlds((row, seed) => inWebLog(row, "TimeTaken", 2_000 + 7 * seed)))).isPassed).toBe(true);
  });
});
