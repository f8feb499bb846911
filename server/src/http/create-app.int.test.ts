import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Browser } from "../../test/harness/browser.ts";
import { gatherPeople, type People, type Scene, stageClass } from "../../test/harness/class-scene.ts";
import { sqliteDatabase, type TestDatabase } from "../../test/harness/test-database.ts";
import { startTestLab, type TestLab } from "../../test/harness/test-lab.ts";

describe("the HTTP server", () => {
  let place: TestDatabase;
  let test: TestLab;
  let people: People;
  let scene: Scene;

  beforeAll(async () => {
    place = await sqliteDatabase();
    test = await startTestLab(place);
    people = await gatherPeople(test);
    scene = await stageClass(test, people);
  });
  afterAll(async () => {
    await test.close();
    await place.drop();
  });

  it("is healthy, says nothing of what it is made of, and allows no foreign or inline script", async () => {
    const { status, headers } = await new Browser(test.address).send("GET", "/healthz");
    expect(status).toBe(200);
    expect(headers.get("x-powered-by")).toBeNull();
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("upgrade-insecure-requests");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("strict-transport-security")).toBeNull();
  });

  it("describes every procedure in an OpenAPI document", async () => {
    const { body } = await new Browser(test.address).send("GET", "/api/openapi.json");
    const { openapi, paths } = body as { openapi: string; paths: Record<string, Record<string, unknown>> };
    expect(openapi).toMatch(/^3\.1/);
    expect(paths["/exercises/{exerciseId}/alerts/{alertId}/verdict"]?.["post"]).toMatchObject({ requestBody: expect.anything() });
    expect(JSON.stringify(paths)).toContain("duplicate");
  });

  it("says what is wrong with a request that does not fit the contract", async () => {
    const answer = await people.browsers.ownTeam.post(`/exercises/${scene.exercise.id}/alerts/${scene.alert.id}/verdict`, {
      kind: "maybe",
    });
    expect(answer).toMatchObject({ status: 400, body: { code: "BAD_REQUEST" } });
    expect(answer.text).toContain("`confidence` is missing.");
    const save = (text: string) =>
      people.browsers.ownTeam.post(`/exercises/${scene.exercise.id}/saved-queries`, {
        name: "Mine",
        text,
        range: { kind: "last", ms: 60_000 },
      });
    expect(await save("x".repeat(50_001))).toMatchObject({ status: 400, body: { message: "`text` may have at most 50,000 characters." } });
    expect((await save(" ")).text).toContain("`text` must not be empty.");
    expect((await people.browsers.ownTeam.get("/exercises/not-an-id")).status).toBe(400);
  });

  it("refuses writes from a foreign page and takes them from its own", async () => {
    const path = `/api/v1/exercises/${scene.exercise.id}/explain`;
    const body = { text: "W3CIISLog", range: null };
    const from = (origin: string) => people.browsers.ownTeam.send("POST", path, body, { origin });
    expect((await from("https://evil.example")).status).toBe(403);
    expect((await from("null")).status).toBe(403);
    expect((await from(test.address)).status).toBe(200);
    const evil = { origin: "https://evil.example" };
    const signOut = await people.browsers.otherTeam.send("POST", "/api/auth/sign-out", {}, evil);
    expect(signOut.status).toBe(403);
  });

  it("takes long queries but no other large bodies", async () => {
    const { ownTeam } = people.browsers;
    const explain = (length: number) => ownTeam.post(`/exercises/${scene.exercise.id}/explain`, { text: "x".repeat(length), range: null });
    expect((await explain(1_900_000)).status).toBe(200);
    expect((await explain(3_000_000)).status).toBe(413);
    const note = { baseRevision: 1, body: { narrative: "x".repeat(300_000) } };
    expect((await ownTeam.post(`/exercises/${scene.exercise.id}/report`, note, "PUT")).status).toBe(413);
    expect((await ownTeam.auth("join", { code: "ABC234", displayName: "x".repeat(20_000) })).status).toBe(413);
  });

  it("answers a failure of its own with a calm sentence and an id, and no more", async () => {
    vi.spyOn(test.lab.state.hunts, "historyOf").mockRejectedValueOnce(new Error("secret detail"));
    const answer = await people.browsers.ownTeam.get(`/exercises/${scene.exercise.id}/history`);
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain("secret detail");
    expect(answer.body).toMatchObject({ message: expect.stringMatching(/written down as [0-9a-f-]{36}/) });
  });

  it("takes an answer that breaks the contract for a failure of its own", async () => {
    vi.spyOn(test.lab.state.hunts, "historyOf").mockResolvedValueOnce([{ text: 7, ranAt: 0, simAt: 0 }] as never);
    const answer = await people.browsers.ownTeam.get(`/exercises/${scene.exercise.id}/history`);
    expect(answer).toMatchObject({ status: 500, body: { message: expect.stringMatching(/written down as [0-9a-f-]{36}/) } });
    expect(answer.text).not.toContain("validation");
  });

  it("knows its addresses: JSON for the API, a hint where the console is not built", async () => {
    const browser = new Browser(test.address);
    expect(await browser.send("GET", "/api/v1/nothing")).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
    expect(await browser.send("GET", "/api/nothing")).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
    expect((await browser.send("GET", "/x/1/hunt", undefined, { accept: "text/html" })).text).toContain("npm start");
    expect((await browser.send("GET", "/api/v1/exercises/%E0%A4%A")).status).toBeLessThan(500);
  });
});
