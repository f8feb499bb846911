import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { SavedQueryView } from "../../../contract/index.ts";
import type { Browser } from "../../../test/harness/browser.ts";
import { gatherPeople, type People, type Scene, stageClass } from "../../../test/harness/class-scene.ts";
import { describeOnEveryEngine } from "../../../test/harness/databases.ts";
import type { TestDatabase } from "../../../test/harness/test-database.ts";
import { startTestLab, type TestLab } from "../../../test/harness/test-lab.ts";

describeOnEveryEngine("saved queries of a team", (make) => {
  let place: TestDatabase;
  let test: TestLab;
  let people: People;
  let scene: Scene;
  let ada: Browser;
  let path: string;

  beforeAll(async () => {
    place = await make();
    test = await startTestLab(place);
    people = await gatherPeople(test);
    ada = people.browsers.ownTeam;
  });
  afterAll(async () => {
    await test.close();
    await place.drop();
  });
  beforeEach(async () => {
    scene = await stageClass(test, people);
    path = `/exercises/${scene.exercise.id}/saved-queries`;
    test.events.length = 0;
  });

  const pages = (name: string) => ({ key: randomUUID(), name, text: "W3CIISLog", range: { kind: "last", lastMinutes: 240 } });
  const names = async (browser: Browser) =>
    ((await browser.get(path)).body as SavedQueryView[]).filter(({ isRemoved }) => !isRemoved).map(({ name }) => name);

  it("are kept with their range, seen by the whole team and by nobody else, and announced once", async () => {
    const body = pages("Pages");
    const saved = await ada.post(path, body);
    expect(saved).toMatchObject({ status: 200, body: { name: "Pages", range: { kind: "last", lastMinutes: 240 }, isRemoved: false } });
    expect((await ada.post(path, body)).body).toEqual(saved.body);
    expect(test.events.filter(({ kind }) => kind === "SavedQueryChanged")).toHaveLength(1);
    await test.lab.state.exercises.insertMember(
      { exerciseId: scene.exercise.id, teamId: scene.teamId, userId: people.idOf("otherExercise") },
      test.lab.wallClock(),
    );
    expect(await names(people.browsers.otherExercise)).toEqual(["Known pages", "Pages"]);
    expect(await names(people.browsers.otherTeam)).toEqual([]);
  });

  it("have one name each, whatever its case", async () => {
    expect(await ada.post(path, pages("KNOWN PAGES"))).toMatchObject({ status: 409, body: { data: { code: "saved-query/name_taken" } } });
    await ada.post(path, pages("Pages"));
    const renamed = await ada.post(`${path}/${scene.savedQuery.id}`, { key: randomUUID(), name: "pages" }, "PATCH");
    expect(renamed).toMatchObject({ status: 409, body: { data: { code: "saved-query/name_taken" } } });
  });

  it("can be renamed and changed, taken off the list and brought back, unless the name is taken meanwhile", async () => {
    const own = `${path}/${scene.savedQuery.id}`;
    const renamed = await ada.post(own, { key: randomUUID(), name: "Odd pages" }, "PATCH");
    expect(renamed.body).toMatchObject({ name: "Odd pages", text: scene.savedQuery.text, savedBy: "ownTeam" });
    await ada.post(own, { key: randomUUID(), isRemoved: true }, "PATCH");
    expect(await names(ada)).toEqual([]);
    await ada.post(own, { key: randomUUID(), isRemoved: false }, "PATCH");
    expect(await names(ada)).toEqual(["Odd pages"]);
    await ada.post(own, { key: randomUUID(), isRemoved: true }, "PATCH");
    await ada.post(path, pages("Odd pages"));
    expect((await ada.post(own, { key: randomUUID(), isRemoved: false }, "PATCH")).status).toBe(409);
  });
});
