import { getMigrations } from "better-auth/db/migration";
import { pino } from "pino";
import { afterEach, beforeEach, expect, it } from "vitest";
import { describeOnEveryEngine } from "../../test/harness/databases.ts";
import type { TestDatabase } from "../../test/harness/test-database.ts";
import { Browser } from "../../test/harness/browser.ts";
import { startTestLab, type TestLab } from "../../test/harness/test-lab.ts";
import type { ExerciseView } from "../../contract/index.ts";
import { AttemptLimits } from "./attempt-limits.ts";
import { authOptions } from "./create-auth.ts";

describeOnEveryEngine("the entrance", (make) => {
  let place: TestDatabase;
  let test: TestLab;
  const open = () => new Browser(test.address);

  beforeEach(async () => {
    place = await make();
    test = await startTestLab(place);
  });
  afterEach(async () => {
    await test.close();
    await place.drop();
  });

  async function me(browser: Browser) {
    const { actor } = await test.auth.identify(new Headers({ cookie: browser.cookieHeader }));
    if (actor.kind === "nobody") throw new Error("nobody");
    return actor.person;
  }

  async function instructor(): Promise<Browser> {
    const browser = open();
    const answer = await browser.auth("link", { token: await test.auth.issueSignInLink("ines@school.example") });
    expect(answer.status).toBe(200);
    return browser;
  }

  async function classCode(browser: Browser): Promise<string> {
    const made = await browser.post("/exercises", { slug: "tiny", title: "Class", teams: ["Red", "Blue"] });
    const { id } = made.body as ExerciseView;
    const board = await browser.get(`/exercises/${id}/board`);
    return (board.body as { joinCode: string }).joinCode;
  }

  it("needs no table that our migrations have not made", async () => {
    const limits = new AttemptLimits(() => 0);
    const options = authOptions({
      database: { db: test.engine.db, type: test.engine.kind },
      secret: "a secret of a test, long enough to be one",
      publicUrl: null,
      ...test.lab,
      lab: test.lab,
      limits,
      logger: pino({ level: "silent" }),
    });
    const { toBeCreated, toBeAdded } = await getMigrations(options);
    expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
  });

  it("lets a learner start alone with a name and nothing else", async () => {
    const ada = open();
    expect((await ada.get("/me")).body).toEqual({ user: null });
    const answer = await ada.auth("solo", { slug: "tiny", displayName: "Ada" });
    expect(answer.status).toBe(200);
    const cookie = answer.headers.getSetCookie().join();
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect((await ada.get("/me")).body).toMatchObject({ user: { displayName: "Ada", role: "trainee", hasPassword: false } });
    const mine = (await ada.get("/exercises")).body as ExerciseView[];
    expect(mine).toMatchObject([{ mode: "solo", abilities: { controlClock: true, facilitate: false, investigate: true } }]);
    await ada.auth("solo", { slug: "tiny", displayName: "Ada" });
    const seeds = (await test.lab.state.exercises.listFor((await me(ada)).id)).map(({ seed }) => seed);
    expect(new Set(seeds)).toEqual(new Set([1, 2]));
    expect((await ada.auth("solo", { slug: "no-such", displayName: "Ada" })).status).toBe(404);
  });

  it("seats people who join by code in the smallest team, and in the one they ask for", async () => {
    const code = await classCode(await instructor());
    const preview = (await open().get(`/join/${code.toLowerCase()}`)).body as { teams: { id: string; members: number }[] };
    expect(preview).toMatchObject({ exerciseTitle: "Class", teams: [{ members: 0 }, { members: 0 }] });
    const [red, blue] = preview.teams;
    const joined = async (displayName: string, teamId?: string) =>
      (await open().auth("join", { code, displayName, teamId })).body as { teamId: string };
    expect((await joined("Ada")).teamId).toBe(red!.id);
    expect((await joined("Ben")).teamId).toBe(blue!.id);
    expect((await joined("Cem", blue!.id)).teamId).toBe(blue!.id);
    expect(test.events.filter((event) => event.kind === "MemberJoined")).toHaveLength(3);
  });

  it("keeps a seat for who comes back under their name, and never hands it to another name", async () => {
    const code = await classCode(await instructor());
    const shared = open();
    const first = await shared.auth("join", { code, displayName: "Ada" });
    const again = await shared.auth("join", { code, displayName: "Ada" });
    expect(again.body).toEqual(first.body);
    expect(test.events.filter((event) => event.kind === "MemberJoined")).toHaveLength(1);
    await shared.auth("join", { code, displayName: "Ben" });
    expect((await shared.get("/me")).body).toMatchObject({ user: { displayName: "Ben" } });
    expect(test.events.filter((event) => event.kind === "MemberJoined")).toHaveLength(2);
  });

  it("says the same of unknown and malformed codes, and slows guessing down until the window is over", async () => {
    const code = await classCode(await instructor());
    const guesser = open();
    const unknown = await guesser.auth("join", { code: "ZZZZ22", displayName: "Eve" });
    expect(unknown).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
    expect((await guesser.get("/join/!!")).status).toBe(404);
    for (let i = 0; i < 18; i++) await guesser.get("/join/ZZZZ22");
    expect(await guesser.get(`/join/${code}`)).toMatchObject({ status: 429, body: { code: "TOO_MANY_REQUESTS" } });
    expect((await guesser.auth("join", { code, displayName: "Eve" })).status).toBe(429);
    expect((await guesser.auth("link", { token: "x" })).status).toBe(429);
    const forged = await guesser.send("GET", `/api/v1/join/${code}`, undefined, { "x-mailroom-client-address": "203.0.113.9" });
    expect(forged.status).toBe(429);
    test.advanceWallClock(600_001);
    expect((await guesser.get(`/join/${code}`)).status).toBe(200);
  });

  it("takes a sign-in link once, then lets the instructor choose credentials and come back with them", async () => {
    const token = await test.auth.issueSignInLink();
    const ines = open();
    expect((await ines.auth("link", { token })).status).toBe(200);
    expect((await open().auth("link", { token })).status).toBe(401);
    expect((await ines.get("/me")).body).toMatchObject({ user: { role: "instructor", hasPassword: false } });
    const credentials = { displayName: "Ines", email: "Ines@School.example", password: "correct horse battery" };
    expect((await ines.auth("credentials", credentials)).status).toBe(200);
    expect((await ines.get("/me")).body).toMatchObject({ user: { displayName: "Ines", hasPassword: true } });
    const later = open();
    expect((await later.auth("sign-in/email", { email: credentials.email, password: "wrong wrong wrong" })).status).toBe(401);
    expect((await later.auth("sign-in/email", { email: credentials.email, password: credentials.password })).status).toBe(200);
    expect((await later.get("/me")).body).toMatchObject({ user: { displayName: "Ines" } });
    await ines.auth("credentials", { ...credentials, password: "another long password" });
    expect((await open().auth("sign-in/email", { email: credentials.email, password: "another long password" })).status).toBe(200);
  });

  it("gives trainees no credentials and strangers no account", async () => {
    const ada = open();
    await ada.auth("solo", { slug: "tiny", displayName: "Ada" });
    const credentials = { displayName: "Ada", email: "ada@school.example", password: "correct horse battery" };
    expect((await ada.auth("credentials", credentials)).status).toBe(403);
    expect((await open().auth("credentials", credentials)).status).toBe(401);
    expect((await open().auth("sign-up/email", { name: "Eve", ...credentials })).status).toBe(404);
    expect((await ada.auth("update-user", { role: "instructor" })).status).toBe(404);
  });

  it("limits tries on one account", async () => {
    const tries = { email: "ines@school.example", password: "wrong wrong wrong" };
    for (let i = 0; i < 10; i++) await open().auth("sign-in/email", tries);
    expect((await open().auth("sign-in/email", tries)).status).toBe(429);
  });

  it("announces a session that ends, so that its sockets can be closed", async () => {
    const ada = open();
    await ada.auth("solo", { slug: "tiny", displayName: "Ada" });
    const headers = new Headers({ cookie: ada.cookieHeader });
    const { sessionId } = await test.auth.identify(headers);
    expect((await ada.auth("sign-out", {})).status).toBe(200);
    expect(test.events.filter((event) => event.kind === "SessionEnded")).toMatchObject([{ sessionId }]);
    expect((await test.auth.identify(headers)).actor.kind).toBe("nobody");
  });
});
