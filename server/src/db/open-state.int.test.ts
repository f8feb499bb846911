import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addExercise, addPerson, NOW_MS, START } from "../../test/fixtures/records.ts";
import { describeOnEveryEngine } from "../../test/harness/databases.ts";
import type { TestDatabase } from "../../test/harness/test-database.ts";
import { recordId } from "../state/ids.ts";
import { KeyTaken, type Repositories } from "../state/state.ts";
import { createState, openEngine } from "./open-state.ts";

describeOnEveryEngine("opening the state", (make) => {
  let place: TestDatabase;
  beforeEach(async () => {
    place = await make();
  });
  afterEach(() => place.drop());

  it("migrates once and finds nothing to do the second time", async () => {
    const first = await place.open();
    const author = await addPerson(first.db, first.kind, "Ada");
    await first.close();
    const second = await place.open();
    expect((await createState(second).people.find(author))?.displayName).toBe("Ada");
    await second.close();
  });

  it("refuses a database that a newer version has written, and says what to do", async () => {
    const engine = await place.open();
    await engine.db
      .withTables<{ kysely_migration: { name: string; timestamp: string } }>()
      .insertInto("kysely_migration")
      .values({ name: "9999-future", timestamp: "2030-01-01T00:00:00.000Z" })
      .execute();
    await engine.close();
    await expect(place.open()).rejects.toThrow(/newer Mailroom .*9999-future.*Start that version, or set MAILROOM_DATA/);
  });

  it("does a mutation once per key, answers a repeat with the first answer, and refuses another person's key", async () => {
    const engine = await place.open();
    const state = createState(engine);
    const [ada, ben] = [await addPerson(engine.db, engine.kind, "Ada"), await addPerson(engine.db, engine.kind, "Ben")];
    const { exercise } = await addExercise(state, ada);
    const key = randomUUID();
    const write = async ({ notes }: Repositories) => {
      const id = recordId(randomUUID());
      await notes.insert({ id, exerciseId: exercise.id, at: NOW_MS, simAt: START, text: "once", byName: "Ada" });
      return { id };
    };
    const outcomes = await Promise.all([1, 2, 3].map(() => state.mutate({ key, actorId: ada }, write)));
    expect(outcomes.filter((outcome) => !outcome.isRepeat)).toHaveLength(1);
    expect(new Set(outcomes.map((outcome) => outcome.answer.id)).size).toBe(1);
    expect(await state.notes.list(exercise.id)).toHaveLength(1);
    await expect(state.mutate({ key, actorId: ben }, write)).rejects.toThrow(KeyTaken);
    await engine.close();
  });

  it("forgets a key whose work failed, with everything that the work had written", async () => {
    const engine = await place.open();
    const state = createState(engine);
    const ada = await addPerson(engine.db, engine.kind, "Ada");
    const { exercise } = await addExercise(state, ada);
    const key = randomUUID();
    const note = { id: recordId(randomUUID()), exerciseId: exercise.id, at: NOW_MS, simAt: START, text: "no", byName: "Ada" };
    const failing = state.mutate({ key, actorId: ada }, async ({ notes }) => {
      await notes.insert(note);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await state.notes.list(exercise.id)).toEqual([]);
    expect((await state.mutate({ key, actorId: ada }, async () => "done")).isRepeat).toBe(false);
    await engine.close();
  });
});

describe("the embedded database", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "mailroom-open-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("refuses a second process politely", async () => {
    const engine = await openEngine(folder, null);
    const script = `import { openEngine } from ${JSON.stringify(new URL("open-state.ts", import.meta.url).href)};
      await openEngine(${JSON.stringify(folder)}, null).then(() => console.log("opened"), (error) => console.log(error.message));`;
    const file = join(folder, "second.mts");
    await writeFile(file, script);
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", file]);
    expect(stdout).toMatch(/in use by another Mailroom\. Stop that one, or set MAILROOM_DATA/);
    await engine.close();
  });

  it("says so when the file is something else", async () => {
    await writeFile(join(folder, "mailroom.sqlite"), "not a database at all, and long enough to look like one".repeat(20));
    await expect(openEngine(folder, null)).rejects.toThrow(/is not a Mailroom database/);
  });

  it("says so when the directory cannot be made", async () => {
    await writeFile(join(folder, "file"), "");
    await expect(openEngine(join(folder, "file", "data"), null)).rejects.toThrow(/Make the directory writable, or set MAILROOM_DATA/);
  });

  it("says so when the Postgres server is not there", async () => {
    await expect(openEngine(folder, "postgres://nobody@127.0.0.1:1/none")).rejects.toThrow(
      /Cannot reach the database that DATABASE_URL names/,
    );
  });
});
