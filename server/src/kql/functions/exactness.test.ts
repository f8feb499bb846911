import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner } from "../../../test/kql/kql-runner.ts";

let runner: KqlRunner;

beforeAll(async () => {
  runner = await KqlRunner.create();
});

/** The one cell of `print <expression>` and its type. */
async function printed(expression: string): Promise<readonly [unknown, unknown]> {
  const result = await runner.answer(`print ${expression}`);
  return [result.cells[0]?.[0], result.types[0]];
}

describe("numbers, to the last digit", () => {
  it.each([
    ["tostring(0.1 + 0.2)", "0.30000000000000007", "string"],
    ["tostring(9.999999999999998)", "9.999999999999999", "string"],
    ["tostring(40.764323000000005)", "40.764323000000008", "string"],
    ["tostring(1.0 / 3)", "0.3333333333333333", "string"],
    ["tostring(123456789.123456789)", "123456789.12345679", "string"],
    ["tostring(-1e15)", "-1E+15", "string"],
    ["tostring(-0.0)", "-0.0", "string"],
    ["strcat(1.5e-5)", "1.5E-05", "string"],
    ["tostring(pack('x', 0.1 + 0.2))", '{"x":0.30000000000000007}', "string"],
    ["tostring(decimal(0.1) * 3)", "0.3", "string"],
    ["decimal(2) / 8", "0.25", "decimal"],
    ["decimal(12345678901234567890.123) * 1", "12345678901234567890.123", "decimal"],
    ["round(decimal(2.345), 2)", "2.35", "decimal"],
    ["round(decimal(-125), -1)", "-130", "decimal"],
    ["bin(decimal(-7.5), 2)", "-8", "decimal"],
    ["tostring(decimal(10))", "10", "string"],
    ["tostring(todecimal('1e3'))", "1000", "string"],
    ["round(125, -1)", 130, "long"],
    ["round(int(7))", 7, "int"],
    ["round(2.5)", 3, "real"],
    ["abs(-9223372036854775807 - 1)", "-9223372036854775808", "long"],
    ["abs(-36h)", "1.12:00:00", "timespan"],
    ["bin(int(7), int(2))", 6, "long"],
    ["coalesce(int(null), 2.5)", 2.5, "real"],
    ["tolong(todouble(9223372036854775807))", "-9223372036854775808", "long"],
    ["tostring(parse_version('1.2.3.40'))", "1000000020000000300000040", "string"],
    ["parse_version('9.0') < parse_version('10.0')", true, "bool"],
  ])("%s is %j, a %s", async (expression, expected, type) => {
    expect(await printed(expression)).toEqual([expected, type]);
  });

  it.each(["print decimal(1e20)", "print decimal(0.1234567890123456789)"])(
    "refuses %s, which it cannot hold to the last digit",
    async (query) => {
      const result = await runner.run(query);
      expect(result).toMatchObject({ refused: [{ code: "kql/unsupported", message: expect.stringContaining("decimal") }] });
    },
  );

  it.each(["print decimal(1) / 3", "print d = decimal(1) | summarize avg(d)"])("says of %s that its digits end earlier", async (query) => {
    expect(await runner.run(query)).toMatchObject({ diagnostics: [{ code: "kql/decimal-quotient", severity: "warning" }] });
  });

  it.each(["decimal(0.0000000001) * decimal(0.0000000001)", "todecimal(strcat('0.', '1234567890123456789'))"])(
    "refuses %s while the query runs, rather than rounding it",
    async (expression) => {
      await expect(runner.run(`print ${expression}`)).rejects.toThrow("[refused: A decimal in this query has more than 18 digits behind");
    },
  );

  it("refuses a decimal that grows too large while the query runs, rather than losing it", async () => {
    await expect(runner.run("print s = '1e25' | project todecimal(s)")).rejects.toThrow("[refused: A decimal");
  });
});

describe("values of several types", () => {
  it.each([
    ["tostring(parse_json('9007199254740993') + 2)", "9007199254740995"],
    ["tostring(parse_json('-7') % 3)", "2"],
    ["tostring(parse_json('7') / 0)", ""],
    ["dynamic([1]) + 1", null],
    ["dynamic({'a': 1}) * 2", null],
    ["parse_json('[1,]')", "[1,]"],
    ["parse_json('{\"a\":[1,],}')", '{"a":[1,],}'],
    ["gettype(parse_json('NaN'))", "string"],
    ["parse_json('[\"info\", 1]')", ["info", 1]],
    ["toupper('straße')", "STRAßE"],
    ["toupper(true)", "TRUE"],
    ["endofweek(datetime(9999-12-31))", null],
    ["startofyear(datetime(0001-05-01), -1)", null],
    ["endofyear(datetime(9999-12-31))", "9999-12-31T23:59:59.9999999Z"],
  ])("%s is %j", async (expression, expected) => {
    expect((await printed(expression))[0]).toEqual(expected);
  });

  it("gives branches that have nothing in common the type dynamic", async () => {
    expect(await runner.run("datatable(x: long) [1, 2] | project y = iff(x == 1, 'a', 2)")).toMatchObject({
      types: ["dynamic"],
      cells: [["a"], [2]],
    });
  });

  it("names the columns of the oldest spellings and of arrays of percentiles as Kusto does", async () => {
    const result = await runner.run(
      "datatable(v: long, w: string) [1, 'a', 2, 'b'] | summarize argmax(v, w), argmin(v), percentiles_array(v, 50, 100), percentile(todecimal(v), 50)",
    );
    expect(result).toMatchObject({
      columns: ["max_v", "max_v_w", "min_v", "percentiles_v", "percentile_v_50"],
      types: ["long", "string", "long", "dynamic", "real"],
      cells: [[2, "b", 1, [1, 2], 1]],
    });
  });
});
