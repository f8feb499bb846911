import { addExercise, addPerson } from "../test/fixtures/records.ts";
import { postgresDatabase, sqliteDatabase, type TestDatabase } from "../test/harness/test-database.ts";
import { writeAndKill } from "../test/harness/kill-rounds.ts";
import { createState } from "../src/db/open-state.ts";
import type { Benchmark, Figure } from "./benchmark.ts";

const ROUNDS = 100;
const WRITES_MIN = 50;

async function killRounds(place: TestDatabase): Promise<readonly Figure[]> {
  const engine = await place.open();
  const author = await addPerson(engine.db, engine.kind, "Ada");
  const { exercise } = await addExercise(createState(engine), author);
  await engine.close();
  const acknowledged: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    acknowledged.push(...(await writeAndKill(place.address, exercise.id, author, WRITES_MIN + (round % 50))));
  }
  const state = createState(await place.open());
  const found = new Set((await state.notes.list(exercise.id)).map(({ text }) => text));
  await state.close();
  await place.drop();
  const lost = acknowledged.filter((key) => !found.has(key)).length;
  return [
    {
      name: `acknowledged writes lost over ${ROUNDS} kill -9, ${place.kind}`,
      value: lost,
      unit: "writes",
      budget: { value: 0, is: "at most" },
      against: `${acknowledged.length} acknowledged`,
    },
  ];
}

/** Whether what was acknowledged is still there after the process was killed, a hundred times over. */
export const durableWrites: Benchmark = {
  name: "durable-writes",
  async run() {
    const url = process.env["TEST_DATABASE_URL"];
    const onSqlite = await killRounds(await sqliteDatabase());
    return url === undefined ? onSqlite : [...onSqlite, ...(await killRounds(await postgresDatabase(url)))];
  },
};
