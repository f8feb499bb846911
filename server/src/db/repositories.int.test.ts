import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  addExercise,
  addPerson,
  buildEvidence,
  buildHit,
  buildReport,
  buildSavedQuery,
  NOW_MS,
  START,
} from "../../test/fixtures/records.ts";
import { describeOnEveryEngine } from "../../test/harness/databases.ts";
import type { TestDatabase } from "../../test/harness/test-database.ts";
import { addMicros, MICROS_PER_SECOND } from "../base/sim-time.ts";
import type { Exercise, Team } from "../state/exercise.ts";
import { injectId, recordId, type UserId } from "../state/ids.ts";
import type { PlannedInjectRecord } from "../state/inject.ts";
import type { State } from "../state/state.ts";
import type { Engine } from "./engine.ts";
import { createState } from "./open-state.ts";

describeOnEveryEngine("repositories", (make) => {
  let place: TestDatabase;
  let engine: Engine;
  let state: State;
  let ada: UserId;
  let exercise: Exercise;
  let red: Team;
  let blue: Team;

  beforeEach(async () => {
    place = await make();
    engine = await place.open();
    state = createState(engine);
    ada = await addPerson(engine.db, engine.kind, "Ada");
    ({
      exercise,
      teams: [red, blue],
    } = await addExercise(state, ada, { joinCode: "ABC234" }));
  });
  afterEach(async () => {
    await state.close();
    await place.drop();
  });

  it("finds an exercise by id, by code and by those who sit in it or own it", async () => {
    const ben = await addPerson(engine.db, engine.kind, "Ben");
    expect(await state.exercises.listFor(ben)).toEqual([]);
    await state.exercises.insertMember({ exerciseId: exercise.id, teamId: red.id, userId: ben }, NOW_MS);
    expect(await state.exercises.find(exercise.id)).toEqual(exercise);
    expect(await state.exercises.findByJoinCode("ABC234")).toEqual(exercise);
    expect(await state.exercises.findByJoinCode("ABC235")).toBeNull();
    expect(await state.exercises.listFor(ben)).toEqual([exercise]);
    expect(await state.exercises.listFor(ada)).toEqual([exercise]);
    expect(await state.exercises.teamsOf(exercise.id)).toEqual([red, blue]);
    expect(await state.exercises.membersOf(exercise.id)).toEqual([{ userId: ben, teamId: red.id, displayName: "Ben" }]);
    expect(await state.people.seatsOf(ben)).toEqual([{ exerciseId: exercise.id, teamId: red.id }]);
  });

  it("keeps the scenario as it was", async () => {
    expect((await state.exercises.scenarioOf(exercise.scenarioHash))?.slug).toBe("tiny");
    expect(await state.exercises.scenarioOf("b".repeat(64))).toBeNull();
  });

  it("knows people, their roles and whether they have a password", async () => {
    expect(await state.people.instructors()).toEqual([]);
    const ines = await addPerson(engine.db, engine.kind, "Ines", "instructor");
    await state.people.setEmail(ines, "ines@school.example");
    expect(await state.people.instructors()).toEqual([{ id: ines, email: "ines@school.example", hasPassword: false }]);
    expect(await state.people.find(ines)).toEqual({ id: ines, displayName: "Ines", role: "instructor", hasPassword: false });
    await state.people.rename(ines, "Inés");
    expect((await state.people.find(ines))?.displayName).toBe("Inés");
  });

  it("replaces the clock and lists exercises whose clock runs", async () => {
    const clock = await state.clocks.find(exercise.id);
    expect(clock?.state).toBe("lobby");
    const later = { ...clock!, simAt: addMicros(START, 123_456), speed: 60, state: "running" as const };
    await state.clocks.save(exercise.id, later);
    expect(await state.clocks.find(exercise.id)).toEqual(later);
    expect((await state.exercises.listRunning()).map((x) => x.id)).toEqual([exercise.id]);
    await state.clocks.save(exercise.id, { ...later, state: "paused" });
    expect(await state.exercises.listRunning()).toEqual([]);
  });

  it("raises an alert once per team and numbers each queue from one", async () => {
    const first = await state.alerts.raise(exercise.id, [red.id, blue.id], buildHit());
    expect(first.map((alert) => [alert.teamId, alert.number])).toEqual([
      [red.id, 1],
      [blue.id, 1],
    ]);
    expect(await state.alerts.raise(exercise.id, [red.id, blue.id], buildHit())).toEqual([]);
    await state.alerts.raise(exercise.id, [red.id], buildHit({ occurrence: "rule-1/1" }));
    expect((await state.alerts.listOfTeam(red.id)).map((alert) => alert.number)).toEqual([1, 2]);
    expect(await state.alerts.find(first[0]!.id)).toEqual(first[0]);
  });

  it("lets only one of two people claim an alert", async () => {
    const ben = await addPerson(engine.db, engine.kind, "Ben");
    const [alert] = await state.alerts.raise(exercise.id, [red.id], buildHit());
    const expected = { status: "new" as const, claimedBy: null };
    const claim = (claimedBy: UserId) =>
      state.alerts.work(alert!.id, expected, { status: "claimed", claimedBy, verdict: null, evidenceIds: [] });
    const outcomes = await Promise.all([claim(ada), claim(ben)]);
    expect(outcomes.filter((outcome) => outcome !== null)).toHaveLength(1);
    expect(["Ada", "Ben"]).toContain((await state.alerts.find(alert!.id))?.claimedBy?.displayName);
  });

  it("keeps a verdict, its reason and the linked evidence, and counts open and closed", async () => {
    const [alert] = await state.alerts.raise(exercise.id, [red.id], buildHit());
    await state.alerts.raise(exercise.id, [red.id], buildHit({ occurrence: "rule-1/1" }));
    const pinned = buildEvidence(exercise, red.id);
    const verdict = { kind: "true-positive" as const, confidence: 90, reason: "Seen.", duplicateOf: null, byName: "Ada", at: START };
    const done = await state.alerts.work(
      alert!.id,
      { status: "new", claimedBy: null },
      { status: "closed", claimedBy: ada, verdict, evidenceIds: [pinned.id] },
    );
    expect(done).toMatchObject({ status: "closed", verdict, evidenceIds: [pinned.id], claimedBy: { userId: ada, displayName: "Ada" } });
    expect(await state.alerts.countsOf(exercise.id)).toEqual([{ teamId: red.id, open: 1, closed: 1 }]);
  });

  it("keeps a team's queries by name, with their range, and forgets none that was removed", async () => {
    const [pages, admins] = [buildSavedQuery(exercise, red.id), buildSavedQuery(exercise, red.id, { name: "Admins" })];
    for (const query of [pages, admins, buildSavedQuery(exercise, blue.id)]) await state.savedQueries.insert(query);
    const range = { kind: "fixed", from: "2021-03-03T08:00:00Z", to: "2021-03-03T09:00:00Z" } as const;
    const changed = { ...pages, name: "Odd pages", range, savedBy: "Ben", isRemoved: true };
    await state.savedQueries.update(changed);
    expect(await state.savedQueries.listOfTeam(red.id)).toEqual([admins, changed]);
    expect(await state.savedQueries.find(pages.id)).toEqual(changed);
  });

  it("keeps evidence with its cells, and takes it off the board without forgetting it", async () => {
    const pinned = buildEvidence(exercise, red.id, { cells: ["a\u0000?", 1.5, null, { deep: [true] }] });
    await state.evidence.insert(pinned);
    expect(await state.evidence.find(pinned.id)).toEqual(pinned);
    expect(await state.evidence.countsOf(exercise.id)).toEqual([{ teamId: red.id, count: 1 }]);
    await state.evidence.update(pinned.id, { note: "odd", labels: ["how"], isRemoved: true });
    expect(await state.evidence.listOfTeam(red.id)).toEqual([{ ...pinned, note: "odd", labels: ["how"], isRemoved: true }]);
    expect(await state.evidence.countsOf(exercise.id)).toEqual([]);
  });

  it("refuses to save over a revision that the writer has not seen", async () => {
    const by = { name: "Ada", at: NOW_MS };
    expect(await state.reports.save(red.id, exercise.id, 0, buildReport({ narrative: "one" }), by)).toMatchObject({ revision: 1 });
    expect(await state.reports.save(red.id, exercise.id, 0, buildReport({ narrative: "lost" }), by)).toBeNull();
    expect(await state.reports.save(red.id, exercise.id, 1, buildReport({ narrative: "two" }), by)).toMatchObject({ revision: 2 });
    expect(await state.reports.save(red.id, exercise.id, 1, buildReport({ narrative: "lost" }), by)).toBeNull();
    expect((await state.reports.find(red.id))?.body.narrative).toBe("two");
  });

  it("freezes what was submitted and takes no more saves", async () => {
    const by = { name: "Ada", at: NOW_MS };
    await state.reports.save(red.id, exercise.id, 0, buildReport(), by);
    const work = { report: buildReport(), alerts: [], evidence: [], hints: [], guide: [], seen: [] };
    const submission = { teamId: red.id, revision: 1, work, simAt: START, submittedAt: NOW_MS, submittedBy: "Ada" };
    expect(await state.reports.submit(exercise.id, { ...submission, revision: 2 })).toBeNull();
    expect(await state.reports.submit(exercise.id, submission)).toMatchObject({ submittedBy: "Ada" });
    expect(await state.reports.submit(exercise.id, submission)).toBeNull();
    expect(await state.reports.save(red.id, exercise.id, 1, buildReport(), by)).toBeNull();
    expect(await state.reports.submissionOf(red.id)).toEqual(submission);
    expect((await state.reports.listOfExercise(exercise.id)).map((report) => report.teamId)).toEqual([red.id]);
  });

  it("remembers guide progress, hints and what was opened, queried and seen", async () => {
    expect(await state.guides.markDone(red.id, "read", START)).toBe(true);
    expect(await state.guides.markDone(red.id, "read", START)).toBe(false);
    await state.guides.openHint(red.id, { stepId: "read", index: 0, openedAt: START });
    await state.guides.openHint(red.id, { stepId: "read", index: 0, openedAt: START });
    expect(await state.guides.openedHints(red.id)).toEqual([{ stepId: "read", index: 0, openedAt: START }]);
    expect(await state.guides.recordPage(red.id, "brief")).toBe(true);
    expect(await state.guides.recordPage(red.id, "brief")).toBe(false);
    await state.guides.recordTables(red.id, ["W3CIISLog", "Event"]);
    await state.guides.recordTables(red.id, ["W3CIISLog"]);
    const seen = { stepId: "shell-written", table: "W3CIISLog", firstSeenAt: START };
    const also = { ...seen, table: "DeviceFileEvents" };
    expect(await state.guides.recordSeen(red.id, [seen])).toEqual([seen]);
    expect(await state.guides.recordSeen(red.id, [seen, also])).toEqual([also]);
    expect(await state.guides.recordSeen(red.id, [])).toEqual([]);
    const acts = await state.guides.actsOf(red.id);
    expect(acts.openedPages).toEqual(["brief"]);
    expect(acts.queriedTables).toEqual(["Event", "W3CIISLog"]);
    expect(acts.seenSteps).toHaveLength(2);
    expect(await state.guides.doneSteps(blue.id)).toEqual([]);
  });

  it("lists queries newest first and keeps one desk per person", async () => {
    const run = (text: string, seconds: number) => ({
      id: recordId(randomUUID()),
      exerciseId: exercise.id,
      teamId: red.id,
      userId: ada,
      byName: "Ada",
      text,
      ranAt: (NOW_MS + seconds * 1000) as typeof NOW_MS,
      simAt: addMicros(START, seconds * MICROS_PER_SECOND),
      outcome: "rows" as const,
      rowCount: 3,
      isTruncated: false,
    });
    await state.hunts.recordRun(run("first", 1));
    await state.hunts.recordRun(run("second", 2));
    expect((await state.hunts.historyOf(red.id, 10)).map((entry) => entry.text)).toEqual(["second", "first"]);
    expect(await state.hunts.historyOf(red.id, 1)).toHaveLength(1);
    expect(await state.hunts.queryCountsOf(exercise.id)).toMatchObject([{ teamId: red.id, count: 2, last: { text: "second" } }]);
    const desk = { tabs: [], activeId: null };
    expect(await state.hunts.findDesk(exercise.id, ada)).toBeNull();
    await state.hunts.saveDesk(exercise.id, ada, desk, NOW_MS);
    await state.hunts.saveDesk(exercise.id, ada, desk, NOW_MS);
    expect(await state.hunts.findDesk(exercise.id, ada)).toEqual(desk);
  });

  it("sends an inject once, and never one that was skipped", async () => {
    const inject = (minutes: number): PlannedInjectRecord => ({
      id: injectId(randomUUID()),
      exerciseId: exercise.id,
      teamId: null,
      plannedAt: addMicros(START, minutes * 60 * MICROS_PER_SECOND),
      channel: "mail",
      from: "The boss",
      to: "The team",
      subject: "What is going on?",
      body: "Please report.",
      expectedAction: "They answer.",
      status: "scheduled",
      sentAt: null,
      acknowledgedBy: [],
    });
    const [late, early] = [inject(20), inject(10)];
    await state.injects.insert(late);
    await state.injects.insert(early);
    expect((await state.injects.list(exercise.id)).map((record) => record.id)).toEqual([early.id, late.id]);
    expect(await state.injects.due(exercise.id, early.plannedAt!)).toEqual([early]);
    expect(await state.injects.setStatus(early.id, "held")).toBe(true);
    expect(await state.injects.due(exercise.id, early.plannedAt!)).toEqual([]);
    expect(await state.injects.markSent(early.id, START)).toBe(true);
    expect(await state.injects.markSent(early.id, START)).toBe(false);
    await state.injects.acknowledge(early.id, red.id);
    await state.injects.acknowledge(early.id, red.id);
    expect(await state.injects.find(early.id)).toMatchObject({ status: "sent", sentAt: START, acknowledgedBy: [red.id] });
    expect(await state.injects.setStatus(late.id, "skipped")).toBe(true);
    expect(await state.injects.markSent(late.id, START)).toBe(false);
  });

  it("redeems a sign-in link once, and not after it has expired", async () => {
    const { signInLinks } = state;
    await signInLinks.insert({ tokenHash: "a", userId: ada, createdAt: NOW_MS, expiresAt: (NOW_MS + 10) as typeof NOW_MS });
    expect(await signInLinks.redeem("b", NOW_MS)).toBeNull();
    expect(await signInLinks.redeem("a", (NOW_MS + 10) as typeof NOW_MS)).toBeNull();
    expect(await signInLinks.redeem("a", NOW_MS)).toBe(ada);
    expect(await signInLinks.redeem("a", NOW_MS)).toBeNull();
  });

  it("keeps notes in the order of writing", async () => {
    const note = { id: recordId(randomUUID()), exerciseId: exercise.id, at: NOW_MS, simAt: START, text: "Red is stuck", byName: "Ines" };
    await state.notes.insert(note);
    expect(await state.notes.list(exercise.id)).toEqual([note]);
  });
});
