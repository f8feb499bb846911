import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Browser } from "../../../test/harness/browser.ts";
import { gatherPeople, type People, type Scene, stageClass, stageSolo, type Visitor } from "../../../test/harness/class-scene.ts";
import { describeOnEveryEngine } from "../../../test/harness/databases.ts";
import type { TestDatabase } from "../../../test/harness/test-database.ts";
import { startTestLab, type TestLab } from "../../../test/harness/test-lab.ts";

type ErrorBody = { error: { code: string; "@message": string; "@type": string } };
type Frame = { FrameType: string; TableKind?: string; Rows?: unknown[][]; HasErrors?: boolean };

describeOnEveryEngine("the Kusto endpoints", (make) => {
  let place: TestDatabase;
  let test: TestLab;
  let people: People;
  let scene: Scene;

  beforeAll(async () => {
    place = await make();
    test = await startTestLab(place);
    people = await gatherPeople(test);
    scene = await stageClass(test, people);
  });
  afterAll(async () => {
    await test.close();
    await place.drop();
  });

  async function tokenOf(browser: Browser, exerciseId = scene.exercise.id): Promise<string> {
    const answer = await browser.post(`/exercises/${exerciseId}/query-tokens`, { name: "A notebook" });
    expect(answer.status).toBe(200);
    return (answer.body as { secret: string }).secret;
  }

  const send = (path: string, body: unknown, token: string | null, headers: Readonly<Record<string, string>> = {}) =>
    fetch(test.address + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
      body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body),
    });
  const queryOf = (db: string | null = null, csl = "W3CIISLog") => ({ db, csl });
  const errorOf = async (response: Response) => ((await response.json()) as ErrorBody).error;

  it("let nobody in without a token, whatever cookie they bring", async () => {
    for (const path of ["/v1/rest/query", "/v2/rest/query", "/v1/rest/mgmt"]) {
      const response = await send(path, queryOf(), null, { cookie: people.browsers.ownTeam.cookieHeader });
      expect([path, response.status, response.headers.get("www-authenticate")]).toEqual([path, 401, 'Bearer realm="Mailroom"']);
      expect((await errorOf(response)).code).toBe("Unauthorized");
      expect((await send(path, queryOf(), "mailroom_guess")).status).toBe(401);
    }
  });

  it("answer a member's token, in the member's own team only", async () => {
    const [own, other] = [await tokenOf(people.browsers.ownTeam), await tokenOf(people.browsers.otherTeam)];
    const soloScene = await stageSolo(test, people);
    const solo = await tokenOf(people.browsers.solo, soloScene.exercise.id);
    for (const path of ["/v1/rest/query", "/v2/rest/query"]) {
      const knock = async (db: string, token: string) => (await send(path, queryOf(db), token)).status;
      expect(await knock(scene.exercise.slug, own)).toBe(200);
      expect(await knock(scene.teamId, own)).toBe(200);
      expect(await knock(scene.exercise.id, other)).toBe(200);
      expect(await knock(scene.teamId, other)).toBe(403);
      expect(await knock(scene.exercise.id, solo)).toBe(403);
      expect(await knock(soloScene.exercise.id, own)).toBe(403);
      expect(await knock("Samples", own)).toBe(400);
    }
  });

  it("give tokens to members and to nobody else", async () => {
    const statuses = await Promise.all(
      (["nobody", "otherExercise", "solo", "owner", "otherInstructor"] as const satisfies Visitor[]).map(
        async (visitor) => (await people.browsers[visitor].post(`/exercises/${scene.exercise.id}/query-tokens`, { name: "x" })).status,
      ),
    );
    expect(statuses).toEqual([401, 403, 403, 403, 403]);
  });

  it("keep no secret anywhere, and forget a revoked token at once", async () => {
    const { ownTeam, otherTeam } = people.browsers;
    const path = `/exercises/${scene.exercise.id}/query-tokens`;
    const secret = await tokenOf(ownTeam);
    const [stored] = await test.engine.db.selectFrom("queryToken").selectAll().orderBy("createdAt", "desc").execute();
    expect(JSON.stringify(stored)).not.toContain(secret);
    const answers = await test.engine.db.selectFrom("mutation").select("answer").execute();
    expect(JSON.stringify(answers)).not.toContain(secret);
    expect((await send("/v2/rest/query", queryOf(), secret)).status).toBe(200);
    const listed = await ownTeam.get(path);
    expect(listed.text).not.toContain(secret);
    const tokens = (listed.body as { tokens: { id: string; lastUsedAt: string | null }[] }).tokens;
    for (const { id } of tokens) {
      await otherTeam.post(`${path}/${id}/revoke`);
      expect((await send("/v2/rest/query", queryOf(), secret)).status).toBe(200);
      expect(await ownTeam.post(`${path}/${id}/revoke`)).toMatchObject({ status: 200 });
      if ((await send("/v2/rest/query", queryOf(), secret)).status === 401) break;
    }
    expect((await send("/v2/rest/query", queryOf(), secret)).status).toBe(401);
  });

  it("make one token per key: a repeat gets a new secret for it, and the lost one opens nothing", async () => {
    const path = `/exercises/${scene.exercise.id}/query-tokens`;
    const body = { key: "0b7cbb5e-3b1d-4f29-8f43-3d8f4c8c0a11", name: "Twice" };
    const [first, second] = [await people.browsers.otherTeam.post(path, body), await people.browsers.otherTeam.post(path, body)];
    const [lost, kept] = [first.body, second.body] as { secret: string; token: { id: string } }[];
    expect(kept!.token.id).toBe(lost!.token.id);
    expect((await send("/v2/rest/query", queryOf(), lost!.secret)).status).toBe(401);
    expect((await send("/v2/rest/query", queryOf(), kept!.secret)).status).toBe(200);
  });

  it("note what a tool's query has brought to the screen, like any other", async () => {
    const fresh = await stageClass(test, people);
    const token = await tokenOf(people.browsers.ownTeam, fresh.exercise.id);
    const before = test.events.length;
    await send("/v2/rest/query", queryOf(), token);
    const kinds = test.events.slice(before).map(({ kind }) => kind);
    expect(kinds).toContain("QueryRan");
    expect(kinds).toContain("RowsSeen");
  });

  it("revoke every token when the exercise ends", async () => {
    const fresh = await stageClass(test, people);
    const token = await tokenOf(people.browsers.ownTeam, fresh.exercise.id);
    for (const verb of ["start", "end"]) await people.browsers.owner.post(`/exercises/${fresh.exercise.id}/clock`, { command: { verb } });
    expect((await send("/v2/rest/query", queryOf(), token)).status).toBe(401);
    const again = await people.browsers.ownTeam.post(`/exercises/${fresh.exercise.id}/query-tokens`, { name: "late" });
    expect(again).toMatchObject({ status: 409, body: { data: { code: "exercise/ended" } } });
  });

  it("refuse a token whose owner has left the team", async () => {
    const fresh = await stageClass(test, people);
    const token = await tokenOf(people.browsers.ownTeam, fresh.exercise.id);
    await test.engine.db
      .deleteFrom("member")
      .where("exerciseId", "=", fresh.exercise.id)
      .where("userId", "=", people.idOf("ownTeam"))
      .execute();
    expect((await send("/v2/rest/query", queryOf(), token)).status).toBe(401);
  });

  it("slow a token down that asks without end", async () => {
    const fresh = await stageClass(test, people);
    const token = await tokenOf(people.browsers.ownTeam, fresh.exercise.id);
    const ask = async () => (await send("/v1/rest/mgmt", { csl: ".show version" }, token)).status;
    const statuses = await Promise.all(Array.from({ length: 303 }, ask));
    expect(statuses.filter((status) => status === 200)).toHaveLength(300);
    expect(statuses.filter((status) => status === 429)).toHaveLength(3);
    test.advanceWallClock(61_000);
    expect(await ask()).toBe(200);
  });

  describe("speak Kusto", () => {
    let token: string;
    beforeAll(async () => {
      const fresh = await stageClass(test, people);
      token = await tokenOf(people.browsers.ownTeam, fresh.exercise.id);
    });

    it("with whole frames in version 2", async () => {
      const response = await send("/v2/rest/query", queryOf(), token, { "x-ms-client-request-id": "mine;1" });
      expect(response.headers.get("x-ms-client-request-id")).toBe("mine;1");
      const frames = (await response.json()) as Frame[];
      expect(frames.map(({ FrameType, TableKind }) => TableKind ?? FrameType)).toEqual([
        "DataSetHeader",
        "QueryProperties",
        "PrimaryResult",
        "QueryCompletionInformation",
        "DataSetCompletion",
      ]);
      expect(frames[2]).toMatchObject({ TableId: 1, Columns: [{ ColumnName: "TimeGenerated", ColumnType: "datetime" }] });
      expect(frames[2]?.Rows?.[0]).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/)]);
      expect(frames[4]).toMatchObject({ HasErrors: false, Cancelled: false });
    });

    it("with a table of contents in version 1", async () => {
      const { Tables } = (await (await send("/v1/rest/query", queryOf(), token)).json()) as { Tables: { Rows: unknown[][] }[] };
      expect(Tables).toHaveLength(4);
      expect(Tables[0]).toMatchObject({ TableName: "Table_0", Columns: [{ DataType: "DateTime", ColumnType: "datetime" }] });
      expect(Tables[3]?.Rows.map(([, kind]) => kind)).toEqual(["QueryResult", "QueryProperties", "QueryStatus"]);
    });

    it("with an error object in both", async () => {
      for (const path of ["/v1/rest/query", "/v2/rest/query"]) {
        const response = await send(path, queryOf(null, "nonsense"), token);
        expect(response.status).toBe(400);
        expect(await errorOf(response)).toMatchObject({
          code: "General_BadRequest",
          "@type": "Kusto.Data.Exceptions.KustoBadRequestException",
          "@message": expect.stringContaining("No. [line:position=1:1]") as string,
          "@permanent": true,
        });
      }
    });

    it("and refuse bodies that are too large or no request, before anything runs", async () => {
      const ran = [...test.telemetry.worlds.values()].reduce((sum, world) => sum + world.queries.length, 0);
      expect((await send("/v2/rest/query", "{", token)).status).toBe(400);
      expect((await send("/v2/rest/query", { db: "x" }, token)).status).toBe(400);
      expect((await send("/v2/rest/query", queryOf(null, "x".repeat(2_700_000)), token)).status).toBe(413);
      const bomb = gzipSync(JSON.stringify(queryOf(null, "x".repeat(30_000_000))));
      expect((await send("/v2/rest/query", bomb, token, { "content-encoding": "gzip" })).status).toBe(413);
      expect((await send("/v2/rest/query", { csl: "W3CIISLog", properties: { Options: { query_now: "x" } } }, token)).status).toBe(400);
      expect((await send("/v1/rest/ingest/x/y", queryOf(), token)).status).toBe(404);
      expect([...test.telemetry.worlds.values()].reduce((sum, world) => sum + world.queries.length, 0)).toBe(ran);
    });

    it("and hand limits and the time scope on to the query, never above the lab's own", async () => {
      const ask = async (Options: Readonly<Record<string, unknown>>) => {
        for (const { queries } of test.telemetry.worlds.values()) queries.length = 0;
        expect((await send("/v2/rest/query", { csl: "W3CIISLog", properties: { Options } }, token)).status).toBe(200);
        return [...test.telemetry.worlds.values()].flatMap(({ queries }) => queries).at(-1);
      };
      expect(await ask({ truncationmaxrecords: 5, servertimeout: "00:00:02", truncationmaxsize: 1000 })).toMatchObject({
        limits: { rowsMax: 5, timeoutMs: 2_000, bytesMax: 1_000 },
      });
      expect((await ask({ truncationmaxrecords: 5e9, servertimeout: "01:00:00" }))?.limits).toMatchObject({
        rowsMax: 10_000,
        timeoutMs: 30_000,
      });
      const scoped = await ask({ query_datetimescope_from: "datetime(2021-03-03)", query_datetimescope_to: "2021-03-04T12:00Z" });
      expect(scoped?.range).toEqual({ from: Date.UTC(2021, 2, 3) * 1000, to: Date.UTC(2021, 2, 4, 12) * 1000 });
    });
  });

  it("tell clients where to look for a sign-in without one", async () => {
    const answer = (await (await fetch(`${test.address}/v1/rest/auth/metadata`)).json()) as { AzureAD: { LoginEndpoint: string } };
    expect(answer.AzureAD.LoginEndpoint).toMatch(/^https:/);
  });
});
