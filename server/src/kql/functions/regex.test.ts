import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner } from "../../../test/kql/kql-runner.ts";

let runner: KqlRunner;

beforeAll(async () => {
  runner = await KqlRunner.create();
});

async function value(expression: string): Promise<unknown> {
  const result = await runner.answer(`print ${expression}`);
  return result.cells[0]?.[0];
}

const TEN = String.raw`@'(\d)(\d)(\d)(\d)(\d)(\d)(\d)(\d)(\d)(\d)'`;

describe("regular expressions", () => {
  it.each([
    [String.raw`'é_' matches regex @'^[^\W_]_$'`, true],
    [String.raw`'é' matches regex @'^[\W_]$'`, false],
    [String.raw`'_' matches regex @'^[\W_]$'`, true],
    [String.raw`'-' matches regex @'[^\W-]'`, false],
    [String.raw`strcat('a', ' ') matches regex @'^[^\S]$'`, false],
    [String.raw`'٣' matches regex @'^[\D]$'`, false],
    [String.raw`'x' matches regex @'\u0078'`, true],
    [String.raw`'é' matches regex @'^\u{e9}$'`, true],
    [String.raw`'a_' matches regex @'^a\_$'`, true],
    [String.raw`'[a' matches regex @'^[[]a$'`, true],
    [String.raw`'a]' matches regex @'^a[]]$'`, true],
  ])("%s is %j", async (expression, expected) => {
    expect(await value(expression)).toEqual(expected);
  });

  it("tells an escaped backslash before a digit from a back-reference", async () => {
    expect(await value(String.raw`@'\1' matches regex @'\\1'`)).toBe(true);
    await expect(value(String.raw`'aa' matches regex @'(a)\1'`)).rejects.toThrow("back-references");
  });

  it.each([
    [`extract(${TEN}, 10, '1234567890')`, "0"],
    ["extract('(a)', 3, 'a')", ""],
    [`extract_all(${TEN}, dynamic([1, 10]), '1234567890')`, [["1", "0"]]],
    [
      String.raw`extract_all(@'(?P<num>\d+)(?<let>[a-z])', dynamic(['let', 'num']), '1a2b')`,
      [
        ["a", "1"],
        ["b", "2"],
      ],
    ],
    ["extract_all('(x)', dynamic([0]), 'xax')", ["x", "x"]],
    ["extract_all('z', 'a')", null],
  ])("%s is %j", async (expression, expected) => {
    expect(await value(expression)).toEqual(expected);
  });

  it("refuses groups that a pattern does not have", async () => {
    await expect(value("extract_all('(a)', dynamic(['b']), 'a')")).rejects.toThrow("groups that its pattern has");
  });
});
