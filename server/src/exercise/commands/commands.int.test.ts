import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { AlertSummary, EvidenceView, GuideView, HuntDesk, PlannedInject, QueryResult, ReportView } from "../../../contract/index.ts";
import { ItemId } from "../../../contract/index.ts";
import type { Browser } from "../../../test/harness/browser.ts";
import { gatherPeople, type People, type Scene, stageClass } from "../../../test/harness/class-scene.ts";
import { describeOnEveryEngine } from "../../../test/harness/databases.ts";
import type { TestDatabase } from "../../../test/harness/test-database.ts";
import { START } from "../../../test/fixtures/records.ts";
import { buildScenario } from "../../../test/fixtures/scenario.ts";
import { ROWS } from "../../../test/harness/fake-world.ts";
import { startTestLab, type TestLab } from "../../../test/harness/test-lab.ts";
import { createEventBus } from "../event-bus.ts";
import type { LabEvent } from "../events.ts";
import { EMPTY_REPORT } from "../empty-report.ts";
import { keepGuides } from "../runtime/guide-keeper.ts";

describeOnEveryEngine("working on a case", (make) => {
  let place: TestDatabase;
  let test: TestLab;
  let people: People;
  let scene: Scene;
  let ada: Browser;
  let base: string;

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
    base = `/exercises/${scene.exercise.id}`;
    test.events.length = 0;
  });

  const kinds = (): LabEvent["kind"][] => test.events.map(({ kind }) => kind);
  /** A colleague of Ada's. */
  async function joinRed(): Promise<Browser> {
    const { exercise, teamId } = scene;
    const userId = people.idOf("otherExercise");
    await test.lab.state.exercises.insertMember({ exerciseId: exercise.id, teamId, userId }, test.lab.wallClock());
    return people.browsers.otherExercise;
  }

  it("does what a repeated key asks for once, answers the same, and announces it once", async () => {
    const body = { key: randomUUID(), kind: "nothing-found", itemId: null, columns: [], cells: [], queryText: "x", note: "looked" };
    const first = await ada.post(`${base}/evidence`, body);
    const again = await ada.post(`${base}/evidence`, body);
    expect(again.body).toEqual(first.body);
    expect((await ada.get(`${base}/evidence`)).body).toHaveLength(2);
    expect(kinds().filter((kind) => kind === "EvidencePinned")).toHaveLength(1);
    const stolen = await people.browsers.otherTeam.post(`${base}/evidence`, body);
    expect(stolen).toMatchObject({ status: 409, body: { data: { code: "mutation/key_taken" } } });
  });

  it("lets one analyst claim an alert, tells the other who has it, and closes it with a verdict", async () => {
    const ben = await joinRed();
    const alert = `${base}/alerts/${scene.alert.id}`;
    expect((await ada.post(`${alert}/claim`)).body).toMatchObject({ status: "claimed", claimedBy: { displayName: "ownTeam" } });
    const refused = await ben.post(`${alert}/claim`);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ data: { code: "alert/claimed" }, message: "ownTeam is working on this alert." });
    const verdict = { kind: "true-positive", confidence: 80, reason: "A page.", duplicateOf: null };
    const judged = (await ada.post(`${alert}/verdict`, verdict)).body as AlertSummary;
    expect(judged).toMatchObject({ status: "closed", verdict: { kind: "true-positive", byName: "ownTeam" } });
    expect((await ada.post(`${alert}/claim`)).status).toBe(409);
    expect((await ada.post(`${alert}/reopen`)).body).toMatchObject({ status: "claimed", verdict: null });
    expect((await ben.post(`${alert}/release`)).body).toMatchObject({ status: "new", claimedBy: null });
    expect(kinds()).toEqual(["AlertClaimed", "AlertJudged", "AlertReopened", "AlertReleased"]);
  });

  it("takes a duplicate only of another alert of the same queue", async () => {
    const alert = `${base}/alerts/${scene.alert.id}/verdict`;
    const duplicate = (duplicateOf: string | null) => ada.post(alert, { kind: "duplicate", confidence: 80, reason: "Same.", duplicateOf });
    expect((await duplicate(null)).status).toBe(404);
    expect((await duplicate(scene.alert.id)).status).toBe(404);
    expect((await duplicate(randomUUID())).status).toBe(404);
  });

  it("shows the alert with its rule, and links only the team's own evidence", async () => {
    const alert = `${base}/alerts/${scene.alert.id}`;
    expect((await ada.get(alert)).body).toMatchObject({ ruleQuery: "W3CIISLog", frequency: "1h", description: /script was written/ });
    const linked = await ada.post(`${alert}/evidence`, { evidenceIds: [scene.evidence.id] }, "PUT");
    expect(linked.body).toMatchObject({ evidenceIds: [scene.evidence.id] });
    expect((await ada.post(`${alert}/evidence`, { evidenceIds: [randomUUID()] }, "PUT")).status).toBe(404);
  });

  it("pins a row with the table and time that the row really has, and nothing that is still in the future", async () => {
    const pin = (itemId: string) =>
      ada.post(`${base}/evidence`, { kind: "row", itemId, columns: [], cells: [], queryText: "W3CIISLog", note: "" });
    expect((await pin(ROWS.shell.itemId)).body).toMatchObject({ table: "W3CIISLog", eventAt: "2021-03-03T05:30:00.000000Z" });
    expect((await pin(scene.alert.id)).body).toMatchObject({ table: "SecurityAlert" });
    expect((await pin(ROWS.later.itemId)).status).toBe(404);
    expect((await pin(randomUUID())).status).toBe(404);
    const odd = { kind: "aggregate", itemId: ROWS.shell.itemId, columns: [], cells: [], queryText: "x", note: "" };
    expect((await ada.post(`${base}/evidence`, odd)).status).toBe(409);
  });

  it("takes evidence off the board and brings it back", async () => {
    const update = (body: object) => ada.post(`${base}/evidence/${scene.evidence.id}`, { ...body }, "PATCH");
    expect((await update({ isRemoved: true })).body).toMatchObject({ isRemoved: true });
    expect((await update({ isRemoved: false, labels: ["how"] })).body).toMatchObject({ isRemoved: false, labels: ["how"] });
    const [piece] = (await ada.get(`${base}/evidence`)).body as EvidenceView[];
    expect(piece).toMatchObject({ isRemoved: false, labels: ["how"], note: "" });
  });

  it("refuses to overwrite a colleague's report and hands over both versions", async () => {
    const ben = await joinRed();
    const save = (browser: Browser, baseRevision: number, narrative: string) =>
      browser.post(`${base}/report`, { baseRevision, body: { ...EMPTY_REPORT, narrative } }, "PUT");
    expect((await save(ada, 1, "Ada's")).body).toMatchObject({ revision: 2, savedBy: "ownTeam", actionLibrary: [{ id: "isolate" }] });
    const refused = await save(ben, 1, "Ben's");
    expect(refused).toMatchObject({ status: 409 });
    expect(refused.body).toMatchObject({ data: { code: "report/stale_revision", current: { revision: 2, body: { narrative: "Ada's" } } } });
    expect((await save(ben, 2, "Both")).body).toMatchObject({ revision: 3 });
  });

  it("freezes the case when it is submitted: nothing that is graded changes any more", async () => {
    await ada.post(`${base}/report/submit`, { baseRevision: 1 });
    expect((await ada.get(`${base}/report`)).body as ReportView).toMatchObject({ submittedBy: "ownTeam" });
    const late = [
      ada.post(`${base}/report`, { baseRevision: 1, body: EMPTY_REPORT }, "PUT"),
      ada.post(`${base}/report/submit`, { baseRevision: 1 }),
      ada.post(`${base}/alerts/${scene.alert.id}/claim`),
      ada.post(`${base}/evidence/${scene.evidence.id}`, { note: "late" }, "PATCH"),
      ada.post(`${base}/guide/read/hints/0`),
    ];
    for (const answer of await Promise.all(late))
      expect(answer).toMatchObject({ status: 409, body: { data: { code: "report/submitted" } } });
    expect((await ada.get(base)).body).toMatchObject({ isSubmitted: true, isDebriefOpen: true });
    expect((await people.browsers.otherTeam.get(base)).body).toMatchObject({ isSubmitted: false, isDebriefOpen: false });
  });

  it("refuses to submit nothing", async () => {
    const { otherTeam } = people.browsers;
    const solo = (await otherTeam.auth("solo", { slug: "tiny", displayName: "otherTeam" })).body as { exerciseId: string };
    const answer = await otherTeam.post(`/exercises/${solo.exerciseId}/report/submit`, { baseRevision: 0 });
    expect(answer.body).toMatchObject({ data: { code: "report/empty" } });
  });

  it("runs a query as of the clock, remembers it, and notices which story rows came to the screen", async () => {
    const run = (text: string) => {
      test.advanceWallClock(1);
      return ada.send("POST", `/api/v1${base}/queries`, { queryId: randomUUID(), text, range: null });
    };
    const result = (await run("W3CIISLog | take 10")).body as QueryResult;
    expect(result).toMatchObject({ kind: "rows", tables: [{ itemIds: [ROWS.shell.itemId, ROWS.ordinary.itemId] }] });
    expect((await run("nonsense")).body).toMatchObject({ kind: "refused" });
    const history = (await ada.get(`${base}/history`)).body;
    expect(history).toMatchObject([
      { text: "nonsense", outcome: "refused" },
      { text: "W3CIISLog | take 10", outcome: "rows", rowCount: 2 },
    ]);
    await run("W3CIISLog");
    expect(test.events.filter(({ kind }) => kind === "RowsSeen")).toMatchObject([
      { steps: [{ stepId: "shell-written", table: "W3CIISLog" }] },
    ]);
    expect(test.events.find(({ kind }) => kind === "QueryRan")).toMatchObject({ tables: ["W3CIISLog"], rowCount: 2 });
    const world = await test.telemetry.ensureWorld({
      slug: "tiny",
      scenarioHash: scene.exercise.scenarioHash,
      engineVersion: "1",
      seed: 1,
    });
    expect(world.queries.at(-1)?.liveRows["SecurityAlert"]).toMatchObject([
      {
        _ItemId: scene.alert.id,
        AlertName: "A page appeared",
        AlertSeverity: "High",
        Description: "A script was written into a web folder.",
      },
    ]);
    const { AlertInfo = [], AlertEvidence = [] } = world.queries.at(-1)?.liveRows ?? {};
    const itemIds = [...AlertInfo, ...AlertEvidence].map((row) => row["_ItemId"]);
    expect(itemIds.length).toBeGreaterThan(1);
    for (const itemId of itemIds) expect(() => ItemId.parse(itemId)).not.toThrow();
    expect(new Set(itemIds).size).toBe(itemIds.length);
  });

  it("cancels only one's own queries", async () => {
    const queryId = randomUUID();
    await people.browsers.otherTeam.send("POST", `/api/v1${base}/queries/${queryId}/cancel`, {});
    const world = await test.telemetry.ensureWorld({
      slug: "tiny",
      scenarioHash: scene.exercise.scenarioHash,
      engineVersion: "1",
      seed: 1,
    });
    expect(world.cancelled.at(-1)).toBe(`${people.idOf("otherTeam")}/${queryId}`);
  });

  it("keeps each person's desk", async () => {
    const desk: HuntDesk = {
      tabs: [{ id: randomUUID(), title: "owa", text: "W3CIISLog", range: { kind: "last", lastMinutes: 60 } }],
      activeId: null,
    };
    await ada.post(`${base}/desk`, { desk }, "PUT");
    expect((await ada.get(`${base}/desk`)).body).toEqual(desk);
    expect((await people.browsers.otherTeam.get(`${base}/desk`)).body).toEqual({ tabs: [], activeId: null });
  });

  it("opens hints in order and only of steps that are open, and ticks off the page that was read", async () => {
    expect((await ada.post(`${base}/guide/look/hints/0`)).body).toMatchObject({ data: { code: "guide/step_locked" } });
    expect((await ada.post(`${base}/guide/read/hints/7`)).status).toBe(404);
    const opened = (await ada.post(`${base}/guide/read/hints/0`)).body as GuideView;
    expect(opened.steps[0]?.hints[0]?.body).toContain("on the left");
    const ticked = new Promise<void>((resolve) => {
      const stop = test.lab.bus.on("GuideAdvanced", () => {
        stop();
        resolve();
      });
    });
    expect((await ada.get(`${base}/brief`)).body).toMatchObject({ body: "Welcome to Tiny Ltd." });
    await ticked;
    expect((await ada.get(`${base}/guide`)).body).toMatchObject({ doneCount: 1, steps: [{ state: "done" }, { state: "open" }] });
  });

  it("ticks off what needs no rows while the logs are still being written", async () => {
    const fail = (error: unknown): void => expect.unreachable(String(error));
    const bus = createEventBus(fail);
    const stop = keepGuides({
      state: test.lab.state,
      bus,
      contextOf: () => ({ scenario: buildScenario(), world: null }),
      simNowOf: () => START,
      onError: fail,
    });
    const advanced = new Promise((resolve) => bus.on("GuideAdvanced", resolve));
    const { exercise, teamId } = scene;
    await test.lab.state.guides.recordPage(teamId, "brief");
    bus.announce({ kind: "PageOpened", exerciseId: exercise.id, teamId, userId: people.idOf("ownTeam"), page: "brief" });
    expect(await advanced).toMatchObject({ stepId: "read" });
    stop();
  });

  it("holds, releases, sends and skips injects, and shows teams only what was sent to them", async () => {
    const { owner, otherTeam } = people.browsers;
    const command = async (verb: string) => owner.post(`${base}/planned-injects/${scene.plannedInject}`, { verb });
    expect((await command("hold")).body).toMatchObject([{ status: "sent" }, { status: "held" }]);
    expect((await ada.get(`${base}/injects`)).body).toHaveLength(1);
    await command("send");
    expect((await command("skip")).body).toMatchObject({ data: { code: "inject/not_waiting" } });
    expect((await ada.get(`${base}/injects`)).body).toHaveLength(2);
    const note = { teamId: scene.teamId, channel: "phone", from: "The board", subject: "Well?", body: "Call me." };
    await owner.post(`${base}/ad-hoc-injects`, note);
    expect((await ada.get(`${base}/injects`)).body).toHaveLength(3);
    expect((await otherTeam.get(`${base}/injects`)).body).toHaveLength(2);
    await ada.post(`${base}/injects/${scene.plannedInject}/acknowledge`);
    const planned = (await owner.get(`${base}/planned-injects`)).body as PlannedInject[];
    expect(planned.find(({ id }) => id === scene.plannedInject)?.acknowledgedByTeams).toEqual([scene.teamId]);
  });

  it("shows the facilitator who has done what", async () => {
    await ada.send("POST", `/api/v1${base}/queries`, { queryId: randomUUID(), text: "W3CIISLog", range: null });
    const board = (await people.browsers.owner.get(`${base}/board`)).body;
    expect(board).toMatchObject({
      joinCode: scene.exercise.joinCode,
      storyTrack: [{ stepId: "shell-written" }],
      teams: [
        {
          name: "Red",
          alertsOpen: 1,
          evidenceCount: 1,
          queryCount: 1,
          lastQuery: { text: "W3CIISLog" },
          stepsSeen: ["shell-written"],
          score: 0,
        },
        { name: "Blue", alertsOpen: 0, evidenceCount: 0, queryCount: 0, lastQuery: null, stepsSeen: [] },
      ],
    });
  });

  it("runs the clock for who may, once per key", async () => {
    const { owner } = people.browsers;
    const start = { key: randomUUID(), command: { verb: "start" } };
    expect((await owner.post(`${base}/clock`, start)).body).toMatchObject({ state: "running" });
    expect((await owner.post(`${base}/clock`, start)).body).toMatchObject({ state: "running" });
    expect((await owner.post(`${base}/clock`, { command: { verb: "start" } })).status).toBe(409);
    await owner.post(`${base}/clock`, { command: { verb: "end" } });
    expect((await ada.post(`${base}/alerts/${scene.alert.id}/claim`)).body).toMatchObject({ data: { code: "exercise/ended" } });
  });
});
