import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner } from "../../../test/kql/kql-runner.ts";

let runner: KqlRunner;
beforeAll(async () => {
  runner = await KqlRunner.create();
});

async function cells(query: string): Promise<readonly (readonly unknown[])[]> {
  const ran = await runner.run(query);
  if ("refused" in ran) throw new Error(ran.refused[0]?.message);
  return ran.cells;
}

/** Every shape that a property can have, most of them made to trip a cast that is not Kusto's. */
const VALUES = [
  "5",
  "-5",
  "0",
  "5.7",
  "-5.7",
  "1e3",
  "15e-1",
  "5e-7",
  "1e30",
  "-1e30",
  "2147483648",
  "9223372036854775807",
  "9223372036854775808",
  "18446744073709551615",
  "123456789012345678901234567890",
  '"5"',
  '" 7 "',
  '"5.7"',
  '"0x10"',
  '"1_000"',
  '"true"',
  '"null"',
  '"nan"',
  "true",
  "false",
  "null",
  '""',
  '"a b"',
  '"\\"quoted\\""',
  '"line\\nend"',
  "[]",
  "[1, 2.50, null]",
  '{"a": [1.0, "x  y"], "b": null}',
];

describe("a property that is read as a type at once", () => {
  const bags = VALUES.map((value) => `dynamic({"x": ${value}, "l": [${value}]})`).join(", ");
  it.each(["tostring", "toint", "tolong", "toreal", "todouble"])("is what %s makes of the property as a value", async (convert) => {
    const found = await cells(
      `datatable(d: dynamic) [${bags}, dynamic({}), dynamic(null), dynamic("text"), dynamic([1])] | serialize | extend x = d.x, l = d.l[0] | serialize
       | project direct = ${convert}(d.x), item = ${convert}(d.l[0]), whole = ${convert}(x), element = ${convert}(l)`,
    );
    expect(found).toHaveLength(VALUES.length + 4);
    expect(found.map(([direct]) => direct)).toEqual(found.map(([, , whole]) => whole));
    expect(found.map(([, item]) => item)).toEqual(found.map(([, , , element]) => element));
  });
});

describe("mv-expand to text", () => {
  it("gives what tostring makes of the elements", async () => {
    const arrays = [`[${VALUES.join(", ")}]`, '{"a": {"b": 1.0}, "c": null}', '"text"', "5", "null", "[]"];
    const table = `datatable(d: dynamic) [${arrays.map((value) => `dynamic(${value})`).join(", ")}] | serialize`;
    const direct = await cells(`${table} | mv-expand d to typeof(string)`);
    const converted = await cells(`${table} | mv-expand d | project d = tostring(d)`);
    expect(direct).toEqual(converted);
    expect(direct).toHaveLength(VALUES.length + 5);
  });
});

describe("arg_max and arg_min", () => {
  it.each([
    ["long", "long(-9223372036854775808)", "long(9223372036854775807)"],
    ["int", "int(-2147483648)", "int(2147483647)"],
    ["bool", "false", "true"],
    ["datetime", "datetime(0001-01-01)", "datetime(9999-12-31T23:59:59.9999999)"],
    ["timespan", "timespan(-10675199.02:48:05.4775808)", "timespan(10675199.02:48:05.4775807)"],
    ["real", "real(-inf)", "real(inf)"],
    ["decimal", "decimal(-5)", "decimal(5)"],
  ])("of a %s take the row with a key before those without, and its null values with it", async (type, low, high) => {
    const table = `datatable(g: string, k: ${type}, v: long) ["a", ${type}(null), 1, "a", ${low}, long(null), "b", ${high}, long(null), "b", ${type}(null), 2, "n", ${type}(null), 3]`;
    const found = async (aggregate: string) =>
      await cells(`${table} | summarize ${aggregate}(k, v) by g | project g, isnull(k), v | sort by g asc`);
    const both = [
      ["a", false, null],
      ["b", false, null],
      ["n", true, 3],
    ];
    expect({ max: await found("arg_max"), min: await found("arg_min") }).toEqual({ max: both, min: both });
  });
});

describe("search", () => {
  const table =
    'datatable(s: string, l: long, i: int, r: real, b: bool, t: datetime, d: timespan, g: guid, m: decimal, j: dynamic) ["x", 17, 23, 0.5, true, datetime(2021-03-05T06:07:08.9), timespan(1.02:03:04), guid(01234567-89ab-cdef-0123-456789abcdef), decimal(77.5), dynamic({"k": "leaf"})]';
  it.each(["X", "17", "23", "0.5", "TRUE", "05T06", "08.9000000Z", "1.02:03", "89AB", "77.5", "leaf", "lea*", "*bcdef"])(
    "finds %s in the text of a value that has it",
    async (term) => expect(await cells(`${table} | search "${term}" | count`)).toEqual([[1]]),
  );
  it.each(["18", "false", "z9", "nan", "5678*"])("finds no %s where no value has it", async (term) =>
    expect(await cells(`${table} | search "${term}" | count`)).toEqual([[0]]),
  );
});
