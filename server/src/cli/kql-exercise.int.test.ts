import { mkdtemp, rm, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { SCENARIOS_ROOT } from "../../test/fixtures/first-scenario.ts";
import { readConfig } from "../config.ts";
import { startServer } from "../start-server.ts";
import { runCli } from "./run-cli.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mailroom-kql-exercise-"));
  vi.stubEnv("MAILROOM_DATA", folder);
  vi.stubEnv("DATABASE_URL", "");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function errorsOf(...args: readonly string[]): Promise<string> {
  const errors: string[] = [];
  const code = await runCli(args, { scenariosRoot: SCENARIOS_ROOT, print: () => {}, printError: (text) => errors.push(text) });
  return `${code}: ${errors.join("\n")}`;
}

it("an exercise that is not there is named, while the lab runs on any port and when it is stopped", async () => {
  const server = await startServer(readConfig({ MAILROOM_DATA: folder, PORT: "0", LOG_LEVEL: "silent", MAILROOM_PREPARE: "off" }));
  for (const command of ["run", "explain"])
    expect(await errorsOf("kql", command, "print 1", "--exercise", "nowhere")).toBe(
      '2: There is no exercise "nowhere" in this lab. Its id is in the address of its pages.',
    );
  await server.close();
  expect(await errorsOf("kql", "run", "print 1", "--exercise", "nowhere")).toContain('2: There is no exercise "nowhere" in');
  // The folder was given back.
  await (await startServer(readConfig({ MAILROOM_DATA: folder, PORT: "0", LOG_LEVEL: "silent", MAILROOM_PREPARE: "off" }))).close();
  expect(await readdir(folder)).not.toContain("server-address");
});

it("a folder in which there is no lab is left as it is", async () => {
  expect(await errorsOf("kql", "run", "print 1", "--exercise", "x")).toBe(
    `2: There is no lab in ${folder}. Set MAILROOM_DATA to the data folder of the lab.`,
  );
  vi.stubEnv("MAILROOM_DATA", join(folder, "nothing"));
  expect(await errorsOf("kql", "run", "print 1", "--exercise", "x")).toMatch(/^2: There is no lab in .*nothing\. Set MAILROOM_DATA/);
  expect(await readdir(folder)).toEqual([]);
});
