import { randomUUID } from "node:crypto";
import { writeSync } from "node:fs";
import { createState } from "../../src/db/open-state.ts";
import { exerciseId, recordId, userId, wallMs } from "../../src/state/ids.ts";
import { START } from "../fixtures/records.ts";
import { openTestEngine, type TestAddress } from "./test-engine.ts";

/**
 * A process that writes notes under fresh keys for ever and prints each key once it has been acknowledged. Whoever started it
 * kills it. Arguments: the database's address as JSON, the exercise, the author.
 */
const [address, exercise, author] = process.argv.slice(2);
if (address === undefined || exercise === undefined || author === undefined) throw new Error("address, exercise and author expected");
const state = createState(await openTestEngine(JSON.parse(address) as TestAddress));
for (;;) {
  const key = randomUUID();
  await state.mutate({ key, actorId: userId(author) }, async ({ notes }) => {
    const at = wallMs(Date.now());
    await notes.insert({ id: recordId(key), exerciseId: exerciseId(exercise), at, simAt: START, text: key, byName: "Ada" });
    return { id: key };
  });
  writeSync(1, `${key}\n`);
}
