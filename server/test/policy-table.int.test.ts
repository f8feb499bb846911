import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { EMPTY_REPORT } from "../src/exercise/empty-report.ts";
import { CANARY } from "./fixtures/scenario.ts";
import { gatherPeople, type People, type Scene, stageClass, stageSolo, type Visitor, VISITORS } from "./harness/class-scene.ts";
import { describeOnEveryEngine } from "./harness/databases.ts";
import type { TestDatabase } from "./harness/test-database.ts";
import { listProcedures, type ProcedureRoute, toCall } from "./harness/procedures.ts";
import { startTestLab, type TestLab } from "./harness/test-lab.ts";

interface Row {
  /** What is sent; the scene is the class's, for `solo` their own. */
  readonly input: (scene: Scene) => Readonly<Record<string, unknown>>;
  /** Who gets a 200; nobody else does: strangers get 401, people 403. */
  readonly allowed: readonly Visitor[];
  /** Where a procedure says something else on purpose. */
  readonly except?: Partial<Record<Visitor, number>>;
}

const EVERYBODY = VISITORS;
const SIGNED_IN = VISITORS.filter((visitor) => visitor !== "nobody");
const INSTRUCTORS: readonly Visitor[] = ["owner", "otherInstructor"];
/** People in the exercise; each sees only their own team's things. */
const MEMBERS: readonly Visitor[] = ["ownTeam", "otherTeam", "solo"];
const OWN_TEAM: readonly Visitor[] = ["ownTeam", "solo"];
const OWNER: readonly Visitor[] = ["owner"];

const ofExercise = ({ exercise }: Scene) => ({ exerciseId: exercise.id });
const keyed = (scene: Scene) => ({ ...ofExercise(scene), key: randomUUID() });
const ofAlert = (scene: Scene) => ({ ...keyed(scene), alertId: scene.alert.id });
const query = { text: "W3CIISLog", range: null };

