import { Client, ClientRequestProperties, KustoConnectionStringBuilder, type KustoResponseDataSet } from "azure-kusto-data";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Browser } from "../../../test/harness/browser.ts";
import { gatherPeople, type Scene, stageClass } from "../../../test/harness/class-scene.ts";
import { describeOnEveryEngine } from "../../../test/harness/databases.ts";
import { KqlTelemetry } from "../../../test/harness/kql-world.ts";
import type { TestDatabase } from "../../../test/harness/test-database.ts";
import { startTestLab, type TestLab } from "../../../test/harness/test-lab.ts";

/** Microsoft's own client against a server on loopback that translates and runs KQL as in production. */
describeOnEveryEngine("azure-kusto-data", (make) => {
  let place: TestDatabase;
  let test: TestLab;
  let scene: Scene;
  let ada: Browser;
  let client: Client;

  beforeAll(async () => {
    place = await make();
    test = await startTestLab(place, new KqlTelemetry());
    const people = await gatherPeople(test);
    scene = await stageClass(test, people);
    ada = people.browsers.ownTeam;
    const made = await ada.post(`/exercises/${scene.exercise.id}/query-tokens`, { name: "Notebook" });
    const { secret } = made.body as { secret: string };
    client = new Client(KustoConnectionStringBuilder.withAccessToken(test.address, secret));
  });
  afterAll(async () => {
    client.close();
    await test.close();
    await place.drop();
  });

  const rowsOf = (answer: KustoResponseDataSet) =>
    [...(answer.primaryResults[0]?.rows() ?? [])].map((row) => row.toJSON<Record<string, unknown>>());
  const run = async (text: string, properties?: ClientRequestProperties) => rowsOf(await client.execute("tiny", text, properties));

  it("gets every type as Kusto sends it", async () => {
    const [row] = await run(`print b = true, d = datetime(2021-03-03T06:00:00.1234567Z), t = 1d + 2h + 1ms, l = 9007199254740993,
      i = int(7), r = real(2), n = decimal(1.10), g = guid(74be27de-1e4e-49d9-b579-fe0b331d3642), s = "x", o = dynamic({"a": [1, "two"]}),
      nothing = int(null)`);
    expect(row).toMatchObject({ b: true, t: 93_600_001, i: 7, r: 2, g: "74be27de-1e4e-49d9-b579-fe0b331d3642", s: "x", nothing: null });
    expect(row?.["d"]).toEqual(new Date("2021-03-03T06:00:00.123Z"));
    expect(row?.["o"]).toEqual({ a: [1, "two"] });
    expect(row?.["n"]).toBe("1.1");
    const [column] = (await client.execute("tiny", "print x = 1d")).primaryResults[0]?.columns ?? [];
    expect(column).toMatchObject({ name: "x", type: "timespan" });
  });

  it("asks the logs as the exercise's clock has them, in both versions of the protocol", async () => {
    const text = "SecurityAlert | summarize count() | project n = count_, isPast = now() < datetime(2022-01-01)";
    const [two] = await run(text);
    const [one] = rowsOf(await client.executeQueryV1("tiny", text));
    expect(Number(two?.["n"])).toBeGreaterThan(0);
    expect(two?.["isPast"]).toBe(true);
    expect(one?.["isPast"]).toBe(true);
  });

  it("connects: version, databases, schema", async () => {
    expect(rowsOf(await client.executeMgmt(null, ".show version"))[0]).toMatchObject({ ServiceType: "Engine" });
    expect(rowsOf(await client.executeMgmt(null, ".show databases"))).toMatchObject([
      { DatabaseName: "tiny", DatabaseAccessMode: "ReadOnly" },
    ]);
    const [schema] = rowsOf(await client.executeMgmt("tiny", `.show database ['tiny'] schema as json`));
    const { Databases } = JSON.parse(String(schema?.["DatabaseSchema"])) as {
      Databases: Record<string, { Tables: Record<string, { OrderedColumns: { Name: string; CslType: string }[] }> }>;
    };
    expect(Databases["tiny"]?.Tables["SecurityAlert"]?.OrderedColumns).toContainEqual(
      expect.objectContaining({ Name: "TimeGenerated", CslType: "datetime" }),
    );
  });

  it("throws what is wrong with a query, with its place and the fix", async () => {
    const error: unknown = await client.execute("tiny", "SecurityAlert\n| where AlertNam == 'x'").catch((caught: unknown) => caught);
    const { response } = error as { response: { status: number; data: { error: Record<string, unknown> } } };
    expect(response.status).toBe(400);
    expect(response.data.error["@message"]).toContain("`AlertNam`");
    expect(response.data.error["@message"]).toContain("[line:position=2:9]");
    expect(response.data.error["details"]).toMatchObject([{ line: 2, position: 9, fix: "AlertName" }]);
  });

  it("throws when rows are cut, unless it was asked to be content or to defer", async () => {
    const limited = new ClientRequestProperties({ truncationmaxrecords: 2 });
    await expect(client.execute("tiny", "range x from 1 to 5 step 1", limited)).rejects.toThrow("E_QUERY_RESULT_SET_TOO_LARGE");
    expect(await run("range x from 1 to 5 step 1", new ClientRequestProperties({ query_take_max_records: 2 }))).toHaveLength(2);
    const deferred = new ClientRequestProperties({ truncationmaxrecords: 2, deferpartialqueryfailures: true });
    expect(await run("range x from 1 to 5 step 1", deferred)).toHaveLength(2);
    await expect(client.execute("tiny", "range x from 1 to 50000 step 1")).rejects.toThrow("first 10000 rows");
  });

  it("is told in version 1 too, in the exceptions that it leaves to its caller", async () => {
    const limited = new ClientRequestProperties({ truncationmaxrecords: 2 });
    Object.assign(limited, { raw: true });
    const answer: unknown = await client.executeQueryV1("tiny", "range x from 1 to 5 step 1", limited);
    expect(answer).toMatchObject({ Tables: [{ Rows: [[1], [2]] }, {}, {}, {}], Exceptions: [expect.stringContaining("TOO_LARGE")] });
  });

  it("gets every table of a query that gives several", async () => {
    const answer = await client.execute("tiny", "range x from 1 to 3 step 1 | fork (count) (where x > 1)");
    expect(answer.primaryResults.map((table) => [...table.rows()].length)).toEqual([1, 2]);
    const older = await client.executeQueryV1("tiny", "print a = 1; print b = 'two'");
    expect(older.primaryResults.map((table) => table.columns.map(({ name }) => name))).toEqual([["a"], ["b"]]);
  });

  it("fills query parameters as literals, never as text of the query", async () => {
    const given = new ClientRequestProperties();
    given.setParameter("who", "it's | take 0");
    given.setParameter("many", 7);
    const [row] = await run("declare query_parameters(who:string, many:long = 1); print who, many", given);
    expect(Object.values(row ?? {})).toEqual(["it's | take 0", 7]);
  });

  it("hands charts on to clients that draw", async () => {
    const answer = await client.execute("tiny", 'print x = 1, y = 2 | render columnchart with (title="T", ymin=0)');
    const [properties] = answer.tables;
    const visualization: unknown = JSON.parse(String([...(properties?.rows() ?? [])][0]?.toJSON<Record<string, unknown>>()["Value"]));
    expect(visualization).toMatchObject({ Visualization: "columnchart", Title: "T", Ymin: "0", Accumulate: false });
  });

  it("leaves its queries in the team's history, like any other", async () => {
    await run("print marker = 'from a notebook'");
    const history = (await ada.get(`/exercises/${scene.exercise.id}/history`)).body as { text: string; rowCount: number }[];
    expect(history.map(({ text, rowCount }) => ({ text, rowCount }))).toContainEqual({
      text: "print marker = 'from a notebook'",
      rowCount: 1,
    });
  });
});
