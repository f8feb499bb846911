import { afterAll, beforeAll, expect, it } from "vitest";
import { gatherPeople, type Scene, stageClass } from "../../../test/harness/class-scene.ts";
import { describeOnEveryEngine } from "../../../test/harness/databases.ts";
import type { TestDatabase } from "../../../test/harness/test-database.ts";
import { startTestLab, type TestLab } from "../../../test/harness/test-lab.ts";
import { askRunningLab } from "../../cli/running-lab.ts";

const KEY = "operator-key-of-a-test";

describeOnEveryEngine("the command line at a running lab", (make) => {
  let place: TestDatabase;
  let test: TestLab;
  let scene: Scene;

  beforeAll(async () => {
    place = await make();
    test = await startTestLab(place);
    scene = await stageClass(test, await gatherPeople(test));
  });
  afterAll(async () => {
    await test.close();
    await place.drop();
  });

  const asking = (id: string, key = KEY) => askRunningLab({ address: test.address, key }, id, null);

  it("gets the rows of an exercise as of its clock, and the plan of a query", async () => {
    const result = await asking(scene.exercise.id).query("W3CIISLog");
    expect(result.kind === "rows" ? result.tables[0]?.rows.length : result).toBe(2);
    expect(await asking(scene.exercise.id).explain("W3CIISLog")).toHaveProperty("plan");
    expect(await asking(scene.exercise.id).query("nonsense")).toMatchObject({ kind: "refused" });
  });

  it("leaves no trace in the history of a team", async () => {
    const before = await test.lab.state.hunts.historyOf(scene.teamId, 100);
    await asking(scene.exercise.id).query("W3CIISLog");
    expect(await test.lab.state.hunts.historyOf(scene.teamId, 100)).toEqual(before);
  });

  it("is told of an exercise that is not there, and that its key does not fit", async () => {
    await expect(asking("nowhere").query("W3CIISLog")).rejects.toThrow('There is no exercise "nowhere" in this lab.');
    await expect(asking(scene.exercise.id, "guess").query("W3CIISLog")).rejects.toThrow("This is not the operator's key.");
    await expect(asking(scene.exercise.id).query("")).rejects.toThrow("This is not a query.");
  });

  it("is told where nobody answers", async () => {
    const target = askRunningLab({ address: "http://127.0.0.1:1", key: KEY }, "x", null);
    await expect(target.query("W3CIISLog")).rejects.toThrow("Nobody answers at http://127.0.0.1:1");
  });
});
