import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openEngine } from "../src/db/open-state.ts";
import { openSqlite } from "../src/db/sqlite.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SERVER = ["--import", "tsx", join(ROOT, "server/src/main.ts")];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mailroom-start-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs the program to its end. */
async function run(args: readonly string[], change: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, MAILROOM_DATA: join(folder, "data"), PORT: "0", MAILROOM_PREPARE: "off", LOG_LEVEL: "warn", ...change },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [output, errors] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const [exitCode] = (await once(child, "close")) as [number | null];
  return { exitCode, output, errors };
}

/** The one line that it said before it ended with 1. @throws when it said anything else, or ended otherwise. */
async function refusalOf(started: ReturnType<typeof run>): Promise<string> {
  const { exitCode, output, errors } = await started;
  const lines = errors.trimEnd().split("\n");
  if (exitCode !== 1 || output !== "" || lines.length !== 1) throw new Error(`ended with ${exitCode}, saying:\n${output}${errors}`);
  return lines[0] ?? "";
}

async function occupyPort(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, port: (server.address() as AddressInfo).port };
}

describe("starting where one cannot start ends with one line that says what to do", () => {
  it("a taken port", async () => {
    const { server, port } = await occupyPort();
    expect(await refusalOf(run(SERVER, { PORT: String(port) }))).toMatch(/^Port \d+ is taken .* set PORT to a free port\.$/);
    server.close();
  });

  it("a port that is no port", async () => {
    expect(await refusalOf(run(SERVER, { PORT: "eighty" }))).toMatch(/^PORT is "eighty"; set it to .*8025\.$/);
  });

  it("a data directory that cannot be made", async () => {
    await writeFile(join(folder, "data"), "a file is in the way");
    expect(await refusalOf(run(SERVER))).toMatch(/data.*Make the directory writable, or set MAILROOM_DATA to another one\.$/);
  });

  it("a database from a newer version", async () => {
    const engine = await openEngine(join(folder, "data"), null);
    await engine.db
      .withTables<{ kysely_migration: { name: string; timestamp: string } }>()
      .insertInto("kysely_migration")
      .values({ name: "9999-future", timestamp: "2030-01-01T00:00:00.000Z" })
      .execute();
    await engine.close();
    expect(await refusalOf(run(SERVER))).toMatch(/^The database was written by a newer Mailroom .* or set MAILROOM_DATA or DATABASE_URL/);
  });

  it("a directory that another Mailroom has", async () => {
    const taken = openSqlite(join(folder, "data", "lock.sqlite"));
    expect(await refusalOf(run(SERVER))).toMatch(/^The data directory .* is in use by another Mailroom\..* set MAILROOM_DATA/);
    await taken.close();
  });

  it("a Node that is too old", async () => {
    const pretend = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.4" } })`;
    const args = ["--import", `data:text/javascript,${encodeURIComponent(pretend)}`, join(ROOT, "scripts/start.mjs")];
    expect(await refusalOf(run(args))).toMatch(/^Mailroom needs Node 20\.19 or newer; this is 18\.20\.4\. Install .*$/);
  });
});
