import type { Server } from "node:http";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { gatherPeople, type People, type Scene, stageClass } from "../../../test/harness/class-scene.ts";
import { describeOnEveryEngine } from "../../../test/harness/databases.ts";
import type { TestDatabase } from "../../../test/harness/test-database.ts";
import { startTestLab, type TestLab } from "../../../test/harness/test-lab.ts";
import { askLabAt } from "../../listener/ask-lab.ts";
import { startLookAlike } from "../../listener/look-alike-listener.ts";

const KEY = "listener-key-of-a-test";

describeOnEveryEngine("the look-alike listener", (make) => {
  let place: TestDatabase;
  let test: TestLab;
  let people: People;
  let scene: Scene;
  let listener: Server;
  let address = "";
  const lines: string[] = [];

  beforeAll(async () => {
    place = await make();
    test = await startTestLab(place);
    people = await gatherPeople(test);
    scene = await stageClass(test, people);
    const ask = askLabAt(test.address, KEY, scene.exercise.id);
    listener = await startLookAlike({ host: "127.0.0.1", port: 0, loggedAs: "198.51.100.200", ask, onRequest: (line) => lines.push(line) });
    address = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    listener.closeAllConnections();
    await new Promise((resolve) => listener.close(resolve));
    await test.close();
    await place.drop();
  });

  const report = (key: string, body: unknown) =>
    fetch(`${test.address}/listener/requests`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
      body: JSON.stringify(body),
    });

  async function rowsSeenBy(visitor: "ownTeam" | "otherTeam", table: string) {
    const base = `/exercises/${scene.exercise.id}`;
    await people.browsers[visitor].post(`${base}/queries`, { queryId: crypto.randomUUID(), text: "W3CIISLog", range: null });
    const world = await test.telemetry.ensureWorld({
      slug: "tiny",
      scenarioHash: scene.exercise.scenarioHash,
      engineVersion: "1",
      seed: 1,
    });
    return world.queries.at(-1)?.liveRows[table] ?? [];
  }

  it("answers a real client as the server of the exercise, and both teams find the request in their logs", async () => {
    const response = await fetch(`${address}/owa/?x=1`, { redirect: "manual", headers: { "user-agent": "a-real-client/1.0" } });
    expect([response.status, response.headers.get("server")]).toEqual([302, "Microsoft-IIS/10.0"]);
    expect(response.headers.get("location")).toContain("/owa/auth/logon.aspx?url=");
    const ews = await fetch(`${address}/EWS/Exchange.asmx`, { method: "POST", body: "what nobody reads" });
    expect([ews.status, ews.headers.get("www-authenticate")]).toEqual([401, "Negotiate, NTLM"]);
    for (const visitor of ["ownTeam", "otherTeam"] as const) {
      const rows = await rowsSeenBy(visitor, "W3CIISLog");
      expect(rows.map((row) => [row["csMethod"], row["csUriStem"], row["scStatus"], row["cIP"]])).toEqual([
        ["GET", "/owa/", "302", "198.51.100.200"],
        ["POST", "/EWS/Exchange.asmx", "401", "198.51.100.200"],
      ]);
      expect(rows[0]?.["csUserAgent"]).toBe("a-real-client/1.0");
    }
    expect(await rowsSeenBy("ownTeam", "ExchangeHttpProxy_CL")).toHaveLength(2);
    expect(JSON.stringify(await rowsSeenBy("ownTeam", "W3CIISLog"))).not.toContain("what nobody reads");
    expect(lines).toEqual(["GET /owa/ → 302", "POST /EWS/Exchange.asmx → 401"]);
  });

  it("answers rubbish as http.sys does, and logs nothing of it", async () => {
    const before = await test.lab.state.listenerRequests.countOf(scene.exercise.id);
    const say = (text: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect((listener.address() as AddressInfo).port, "127.0.0.1", () => socket.write(text));
        let heard = "";
        socket.on("data", (chunk) => (heard += chunk.toString("latin1")));
        socket.on("close", () => resolve(heard));
        socket.on("error", reject);
      });
    for (const text of ["\x16\x03\x01\x00\xa5", "GET\r\n\r\n", "GET /a\x01b HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\n\r\n"]) {
      const answer = await say(text);
      expect([text, answer.slice(0, 24)]).toEqual([text, "HTTP/1.1 400 Bad Request"]);
      expect(answer).toContain("Server: Microsoft-HTTPAPI/2.0");
    }
    expect(await say(`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${"a".repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 4/);
    const large = await fetch(address, { method: "POST", body: "x".repeat(300_000) }).then(
      ({ status }) => status,
      () => "dropped",
    );
    expect([413, "dropped"]).toContain(large);
    expect(await test.lab.state.listenerRequests.countOf(scene.exercise.id)).toBe(before);
  });

  it("lets nobody report without the key, nor with facts that are none, nor to an exercise that is not there", async () => {
    const request = {
      method: "GET",
      host: "h",
      path: "/",
      query: "",
      userAgent: "",
      referer: "",
      clientIp: "10.0.0.1",
      bodyBytes: 0,
      origin: "http://h",
    };
    const whole = { exerciseId: scene.exercise.id, request };
    expect((await report("guess", whole)).status).toBe(401);
    expect((await report(KEY, { ...whole, request: { ...request, path: "no-slash" } })).status).toBe(400);
    expect((await report(KEY, { ...whole, request: { ...request, cookie: "secret" } })).status).toBe(400);
    expect((await report(KEY, { ...whole, exerciseId: "6f0c1d7e-1111-4111-8111-111111111111" })).status).toBe(404);
    expect((await report(KEY, whole)).status).toBe(200);
  });

  it("says 503 while the lab is away, and goes on", async () => {
    const ask = askLabAt("http://127.0.0.1:1", KEY, null);
    const lost = await startLookAlike({ host: "127.0.0.1", port: 0, loggedAs: "198.51.100.200", ask, onRequest: () => undefined });
    const response = await fetch(`http://127.0.0.1:${(lost.address() as AddressInfo).port}/`, { redirect: "manual" });
    expect(response.status).toBe(503);
    lost.closeAllConnections();
    await new Promise((resolve) => lost.close(resolve));
  });
});
