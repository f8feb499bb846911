import { expect, it } from "vitest";
import { KqlRunner } from "../../../../test/kql/kql-runner.ts";

it("leaves a column that `mv-apply` expands under its own name to the subquery, and keeps the array under another name", async () => {
  const runner = await KqlRunner.create();
  const columns = async (query: string): Promise<unknown> => {
    const result = await runner.run(query);
    return "refused" in result ? result.refused : result.columns;
  };
  expect(await columns("print a = dynamic([1, 2]), b = 1 | mv-apply a on (summarize n = count())")).toEqual(["b", "n"]);
  expect(await columns("print a = dynamic([1, 2]), b = 1 | mv-apply a on (where a > 1)")).toEqual(["a", "b"]);
  expect(await columns("print a = dynamic([1, 2]), b = 1 | mv-apply x = a on (summarize n = count())")).toEqual(["a", "b", "n"]);
});
