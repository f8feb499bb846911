import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner } from "../../../test/kql/kql-runner.ts";

let runner: KqlRunner;

beforeAll(async () => {
  runner = await KqlRunner.create();
});

/** The one cell of `print <expression>`. */
async function value(expression: string): Promise<unknown> {
  const result = await runner.answer(`print ${expression}`);
  return result.cells[0]?.[0];
}

describe("scalar functions, end to end", () => {
  it.each([
    ["7 / 2", 3],
    ["-7 / 2", -3],
    ["-5 % 3", 1],
    ["1 / 0", null],
    ["1.0 / 0", "Infinity"],
    ["9223372036854775807 + 1", "-9223372036854775808"],
    ["bin(17, 5)", 15],
    ["bin(datetime(2021-03-03 13:37), 1h)", "2021-03-03T13:00:00.0000000Z"],
    ["bin(datetime(2021-03-03), 7d)", "2021-03-01T00:00:00.0000000Z"],
    ["datetime(2021-03-03) - 1d", "2021-03-02T00:00:00.0000000Z"],
    ["datetime(2021-03-03) - datetime(2021-03-01 12:00)", "1.12:00:00"],
    ["endofday(datetime(2021-03-03 12:00))", "2021-03-03T23:59:59.9999999Z"],
    ["startofweek(datetime(2021-03-03))", "2021-02-28T00:00:00.0000000Z"],
    ["datetime_diff('day', datetime(2021-03-03), datetime(2021-02-28))", 3],
    ["datetime_add('month', 1, datetime(2021-01-31))", "2021-02-28T00:00:00.0000000Z"],
    ["format_datetime(datetime(2021-03-03 06:49:42.1623450), 'yyyy-MM-dd HH:mm:ss.fff')", "2021-03-03 06:49:42.162"],
    ["dayofweek(datetime(2021-03-03))", "3.00:00:00"],
    ["todatetime('2021-03-03T06:49:42+02:00')", "2021-03-03T04:49:42.0000000Z"],
    ["tolong('5.7')", null],
    ["tolong('0x10')", 16],
    ["toint(9999999999)", 1410065407],
    ["tostring(1.0)", "1.0"],
    ["tostring(true)", "True"],
    ["tostring(dynamic({'a': [1, 'b']}))", '{"a":[1,"b"]}'],
    ["parse_json('not json')", "not json"],
    ["dynamic({'a': {'b': [1, 2, 3]}}).a.b[-1]", 3],
    ["substring('abcdef', -3, 2)", "de"],
    ["substring(12345, 1, 2)", "23"],
    ["strcmp(10, 9)", -1],
    ["isascii(1.5)", true],
    ["to_utf8(12)", [49, 50]],
    ["indexof('abcabc', 'c', 3)", 5],
    ["split('a,b,c', ',')", ["a", "b", "c"]],
    ["split('a,b,c', ',', 1)", ["b"]],
    ["extract(@'(\\d+)\\.aspx', 1, '/x/12.aspx')", "12"],
    ["extract(@'(\\d+)', 1, 'none', typeof(long))", null],
    [
      "extract_all(@'(\\w)(\\d)', 'a1b2')",
      [
        ["a", "1"],
        ["b", "2"],
      ],
    ],
    ["replace_regex('a1b22', @'\\d+', '#')", "a#b#"],
    ["trim('x', 'xabcxx')", "abcx"],
    ["countof('aaaa', 'aa')", 3],
    ["strcat_delim('-', 1, 'a', true)", "1-a-True"],
    ["'Straße_1' has 'straße'", true],
    ["'foo_bar' has 'bar'", true],
    ["'foobar' has 'bar'", false],
    ["'abc' in~ ('ABC')", true],
    ["'abc' !in ('ABC')", true],
    ["5 between (1 .. 5)", true],
    ["isnull(int(null)) and isempty('')", true],
    ["coalesce('', 'b')", "b"],
    ["case(1 > 2, 'a', 2 > 1, 'b', 'c')", "b"],
    ["array_slice(dynamic([1, 2, 3, 4]), 1, -2)", [2, 3]],
    ["set_difference(dynamic([1, 2, 3]), dynamic([2]))", [1, 3]],
    ["bag_merge(dynamic({'a': 1}), dynamic({'a': 2, 'b': 3}))", { a: 1, b: 3 }],
    ["ipv4_is_in_range('192.168.1.6', '192.168.1.0/24')", true],
    ["ipv4_is_private('10.1.2.3')", true],
    ["parse_url('https://owa.example:444/ecp/y.js?a=1#f').Path", "/ecp/y.js"],
    ["url_decode('a%20b%2fc')", "a b/c"],
    ["base64_decode_tostring('S3VzdG8=')", "Kusto"],
    ["hash_md5('World')", "f5a7924e621e84c9280a9a27e1bcb7f6"],
    ["gettype(dynamic([1]))", "array"],
    ["pack('a', 1, 'b', 'x')", { a: 1, b: "x" }],
  ])("%s is %j", async (expression, expected) => {
    expect(await value(expression)).toEqual(expected);
  });
});

describe("tabular operators, end to end", () => {
  const people =
    "let T = datatable(name: string, n: long, d: dynamic) ['a', 1, dynamic([1, 2]), 'b', 2, dynamic(null), 'a', 3, dynamic([])];";
  it.each<readonly [string, readonly unknown[]]>([
    [
      "T | summarize count(), sum(n), make_list(n) by name | sort by name asc",
      [
        ["a", 2, 4, [1, 3]],
        ["b", 1, 2, [2]],
      ],
    ],
    ["T | summarize arg_max(n, name)", [[3, "a"]]],
    [
      "T | mv-expand d to typeof(long) | project name, d",
      [
        ["a", 1],
        ["a", 2],
        ["b", null],
      ],
    ],
    ["T | join kind=leftanti (print name = 'b') on name | project n | sort by n asc", [[1], [3]]],
    ["T | join (T) on name | count", [[3]]],
    [
      "T | lookup (print name = 'a', extra = 7) on name | project n, extra | sort by n asc",
      [
        [1, 7],
        [2, null],
        [3, 7],
      ],
    ],
    [
      "union (print x = 1), (print y = 'a')",
      [
        [1, ""],
        [null, "a"],
      ],
    ],
    [
      "T | sort by n desc | serialize r = row_number(), p = prev(n) | project n, r, p",
      [
        [3, 1, null],
        [2, 2, 3],
        [1, 3, 2],
      ],
    ],
    ["T | top 1 by n | project name, n", [["a", 3]]],
    ["print s = 'user=bob id=7' | parse s with 'user=' user ' id=' id: long | project user, id", [["bob", 7]]],
    ["range x from 1 to 3 step 1 | where x in ((T | where name == 'b' | project n))", [[2]]],
    ["let f = (t: (n: long), least: long = 2) { t | where n >= least }; T | invoke f() | summarize s = sum(n)", [[5]]],
    [
      "T | mv-apply e = d to typeof(long) on (summarize total = sum(e)) | project name, total",
      [
        ["a", 3],
        ["b", 0],
      ],
    ],
    [
      "T | partition by name (top 1 by n) | project name, n | sort by name asc",
      [
        ["a", 3],
        ["b", 2],
      ],
    ],
    [
      "datatable(t: datetime)[datetime(2021-03-01), datetime(2021-03-03)] | make-series c = count() on t from datetime(2021-03-01) to datetime(2021-03-04) step 1d | project c",
      [[[1, 0, 1]]],
    ],
  ])("%s", async (query, expected) => {
    const result = await runner.run(`${people} ${query}`);
    expect(result).toMatchObject({ cells: expected });
  });
});
