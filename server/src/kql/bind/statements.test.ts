import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner } from "../../../test/kql/kql-runner.ts";

let runner: KqlRunner;

beforeAll(async () => {
  runner = await KqlRunner.create();
});

const COUNTRY = `declare pattern country = (name: string)[state: string] {
  ("USA").["New York"] = { print Capital = "Albany" };
  ("Canada").["Alberta"] = { print Capital = strcat(name, "/", state) };
};`;

describe("statements", () => {
  it.each<readonly [string, string, readonly (readonly unknown[])[]]>([
    ["a pattern maps values to a query", `${COUNTRY} country("USA").["New York"]`, [["Albany"]]],
    ["a pattern's query knows the values", `${COUNTRY} country("Canada").Alberta`, [["Canada/Alberta"]]],
    ["a pattern stands in a union", `${COUNTRY} union country("Canada").Alberta, country("USA").["New York"] | count`, [[2]]],
    ["a pattern without a path takes values alone", 'declare pattern p = (a: string) { ("1") = { print x = 7 }; }; p("1")', [[7]]],
    ["a query parameter has its default", "declare query_parameters(n: long = 5); print n", [[5]]],
    ["`set query_now` moves now()", "set query_now = datetime(2020-01-02); print ago(1d)", [["2020-01-01T00:00:00.0000000Z"]]],
    ["`bin_auto` bins by the option's size", "set query_bin_auto_size = 10; print bin_auto(37)", [[30]]],
    ["`bin_auto` aligns to the option's point", "set query_bin_auto_size = 10; set query_bin_auto_at = 5; print bin_auto(37)", [[35]]],
    ["limits are accepted", "set notruncation; set truncationmaxrecords = 5; print 1", [[1]]],
    ["a plain column in extend is there already", "print a = 1, b = 2 | extend a, c = 3, b", [[1, 2, 3]]],
    ["the most records of a result", "set query_take_max_records = 2; range x from 1 to 9 step 1", [[1], [2]]],
    ["an inner let hides an outer one", "let x = 1; let f = () { let x = 2; x }; print f(), x", [[2, 1]]],
    ["a let sees what stood before it", "let x = 1; let y = x + 1; print y", [[2]]],
    [
      "a function has defaults and named arguments",
      "let f = (a: long, b: long = 2, c: long = 3) { a * 100 + b * 10 + c }; print f(1), f(1, c = 9)",
      [[123, 129]],
    ],
  ])("%s", async (_, query, rows) => {
    const result = await runner.answer(query);
    expect(result.cells).toEqual(rows);
  });

  it.each<readonly [string, string, string]>([
    ["a pattern without a match", `${COUNTRY} country("Norway").Oslo`, "kql/wrong-arguments"],
    ["an option that would change the answer", "set query_datetimescope_column = 'x'; print 1", "kql/unsupported"],
    ["a parameter that nobody gives", "declare query_parameters(n: long); print n", "kql/wrong-arguments"],
    ["restricted access", "restrict access to (T); print 1", "kql/unsupported"],
    ["an alias of a database", "alias database d = cluster('c').database('d'); print 1", "kql/unsupported"],
    ["a recursive function", "let f = (x: long) { f(x) }; print f(1)", "kql/recursive"],
  ])("%s is refused", async (_, query, code) => {
    const result = await runner.run(query);
    expect("refused" in result ? result.refused.map((found) => found.code) : []).toContain(code);
  });

  it("takes the caller's values of query parameters, as clients write them", async () => {
    const query = "declare query_parameters(n: long, s: string = 'x', t: datetime, d: dynamic, q: string); print n, s, t, d.a, q";
    const parameters = { n: "long(5)", t: "datetime(2020-01-02)", d: 'dynamic({"a": 1})', q: '"quoted"' };
    const result = await runner.run(query, { ...runner.scope(), parameters });
    expect(result).toMatchObject({ cells: [[5, "x", "2020-01-02T00:00:00.0000000Z", 1, "quoted"]] });
  });
});
