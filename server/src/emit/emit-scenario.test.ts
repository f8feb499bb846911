import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, relative } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findUnsafeText } from "../../test/fixtures/inert.ts";
import { buildTinyScenario } from "../../test/fixtures/tiny-scenario.ts";
import { LOG_CATALOGUE } from "../logs/catalogue.ts";
import { EMIT_FORMATS, emitScenario } from "./emit-scenario.ts";
import type { EmitFormat } from "./emit-scenario.ts";

const SEED = 5;
/** This Node, and the programs that `MAILROOM_NODES` names, separated as in PATH: other versions must write the same. */
const NODES = [process.execPath, ...(process.env["MAILROOM_NODES"]?.split(delimiter).filter((node) => node !== "") ?? [])];
const root = mkdtempSync(join(tmpdir(), "mailroom-emit-"));
const folderOf = (format: EmitFormat): string => join(root, format);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

function digest(folder: string): string[] {
  return filesBelow(folder).map(
    (file) =>
      `${file} ${createHash("sha256")
        .update(readFileSync(join(folder, file)))
        .digest("hex")}`,
  );
}

function records(folder: string, file: string): Record<string, unknown>[] {
  const lines = readFileSync(join(folder, file), "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

beforeAll(async () => {
  for (const format of EMIT_FORMATS) {
    await emitScenario({ scenario: buildTinyScenario(), seed: SEED, outDir: folderOf(format), format, withTruth: true });
  }
});

afterAll(() => rmSync(root, { recursive: true }));

describe("emitScenario", () => {
  it.each(NODES.map((node, index) => [index + 1, node] as const))("writes the same bytes in another process (%i: %s)", (index, node) => {
    const other = join(root, `again-${index}`);
    const script = join(import.meta.dirname, "../../test/fixtures/emit-in-process.ts");
    execFileSync(node, ["--import", "tsx", script, other, String(SEED)], { stdio: "inherit", env: { ...process.env, TZ: "Asia/Tokyo" } });
    for (const format of EMIT_FORMATS) expect(digest(join(other, format))).toEqual(digest(folderOf(format)));
  });

  it("refuses a folder that holds something", async () => {
    const used = mkdtempSync(join(tmpdir(), "mailroom-used-"));
    writeFileSync(join(used, "mine.txt"), "");
    const result = await emitScenario({ scenario: buildTinyScenario(), seed: SEED, outDir: used, format: "ndjson", withTruth: false });
    expect(result).toEqual({ kind: "refused", reason: `${used} is not empty; choose another folder or clear it first` });
    rmSync(used, { recursive: true });
  });

  it("explains every row, and only in the truth folder", () => {
    const folder = folderOf("ndjson");
    const rows = records(folder, "truth/rows.ndjson");
    const tables = filesBelow(folder).filter((file) => !file.startsWith("truth"));
    const emitted = new Set(tables.flatMap((file) => records(folder, file).map((row) => row["_ItemId"])));
    expect(new Set(rows.map((row) => row["itemId"]))).toEqual(emitted);
    const activities = new Set(records(folder, "truth/activities.ndjson").map((activity) => activity["id"]));
    expect(rows.every((row) => activities.has(row["activityId"]))).toBe(true);
    const steps = JSON.parse(readFileSync(join(folder, "truth/steps.json"), "utf8")) as { stepId: string }[];
    const storied = new Set(rows.map((row) => row["stepId"]));
    expect(steps.filter(({ stepId }) => storied.has(stepId)).length).toBeGreaterThan(3);
  });

  it("lets no cause into a log, and writes other evidence for another seed", async () => {
    const tiny = buildTinyScenario();
    const actors = tiny.actors.map((actor) => ({ ...actor, coverName: `canary-${actor.id}` }));
    const folder = join(root, "canary");
    await emitScenario({ scenario: { ...tiny, actors }, seed: SEED + 1, outDir: folder, format: "ndjson", withTruth: false });
    const files = filesBelow(folder);
    expect(files.some((file) => file.startsWith("truth"))).toBe(false);
    for (const file of files) {
      expect(readFileSync(join(folder, file), "utf8")).not.toMatch(/canary-|"stepId"|"actor|"(?:people|system|internet)\//);
    }
    const others = new Set(digest(folderOf("ndjson")));
    expect(digest(folder).filter((line) => others.has(line))).toEqual([]);
  });

  it("writes the lines of every text log in order of time, however its conversations overlap", () => {
    const folder = folderOf("native");
    const files = filesBelow(folder).filter((file) => file.endsWith(".LOG"));
    expect(files.some((file) => file.includes("SmtpReceive"))).toBe(true);
    for (const file of files) {
      const lines = readFileSync(join(folder, file), "utf8").split("\r\n");
      const stamps = lines.filter((line) => /^\d{4}-\d\d-\d\dT/.test(line)).map((line) => line.slice(0, 24));
      expect([file, ...stamps]).toEqual([file, ...stamps.toSorted()]);
    }
  });

  it("makes every file of events one document, with nothing but events in it", () => {
    const folder = folderOf("native");
    const files = filesBelow(folder).filter((file) => file.endsWith(".xml"));
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const around = readFileSync(join(folder, file), "utf8").replaceAll(/<Event xmlns[^]*?<\/Event>\r\n/g, "");
      expect(around).toBe('<?xml version="1.0" encoding="utf-8" standalone="yes"?>\r\n<Events>\r\n</Events>\r\n');
    }
  });

  it("names only columns that the tables have", () => {
    for (const { table } of LOG_CATALOGUE) {
      const known = new Set([...table.columns.map((column) => column.name), "_TimeReceived", "_ItemId"]);
      if (!filesBelow(folderOf("ndjson")).includes(`${table.name}.ndjson`)) continue;
      for (const row of records(folderOf("ndjson"), `${table.name}.ndjson`).slice(0, 50)) {
        expect(Object.keys(row).filter((name) => !known.has(name))).toEqual([]);
      }
    }
  });

  it("gives Parquet every published column with its type, and the same rows as NDJSON", async () => {
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    const parquet = join(folderOf("parquet"), "SecurityEvent.parquet");
    const columns = (await connection.runAndReadAll(`DESCRIBE SELECT * FROM '${parquet}'`)).getRows();
    expect(columns).toHaveLength((LOG_CATALOGUE.find((log) => log.table.name === "SecurityEvent")?.table.columns.length ?? 0) + 2);
    expect(Object.fromEntries(columns.map(([name, type]) => [name, type]))).toMatchObject({
      TimeGenerated: "TIMESTAMP_NS",
      EventID: "INTEGER",
      Account: "VARCHAR",
    });
    const count = await connection.runAndReadAll(`SELECT count(*)::INTEGER, count(DISTINCT _ItemId)::INTEGER FROM '${parquet}'`);
    const rows = records(folderOf("ndjson"), "SecurityEvent.ndjson").length;
    expect(count.getRows()).toEqual([[rows, rows]]);
    connection.closeSync();
  });

  it("writes native files whose lines stand where the truth says", () => {
    const folder = folderOf("native");
    const row = records(folder, "truth/rows.ndjson").find((record) => record["table"] === "W3CIISLog" && record["stepId"] !== undefined);
    const lines = readFileSync(join(folder, String(row?.["file"])), "utf8")
      .split("\r\n")
      .filter((line) => !line.startsWith("#"));
    const line = lines[Number(row?.["position"]) - 1] ?? "";
    expect(line.split(" ")).toHaveLength(15);
    expect(line.slice(0, 19).replace(" ", "T")).toBe(String(row?.["at"]).slice(0, 19));
  });

  it.each(["ndjson", "native"] as const)("emits nothing but documentation addresses and reserved names (%s)", (format) => {
    const folder = folderOf(format);
    const found = filesBelow(folder).flatMap((file) =>
      findUnsafeText(readFileSync(join(folder, file), "utf8")).map((text) => `${file}: ${text}`),
    );
    expect([...new Set(found)]).toEqual([]);
  });
});

describe("findUnsafeText", () => {
  it("finds real addresses and names, and leaves versions and formats alone", () => {
    expect(findUnsafeText("GET http://evil.com from 8.8.8.8 and 2a00:1450:4001::200e")).toEqual([
      "8.8.8.8",
      "2a00:1450:4001::200e",
      "evil.com",
    ]);
    expect(
      findUnsafeText(
        "15.01.2176.004 88.0.4324.182 203.0.113.9 fe80::b14f:e9ef:a6b2:f79f mail.corp.example 12:30:45 ASP.NET System.Net.WebException",
      ),
    ).toEqual([]);
  });
});
