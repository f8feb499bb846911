import { randomUUID } from "node:crypto";
import { createClassExercise, createSoloExercise } from "../../src/exercise/commands/create-exercise.ts";
import { EMPTY_REPORT } from "../../src/exercise/empty-report.ts";
import type { Alert } from "../../src/state/alert.ts";
import type { Evidence } from "../../src/state/evidence.ts";
import type { SavedQuery } from "../../src/state/saved-query.ts";
import type { Exercise } from "../../src/state/exercise.ts";
import { type InjectId, injectId, type TeamId, type UserId } from "../../src/state/ids.ts";
import type { Actor } from "../../src/state/person.ts";
import { buildEvidence, buildSavedQuery, buildHit, NOW_MS, START } from "../fixtures/records.ts";
import { Browser } from "./browser.ts";
import type { TestLab } from "./test-lab.ts";

/** Everybody who might knock; see `PEOPLE` for what each is. */
export type Visitor = "nobody" | "ownTeam" | "otherTeam" | "otherExercise" | "solo" | "owner" | "otherInstructor";

export const VISITORS: readonly Visitor[] = ["nobody", "ownTeam", "otherTeam", "otherExercise", "solo", "owner", "otherInstructor"];

/** People with their sessions, made once; exercises come and go around them. */
export interface People {
  readonly browsers: Readonly<Record<Visitor, Browser>>;
  readonly idOf: (visitor: Exclude<Visitor, "nobody">) => UserId;
  readonly actorOf: (visitor: Visitor) => Promise<Actor>;
}

/** An exercise with one of everything in it that belongs to one team. */
export interface Scene {
  readonly exercise: Exercise;
  readonly teamId: TeamId;
  readonly alert: Alert;
  readonly evidence: Evidence;
  readonly savedQuery: SavedQuery;
  readonly sentInject: InjectId;
  readonly plannedInject: InjectId;
}

export async function gatherPeople(test: TestLab): Promise<People> {
  const browsers = Object.fromEntries(VISITORS.map((visitor) => [visitor, new Browser(test.address)])) as Record<Visitor, Browser>;
  await browsers.owner.auth("link", { token: await test.auth.issueSignInLink("ines@school.example") });
  await browsers.otherInstructor.auth("link", { token: await test.auth.issueSignInLink("otto@school.example") });
  for (const visitor of ["ownTeam", "otherTeam", "otherExercise", "solo"] as const) {
    await browsers[visitor].auth("solo", { slug: "tiny", displayName: visitor });
  }
  const actorOf = async (visitor: Visitor): Promise<Actor> =>
    (await test.auth.identify(new Headers({ cookie: browsers[visitor].cookieHeader }))).actor;
  const ids = new Map<Visitor, UserId>();
  for (const visitor of VISITORS) {
    const actor = await actorOf(visitor);
    if (actor.kind === "person") ids.set(visitor, actor.person.id);
  }
  return {
    browsers,
    actorOf,
    idOf(visitor) {
      const id = ids.get(visitor);
      if (id === undefined) throw new Error(`${visitor} is nobody`);
      return id;
    },
  };
}

/** A class exercise of `owner`: `ownTeam` in Red, whose things the scene names, `otherTeam` in Blue. */
export async function stageClass(test: TestLab, people: People): Promise<Scene> {
  const { lab } = test;
  const request = { key: randomUUID(), slug: "tiny", title: "Class", teams: ["Red", "Blue"], seed: 1 };
  const exercise = await createClassExercise(lab, await people.actorOf("owner"), request);
  const [red, blue] = await lab.state.exercises.teamsOf(exercise.id);
  if (red === undefined || blue === undefined) throw new Error("two teams expected");
  await lab.state.exercises.insertMember({ exerciseId: exercise.id, teamId: red.id, userId: people.idOf("ownTeam") }, NOW_MS);
  await lab.state.exercises.insertMember({ exerciseId: exercise.id, teamId: blue.id, userId: people.idOf("otherTeam") }, NOW_MS);
  await lab.state.reports.save(blue.id, exercise.id, 0, EMPTY_REPORT, { name: "otherTeam", at: NOW_MS });
  return furnish(test, exercise, red.id);
}

/** The solo exercise of `solo`, furnished the same way. */
export async function stageSolo(test: TestLab, people: People): Promise<Scene> {
  const learner = { id: people.idOf("solo"), displayName: "solo" };
  const { exercise, teamId } = await createSoloExercise(test.lab, learner, "tiny");
  return furnish(test, exercise, teamId);
}

async function furnish({ lab }: TestLab, exercise: Exercise, teamId: TeamId): Promise<Scene> {
  await lab.runtime.ensureWorld(exercise.id);
  const { alerts, evidence, reports, injects } = lab.state;
  const [alert] = await alerts.raise(exercise.id, [teamId], buildHit({ occurrence: randomUUID() }));
  if (alert === undefined) throw new Error("an alert expected");
  const pinned = buildEvidence(exercise, teamId);
  await evidence.insert(pinned);
  const savedQuery = buildSavedQuery(exercise, teamId, { name: "Known pages" });
  await lab.state.savedQueries.insert(savedQuery);
  await reports.save(teamId, exercise.id, 0, EMPTY_REPORT, { name: "Ada", at: NOW_MS });
  const sentInject = injectId(randomUUID());
  await injects.insert({
    id: sentInject,
    exerciseId: exercise.id,
    teamId: null,
    plannedAt: null,
    channel: "note",
    from: "You",
    to: "All",
    subject: "Hello",
    body: "Hello",
    expectedAction: "",
    status: "sent",
    sentAt: START,
    acknowledgedBy: [],
  });
  const planned = (await injects.list(exercise.id)).find((inject) => inject.plannedAt !== null);
  if (planned === undefined) throw new Error("a planned inject expected");
  return { exercise, teamId, alert, evidence: pinned, savedQuery, sentInject, plannedInject: planned.id };
}
