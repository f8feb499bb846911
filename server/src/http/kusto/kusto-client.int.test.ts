import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, ClientRequestProperties, KustoConnectionStringBuilder, type KustoResponseDataSet } from "azure-kusto-data";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Browser } from "../../../test/harness/browser.ts";
import { readConfig } from "../../config.ts";
import { type RunningServer, startServer } from "../../start-server.ts";

/** Microsoft's own client against a whole server: real sign-in, simulated logs, DuckDB. */
const DATABASE = "page-that-should-not-be-there";
let folder: string;
let server: RunningServer;
let ada: Browser;
let exerciseId: string;
let client: Client;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mailroom-kusto-"));
  const env = { MAILROOM_DATA: folder, PORT: "0", LOG_LEVEL: "silent", MAILROOM_PREPARE: "off" };
  server = await startServer(readConfig(env));
  ada = new Browser(server.address);
  const started = await ada.auth("solo", { slug: DATABASE, displayName: "Ada" });
  expect(started).toMatchObject({ status: 200, body: { exerciseId: expect.any(String) as string } });
  ({ exerciseId } = started.body as { exerciseId: string });
  client = new Client(KustoConnectionStringBuilder.withAccessToken(server.address, await makeToken("Notebook")));
  // The first answer waits for the simulation to have written the logs.
  await client.execute(DATABASE, "print 1");
}, 400_000);
afterAll(async () => {
  client.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function makeToken(name: string): Promise<string> {
  const made = await ada.post(`/exercises/${exerciseId}/query-tokens`, { name });
  expect(made.status).toBe(200);
  return (made.body as { secret: string }).secret;
}

const rowsOf = (answer: KustoResponseDataSet) =>
  [...(answer.primaryResults[0]?.rows() ?? [])].map((row) => row.toJSON<Record<string, unknown>>());
const run = async (text: string, properties?: ClientRequestProperties) => rowsOf(await client.execute(DATABASE, text, properties));

describe("azure-kusto-data", () => {
  it("gets every type as Kusto sends it", async () => {
    const [row] = await run(`print b = true, d = datetime(2021-03-03T06:00:00.1234567Z), t = 1d + 2h + 1ms, l = 9007199254740993,
      i = int(7), r = real(2), n = decimal(1.10), g = guid(74be27de-1e4e-49d9-b579-fe0b331d3642), s = "x", o = dynamic({"a": [1, "two"]}),
      nothing = int(null)`);
    expect(row).toMatchObject({ b: true, t: 93_600_001, i: 7, r: 2, g: "74be27de-1e4e-49d9-b579-fe0b331d3642", s: "x", nothing: null });
    expect(row?.["d"]).toEqual(new Date("2021-03-03T06:00:00.123Z"));
    expect(row?.["o"]).toEqual({ a: [1, "two"] });
    expect(row?.["n"]).toBe("1.1");
    const [column] = (await client.execute(DATABASE, "print x = 1d")).primaryResults[0]?.columns ?? [];
    expect(column).toMatchObject({ name: "x", type: "timespan" });
  });

  it("asks the logs as the exercise's clock has them, in both versions of the protocol", async () => {
    const text = "DeviceFileEvents | summarize count() | project n = count_, isPast = now() < datetime(2022-01-01)";
    const [two] = await run(text);
    const [one] = rowsOf(await client.executeQueryV1(DATABASE, text));
    expect(Number(two?.["n"])).toBeGreaterThan(0);
    expect(two?.["isPast"]).toBe(true);
    expect(one?.["isPast"]).toBe(true);
  });

  it("connects: version, databases, schema", async () => {
    expect(rowsOf(await client.executeMgmt(null, ".show version"))[0]).toMatchObject({ ServiceType: "Engine" });
    expect(rowsOf(await client.executeMgmt(null, ".show databases"))).toMatchObject([
      { DatabaseName: DATABASE, DatabaseAccessMode: "ReadOnly" },
    ]);
    const [schema] = rowsOf(await client.executeMgmt(DATABASE, `.show database ['${DATABASE}'] schema as json`));
    const { Databases } = JSON.parse(String(schema?.["DatabaseSchema"])) as {
      Databases: Record<string, { Tables: Record<string, { OrderedColumns: { Name: string; CslType: string }[] }> }>;
    };
    expect(Databases[DATABASE]?.Tables["DeviceFileEvents"]?.OrderedColumns).toContainEqual(
      expect.objectContaining({ Name: "TimeGenerated", CslType: "datetime" }),
    );
  });

  it("throws what is wrong with a query, with its place and the fix", async () => {
    const error: unknown = await client.execute(DATABASE, "DeviceFileEvents\n| where FileNam == 'x'").catch((caught: unknown) => caught);
    const { response } = error as { response: { status: number; data: { error: Record<string, unknown> } } };
    expect(response.status).toBe(400);
    expect(response.data.error["@message"]).toContain("`FileNam`");
    expect(response.data.error["@message"]).toContain("[line:position=2:9]");
    expect(response.data.error["details"]).toMatchObject([{ line: 2, position: 9, fix: "FileName" }]);
  });

  it("throws when rows are cut, unless it was asked to be content or to defer", async () => {
    const limited = new ClientRequestProperties({ truncationmaxrecords: 2 });
    await expect(client.execute(DATABASE, "range x from 1 to 5 step 1", limited)).rejects.toThrow("E_QUERY_RESULT_SET_TOO_LARGE");
    await expect(client.executeQueryV1(DATABASE, "range x from 1 to 5 step 1", limited)).rejects.toThrow("E_QUERY_RESULT_SET_TOO_LARGE");
    expect(await run("range x from 1 to 5 step 1", new ClientRequestProperties({ query_take_max_records: 2 }))).toHaveLength(2);
    const deferred = new ClientRequestProperties({ truncationmaxrecords: 2, deferpartialqueryfailures: true });
    expect(await run("range x from 1 to 5 step 1", deferred)).toHaveLength(2);
    await expect(client.execute(DATABASE, "range x from 1 to 50000 step 1")).rejects.toThrow("first 10000 rows");
  });

  it("hands charts on to clients that draw", async () => {
    const answer = await client.execute(DATABASE, 'print x = 1, y = 2 | render columnchart with (title="T", ymin=0)');
    const [properties] = answer.tables;
    const visualization: unknown = JSON.parse(String([...(properties?.rows() ?? [])][0]?.toJSON<Record<string, unknown>>()["Value"]));
    expect(visualization).toMatchObject({ Visualization: "columnchart", Title: "T", Ymin: "0", Accumulate: false });
  });

  it("leaves its queries in the team's history, like any other", async () => {
    await run("print marker = 'from a notebook'");
    const history = (await ada.get(`/exercises/${exerciseId}/history`)).body as { text: string; rowCount: number }[];
    expect(history[0]).toMatchObject({ text: "print marker = 'from a notebook'", rowCount: 1 });
  });
});
