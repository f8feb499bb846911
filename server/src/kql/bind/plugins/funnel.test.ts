import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner, type Ran } from "../../../../test/kql/kql-runner.ts";

let runner: KqlRunner;

beforeAll(async () => {
  runner = await KqlRunner.create();
});

const run = (text: string): Promise<Ran> => runner.answer(text);

/** Who did what, and when. */
function visits(steps: readonly (readonly [who: string, at: string, what: string])[]): string {
  return `datatable(u: string, t: datetime, s: string)[${steps.map(([who, at, what]) => `'${who}', datetime(2021-03-${at}), '${what}'`).join(", ")}]`;
}

const STEPS = visits([
  ["a", "01 00:00", "open"],
  ["a", "01 00:30", "read"],
  ["a", "01 04:00", "send"],
  ["b", "01 01:00", "open"],
  ["b", "01 01:10", "open"],
  ["b", "01 03:00", "read"],
  ["c", "01 03:00", "read"],
  ["c", "02 01:00", "open"],
]);
const FIRST = "2021-03-01T00:00:00.0000000Z";
const PERIOD = "datetime(2021-03-01), datetime(2021-03-03)";

describe("funnel_sequence_completion", () => {
  it("counts per window and period the ids that come as far as each step, measured from the first", async () => {
    const { columns, types, cells } = await run(
      `${STEPS} | evaluate funnel_sequence_completion(u, t, ${PERIOD}, 1d, s, dynamic(['open', 'read', 'send']), dynamic([1h, 1d]))`,
    );
    expect(columns).toEqual(["t", "s", "Period", "dcount"]);
    expect(types).toEqual(["datetime", "string", "timespan", "long"]);
    expect(cells.map(([start, ...rest]) => [start === FIRST ? 1 : 2, ...rest])).toEqual([
      [1, "open", "01:00:00", 2],
      [1, "read", "01:00:00", 1],
      [1, "open", "1.00:00:00", 2],
      [1, "read", "1.00:00:00", 2],
      [1, "send", "1.00:00:00", 1],
      [2, "open", "01:00:00", 1],
      [2, "open", "1.00:00:00", 1],
    ]);
  });
});

describe("funnel_sequence", () => {
  const CALL = (sequence: string): string => `evaluate funnel_sequence(u, t, ${PERIOD}, 1d, 30d, s, dynamic(${sequence}))`;

  it("gives what came before and after, what came before, and what came after, in three tables", async () => {
    const { tables } = await run(`${STEPS} | ${CALL("['read']")}`);
    expect(tables.map(({ columns }) => columns.slice(1))).toEqual([
      ["prev", "next", "dcount", "samples"],
      ["prev", "dcount", "samples"],
      ["next", "dcount", "samples"],
    ]);
    expect(tables.map(({ cells }) => cells.map(([, ...rest]) => rest))).toEqual([
      [
        ["open", "send", 1, ["a"]],
        ["open", "", 1, ["b"]],
        ["", "open", 1, ["c"]],
      ],
      [
        ["open", 2, ["a", "b"]],
        ["", 1, ["c"]],
      ],
      [
        ["send", 1, ["a"]],
        ["", 1, ["b"]],
        ["open", 1, ["c"]],
      ],
    ]);
  });

  it("follows several states, and takes a state that repeats for one stay", async () => {
    const { cells } = await run(`${STEPS} | ${CALL("['open', 'read']")}`);
    expect(cells.map(([, ...rest]) => rest)).toEqual([
      ["", "send", 1, ["a"]],
      ["", "", 1, ["b"]],
    ]);
  });

  it("is refused inside of a query, where its three tables have no place", async () => {
    expect(await runner.run(`${STEPS} | ${CALL("['read']")} | count`)).toMatchObject({ refused: [{ code: "kql/unsupported" }] });
  });
});