const TABLE: Readonly<Record<string, Row>> = {
  "session.me": { input: () => ({}), allowed: EVERYBODY },
  "session.setDisplayName": { input: () => ({ key: randomUUID(), displayName: "New name" }), allowed: SIGNED_IN },
  "session.joinPreview": { input: ({ exercise }) => ({ code: exercise.joinCode ?? "ZZZZZZ" }), allowed: EVERYBODY, except: { solo: 404 } },
  "scenarios.list": { input: () => ({}), allowed: EVERYBODY },
  "studio.list": { input: () => ({}), allowed: INSTRUCTORS },
  "studio.preview": { input: () => ({ slug: "tiny", seed: 1 }), allowed: INSTRUCTORS },
  "exercises.mine": { input: () => ({}), allowed: SIGNED_IN },
  "exercises.create": { input: () => ({ key: randomUUID(), slug: "tiny", title: "Mine", teams: ["One"] }), allowed: INSTRUCTORS },
  "exercises.get": { input: ofExercise, allowed: [...MEMBERS, "owner"] },
  "exercises.clock": { input: (scene) => ({ ...keyed(scene), command: { verb: "speed", speed: 2 } }), allowed: ["owner", "solo"] },
  "exercises.brief": { input: ofExercise, allowed: [...MEMBERS, "owner"] },
  "exercises.injects": { input: ofExercise, allowed: MEMBERS },
  "exercises.acknowledgeInject": { input: (scene) => ({ ...keyed(scene), injectId: scene.sentInject }), allowed: MEMBERS },
  "hunt.schema": { input: ofExercise, allowed: [...MEMBERS, "owner"] },
  "hunt.query": { input: (scene) => ({ ...ofExercise(scene), ...query, queryId: randomUUID() }), allowed: MEMBERS },
  "hunt.cancel": { input: (scene) => ({ ...ofExercise(scene), queryId: randomUUID() }), allowed: MEMBERS },
  "hunt.explain": { input: (scene) => ({ ...ofExercise(scene), ...query }), allowed: MEMBERS },
  "hunt.history": { input: ofExercise, allowed: MEMBERS },
  "hunt.desk": { input: ofExercise, allowed: MEMBERS },
  "hunt.saveDesk": { input: (scene) => ({ ...ofExercise(scene), desk: { tabs: [], activeId: null } }), allowed: MEMBERS },
  "savedQueries.list": { input: ofExercise, allowed: MEMBERS },
  "savedQueries.save": {
    input: (scene) => ({ ...keyed(scene), name: "Pages", text: "W3CIISLog", range: { kind: "last", lastMinutes: 60 } }),
    allowed: MEMBERS,
  },
  "savedQueries.update": { input: (scene) => ({ ...keyed(scene), savedQueryId: scene.savedQuery.id, text: "Event" }), allowed: OWN_TEAM },
  "queryTokens.list": { input: ofExercise, allowed: MEMBERS },
  "queryTokens.create": { input: (scene) => ({ ...keyed(scene), name: "Notebook" }), allowed: MEMBERS },
  "queryTokens.revoke": { input: (scene) => ({ ...keyed(scene), tokenId: randomUUID() }), allowed: MEMBERS },
  "alerts.list": { input: ofExercise, allowed: MEMBERS },
  "alerts.get": { input: (scene) => ({ ...ofExercise(scene), alertId: scene.alert.id }), allowed: OWN_TEAM },
  "alerts.claim": { input: ofAlert, allowed: OWN_TEAM },
  "alerts.release": { input: ofAlert, allowed: OWN_TEAM },
  "alerts.judge": {
    input: (scene) => ({ ...ofAlert(scene), kind: "true-positive", confidence: 80, reason: "Seen.", duplicateOf: null }),
    allowed: OWN_TEAM,
  },
  // Nothing is judged yet: who may reopen is told that there is nothing to reopen.
  "alerts.reopen": { input: ofAlert, allowed: [], except: { ownTeam: 409, solo: 409 } },
  "alerts.linkEvidence": { input: (scene) => ({ ...ofAlert(scene), evidenceIds: [scene.evidence.id] }), allowed: OWN_TEAM },
  "evidence.list": { input: ofExercise, allowed: MEMBERS },
  "evidence.pin": {
    input: (scene) => ({ ...keyed(scene), kind: "nothing-found", itemId: null, columns: [], cells: [], queryText: "x", note: "" }),
    allowed: MEMBERS,
  },
  "evidence.update": { input: (scene) => ({ ...keyed(scene), evidenceId: scene.evidence.id, note: "odd" }), allowed: OWN_TEAM },
  "report.get": { input: ofExercise, allowed: MEMBERS },
  "report.save": { input: (scene) => ({ ...keyed(scene), baseRevision: 1, body: EMPTY_REPORT }), allowed: MEMBERS },
  "report.submit": { input: (scene) => ({ ...keyed(scene), baseRevision: 1 }), allowed: MEMBERS },
  "guide.get": { input: ofExercise, allowed: MEMBERS },
  "guide.openHint": { input: (scene) => ({ ...keyed(scene), stepId: "read", index: 0 }), allowed: MEMBERS },
  "debrief.get": { input: ({ exercise, teamId }) => ({ exerciseId: exercise.id, teamId }), allowed: OWNER },
  "facilitation.board": { input: ofExercise, allowed: OWNER },
  "facilitation.plannedInjects": { input: ofExercise, allowed: OWNER },
  "facilitation.commandInject": { input: (scene) => ({ ...keyed(scene), injectId: scene.plannedInject, verb: "hold" }), allowed: OWNER },
  "facilitation.sendAdHoc": {
    input: (scene) => ({ ...keyed(scene), teamId: null, channel: "note", from: "x", subject: "y", body: "z" }),
    allowed: OWNER,
  },
  "facilitation.notes": { input: ofExercise, allowed: OWNER },
  "facilitation.addNote": { input: (scene) => ({ ...keyed(scene), text: "Red is stuck" }), allowed: OWNER },
};

const PROCEDURES = listProcedures();

it("has a row for every procedure of the contract and none too many", () => {
  expect(Object.keys(TABLE).sort()).toEqual(PROCEDURES.map(({ name }) => name).sort());
});

