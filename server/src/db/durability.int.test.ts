import { expect, it } from "vitest";
import { addExercise, addPerson } from "../../test/fixtures/records.ts";
import { describeOnEveryEngine } from "../../test/harness/databases.ts";
import { writeAndKill } from "../../test/harness/kill-rounds.ts";
import { createState } from "./open-state.ts";

const ROUNDS = 10;
const WRITES_PER_ROUND_MIN = 20;

describeOnEveryEngine("kill -9", (make) => {
  it("loses nothing that was acknowledged, round after round", async () => {
    const place = await make();
    const engine = await place.open();
    const author = await addPerson(engine.db, engine.kind, "Ada");
    const { exercise } = await addExercise(createState(engine), author);
    await engine.close();

    const acknowledged: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      acknowledged.push(...(await writeAndKill(place.address, exercise.id, author, WRITES_PER_ROUND_MIN + 7 * round)));
    }

    const state = createState(await place.open());
    const found = new Set((await state.notes.list(exercise.id)).map((note) => note.text));
    expect(acknowledged.filter((key) => !found.has(key))).toEqual([]);
    const again = await state.mutate({ key: acknowledged[0]!, actorId: author }, () => Promise.reject(new Error("ran twice")));
    expect(again).toEqual({ answer: { id: acknowledged[0] }, isRepeat: true });
    await state.close();
    await place.drop();
  });
});