describeOnEveryEngine("every procedure as everybody", (make) => {
  let place: TestDatabase;
  let test: TestLab;
  let people: People;

  beforeAll(async () => {
    place = await make();
    test = await startTestLab(place);
    people = await gatherPeople(test);
  });
  afterAll(async () => {
    await test.close();
    await place.drop();
  });

  async function knock(route: ProcedureRoute, row: Row) {
    const [scene, ownScene] = [await stageClass(test, people), await stageSolo(test, people)];
    const statuses: Record<string, number> = {};
    let heard = "";
    for (const visitor of VISITORS) {
      const call = toCall(route, row.input(visitor === "solo" ? ownScene : scene));
      const answer = await people.browsers[visitor].send(call.method, call.path, call.body);
      statuses[visitor] = answer.status;
      if (!INSTRUCTORS.includes(visitor)) heard += answer.text;
    }
    return { statuses, heard };
  }

  it.each(PROCEDURES.map((route) => [route.name, route] as const))(
    "%s answers whom it should and refuses the others",
    async (name, route) => {
      const row = TABLE[name]!;
      const expected = VISITORS.map((visitor) => [
        visitor,
        row.except?.[visitor] ?? (row.allowed.includes(visitor) ? 200 : visitor === "nobody" ? 401 : 403),
      ]);
      const { statuses, heard } = await knock(route, row);
      expect(statuses).toEqual(Object.fromEntries(expected));
      // An opened hint is meant to be read; nothing else that an author marked as secret may be.
      expect(name !== "guide.openHint" && heard.includes(CANARY)).toBe(false);
    },
  );

  it.each(["/v1/rest/query", "/v2/rest/query", "/v1/rest/mgmt"])(
    "%s opens a team's logs to tokens of the team, and to no cookie",
    async (path) => {
      const [scene, ownScene] = [await stageClass(test, people), await stageSolo(test, people)];
      // Everybody brings a token of the exercise that they sit in, if they sit in one, and asks for the class team's logs.
      const seats: Partial<Record<Visitor, Scene>> = { ownTeam: scene, otherTeam: scene, solo: ownScene };
      const statuses: Record<string, readonly number[]> = {};
      for (const visitor of VISITORS) {
        const made = await people.browsers[visitor].post(`/exercises/${(seats[visitor] ?? scene).exercise.id}/query-tokens`, { name: "x" });
        const { secret } = made.body as { secret?: string };
        const body = { db: scene.teamId, csl: path.endsWith("mgmt") ? ".show tables" : "W3CIISLog" };
        const byCookie = await people.browsers[visitor].send("POST", path, body);
        const byToken = await people.browsers[visitor].send("POST", path, body, { authorization: `Bearer ${secret ?? "none"}` });
        statuses[visitor] = [made.status, byCookie.status, byToken.status];
      }
      expect(statuses).toEqual({
        nobody: [401, 401, 401],
        ownTeam: [200, 401, 200],
        otherTeam: [200, 401, 403],
        otherExercise: [403, 401, 401],
        solo: [200, 401, 403],
        owner: [403, 401, 401],
        otherInstructor: [403, 401, 401],
      });
    },
  );

  it("opens the debrief to a team that has submitted, and to no other, until the exercise ends", async () => {
    const { exercise, teamId } = await stageClass(test, people);
    const { ownTeam, otherTeam, otherExercise, owner } = people.browsers;
    const path = `/exercises/${exercise.id}/debrief`;
    expect((await ownTeam.get(path)).status).toBe(403);
    await ownTeam.post(`/exercises/${exercise.id}/report/submit`, { baseRevision: 1 });
    const debrief = await ownTeam.get(path);
    expect(debrief.status).toBe(200);
    expect(debrief.text).toContain(CANARY);
    expect(debrief.text).toContain("POST · /owa/page.aspx · 200");
    expect((await otherTeam.get(path)).status).toBe(403);
    expect((await otherTeam.get(`${path}?teamId=${teamId}`)).status).toBe(403);
    await owner.post(`/exercises/${exercise.id}/clock`, { command: { verb: "start" } });
    await owner.post(`/exercises/${exercise.id}/clock`, { command: { verb: "end" } });
    expect((await otherTeam.get(path)).status).toBe(200);
    expect((await otherTeam.get(`${path}?teamId=${teamId}`)).status).toBe(403);
    expect((await otherExercise.get(path)).status).toBe(403);
  });
});
