import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner, NOW_TICKS, type Ran } from "../../../../test/kql/kql-runner.ts";

let runner: KqlRunner;

beforeAll(async () => {
  runner = await KqlRunner.create();
});

const run = (text: string): Promise<Ran> => runner.answer(text);

async function refusal(text: string): Promise<string> {
  const result = await runner.run(text);
  if (!("refused" in result)) throw new Error(`not refused: ${text}`);
  return `${result.refused[0]?.code ?? ""} ${result.refused[0]?.message ?? ""}`;
}

const shape = ({ columns, types, cells }: Ran) => [columns.map((name, index) => `${name}: ${types[index] ?? ""}`).join(", "), ...cells];

describe("bag_unpack", () => {
  const BAGS =
    "datatable(id: long, d: dynamic)[1, dynamic({'b': 'x', 'a': 1}), 2, dynamic({'a': 2, 'c': [1], 'n': null}), 3, dynamic(null)]";

  it("makes a typed column of every slot that has a value, by name", async () => {
    expect(shape(await run(`${BAGS} | evaluate bag_unpack(d)`))).toEqual([
      "id: long, a: long, b: string, c: dynamic",
      [1, 1, "x", null],
      [2, 2, "", [1]],
      [3, null, "", null],
    ]);
  });

  it("keeps a slot dynamic whose values differ in type", async () => {
    const text = "datatable(d: dynamic)[dynamic({'a': 1}), dynamic({'a': 'x'}), dynamic({'a': 1.5})] | evaluate bag_unpack(d)";
    expect(shape(await run(text))).toEqual(["a: dynamic", [1], ["x"], [1.5]]);
  });

  it("lets later operators use the columns, and joins, filters and unpacks again", async () => {
    const text = `${BAGS} | evaluate bag_unpack(d) | where a > 1 | extend e = bag_pack('f', a * 2) | evaluate bag_unpack(e) | project id, f`;
    expect(shape(await run(text))).toEqual(["id: long, f: long", [2, 4]]);
    expect(await refusal(`${BAGS} | evaluate bag_unpack(d) | where q > 1`)).toContain("There is no column or variable named `q`");
  });

  it("prefixes, ignores and resolves conflicts as asked", async () => {
    expect((await run(`${BAGS} | evaluate bag_unpack(d, 'p_')`)).columns).toEqual(["id", "p_a", "p_b", "p_c"]);
    expect((await run(`${BAGS} | evaluate bag_unpack(d, ignoredProperties=dynamic(['a', 'c']))`)).columns).toEqual(["id", "b"]);
    const clash = "datatable(a: string, d: dynamic, z: long)['old', dynamic({'a': 'new'}), 1, 'kept', dynamic({'x': 2}), 2]";
    expect(await refusal(`${clash} | evaluate bag_unpack(d)`)).toBe("kql/duplicate-column The column `a` appears more than once.");
    expect(shape(await run(`${clash} | evaluate bag_unpack(d, columnsConflict='replace_source')`))).toEqual([
      "a: string, z: long, x: long",
      ["new", 1, null],
      ["", 2, 2],
    ]);
    expect(shape(await run(`${clash} | evaluate bag_unpack(d, columnsConflict='keep_source')`))).toEqual([
      "a: string, z: long, x: long",
      ["old", 1, null],
      ["kept", 2, 2],
    ]);
    expect(await refusal(`${clash} | evaluate bag_unpack(d, columnsConflict='any')`)).toContain("`columnsConflict` expects");
  });

  it("puts a slot that is named like the bag in the bag's place", async () => {
    expect((await run("print x = 1, d = dynamic({'d': 5, 'a': 2}), y = 3 | evaluate bag_unpack(d)")).columns).toEqual(["x", "d", "y", "a"]);
  });

  it("gives what the query declares, with or without the input's columns", async () => {
    expect(shape(await run(`${BAGS} | evaluate bag_unpack(d) : (b: string, a: real)`))).toEqual([
      "b: string, a: real",
      ["x", 1],
      ["", 2],
      ["", null],
    ]);
    expect((await run(`${BAGS} | evaluate bag_unpack(d) : (*, a: long)`)).columns).toEqual(["id", "a"]);
  });

  it("gives the other columns where there is nothing to unpack, and refuses what is no bag", async () => {
    expect(shape(await run(`${BAGS} | where id > 9 | evaluate bag_unpack(d)`))).toEqual(["id: long"]);
    expect(await refusal(`${BAGS} | evaluate bag_unpack(id)`)).toContain("kql/wrong-type");
    expect(await refusal(`${BAGS} | evaluate bag_unpack(nothing)`)).toContain("kql/");
  });

  it("reads no more of a table than the query does: a time filter behind it counts, and the default range without one", async () => {
    const day = 864_000_000_000n;
    await runner.addTable(
      "Events",
      [
        { name: "TimeGenerated", type: "datetime" },
        { name: "d", type: "dynamic" },
      ],
      [
        { TimeGenerated: NOW_TICKS - 5n * day, d: '{"old":1}' },
        { TimeGenerated: NOW_TICKS - 1n, d: '{"new":1}' },
        { TimeGenerated: NOW_TICKS - 1n, d: '{"future":1}', _VisibleAt: NOW_TICKS + 1n },
      ],
    );
    const scope = { ...runner.scope(), range: { fromTicks: NOW_TICKS - day, toTicks: NOW_TICKS } };
    const columns = async (text: string): Promise<readonly string[]> => {
      const result = await runner.run(text, scope);
      return "refused" in result ? [JSON.stringify(result.refused)] : result.columns;
    };
    expect(await columns("Events | evaluate bag_unpack(d)")).toEqual(["TimeGenerated", "new"]);
    expect(await columns("Events | evaluate bag_unpack(d) | where TimeGenerated > ago(30d)")).toEqual(["TimeGenerated", "new", "old"]);
    runner.removeTables();
  });
});

describe("pivot", () => {
  const ROWS = "datatable(State: string, Kind: string, n: long)['B', 'x', 1, 'A', 'x', 2, 'A', 'y', 3, 'A', 'y', 4]";

  it("counts by default, with zero where a group has no rows", async () => {
    expect(shape(await run(`${ROWS} | project State, Kind | evaluate pivot(State) | sort by Kind asc`))).toEqual([
      "Kind: string, B: long, A: long",
      ["x", 1, 1],
      ["y", 0, 2],
    ]);
  });

  it.each([
    ["sum(n)", [1, 2], [0, 7]],
    ["max(n)", [1, 2], [null, 4]],
    ["avg(n)", [1, 2], ["NaN", 3.5]],
    ["dcount(n)", [1, 1], [0, 2]],
    ["make_list(n)", [[1], [2]], [[], [3, 4]]],
    ["make_set(n)", [[1], [2]], [[], [3, 4]]],
    ["take_any(n)", [1, 2], [null, 3]],
  ])("fills its cells with %s", async (aggregate, x, y) => {
    const { cells } = await run(`${ROWS} | evaluate pivot(State, ${aggregate}) | sort by Kind asc`);
    expect(cells.map(([, ...values]) => values)).toEqual([x, y]);
  });

  it("groups by the columns that are named, else by all that the aggregate does not read", async () => {
    expect((await run(`${ROWS} | extend k = 1 | evaluate pivot(State, sum(n))`)).columns).toEqual(["Kind", "k", "B", "A"]);
    expect(shape(await run(`${ROWS} | extend k = 1 | evaluate pivot(State, sum(n), k)`))).toEqual(["k: long, B: long, A: long", [1, 1, 9]]);
  });

  it("makes columns of any type's text, and a name of its own where one is taken", async () => {
    const text = "datatable(k: string, v: long)['a', 1, 'b', 2] | extend b = v > 1 | evaluate pivot(b, count(), k)";
    expect((await run(text)).columns).toEqual(["k", "False", "True"]);
    expect((await run("datatable(k: string, v: string)['a', 'k'] | evaluate pivot(v)")).columns).toEqual(["k", "k1"]);
  });

  it("gives the declared columns in their order, and no others", async () => {
    expect(shape(await run(`${ROWS} | evaluate pivot(State, sum(n), Kind) : (A: long, Kind: string, Z: long) | sort by Kind asc`))).toEqual(
      ["A: long, Kind: string, Z: long", [2, "x", 0], [7, "y", 0]],
    );
  });

  it("keeps only the groups of an empty input, and refuses other functions by name", async () => {
    expect(shape(await run(`${ROWS} | where n > 9 | evaluate pivot(State, sum(n))`))).toEqual(["Kind: string"]);
    expect(await refusal(`${ROWS} | evaluate pivot(State, percentile(n, 5))`)).toContain("`percentile` in `pivot` is not supported here");
  });
});

describe("narrow", () => {
  it("gives each cell a row, numbered by its own", async () => {
    expect(shape(await run("datatable(a: long, b: string)[1, 'x', long(null), ''] | evaluate narrow()"))).toEqual([
      "Row: long, Column: string, Value: string",
      [0, "a", "1"],
      [0, "b", "x"],
      [1, "a", ""],
      [1, "b", ""],
    ]);
  });
});

describe("rows_near", () => {
  const rows = "range x from 1 to 10 step 1 | sort by x asc";

  it("gives the rows around those that match, before and after by as many as asked", async () => {
    expect((await run(`${rows} | evaluate rows_near(x == 5, 1)`)).cells.flat()).toEqual([4, 5, 6]);
    expect((await run(`${rows} | evaluate rows_near(x == 5 or x == 10, 2, 0)`)).cells.flat()).toEqual([3, 4, 5, 8, 9, 10]);
    expect((await run(`${rows} | evaluate rows_near(x > 99, 2)`)).cells).toEqual([]);
  });
});

describe("ipv4_lookup and ipv6_lookup", () => {
  const NETS =
    "let nets = datatable(net: string, who: string)['10.0.0.0/8', 'ten', '10.1.0.0/16', 'ten-one', '192.0.2.7', 'one', 'no address', 'none'];";

  it("joins every network that an address lies in", async () => {
    const text = `${NETS} datatable(ip: string)['10.1.2.3', '192.0.2.7', '198.51.100.1', ''] | evaluate ipv4_lookup(nets, ip, net) | sort by ip asc, who asc`;
    expect(shape(await run(text))).toEqual([
      "ip: string, net: string, who: string",
      ["10.1.2.3", "10.0.0.0/8", "ten"],
      ["10.1.2.3", "10.1.0.0/16", "ten-one"],
      ["192.0.2.7", "192.0.2.7", "one"],
    ]);
  });

  it("keeps rows without a match on request, and compares further columns", async () => {
    const text = `${NETS} datatable(ip: string, who: string)['10.1.2.3', 'ten', '198.51.100.1', 'x']`;
    expect(shape(await run(`${text} | evaluate ipv4_lookup(nets, ip, net, who, return_unmatched = true) | sort by ip asc`))).toEqual([
      "ip: string, who: string, net: string",
      ["10.1.2.3", "ten", "10.0.0.0/8"],
      ["198.51.100.1", "x", ""],
    ]);
    expect((await run(`${text} | evaluate ipv4_lookup(nets, ip, net)`)).columns).toEqual(["ip", "who", "net", "who1"]);
  });

  it("looks IPv6 up the same way, with the lookup table's columns first", async () => {
    const text = `let nets = datatable(net: string, who: string)['2001:db8::/32', 'doc', '::ffff:10.0.0.0/104', 'mapped'];
      datatable(ip: string)['2001:db8:0:1::5', '10.9.9.9', 'fe80::1'] | evaluate ipv6_lookup(nets, ip, net) | sort by ip asc`;
    expect(shape(await run(text))).toEqual([
      "net: string, who: string, ip: string",
      ["::ffff:10.0.0.0/104", "mapped", "10.9.9.9"],
      ["2001:db8::/32", "doc", "2001:db8:0:1::5"],
    ]);
  });

  it("says which column the lookup table lacks", async () => {
    expect(await refusal(`${NETS} print ip = '10.0.0.1' | evaluate ipv4_lookup(nets, ip, network)`)).toContain("kql/");
  });
});

describe("what is not here", () => {
  it.each([
    ["python(typeof(*), 'x')", "kql/refused `evaluate python` is not available in this lab"],
    ["sql_request('x', 'y')", "kql/refused"],
    ["http_request('https://lab.example')", "kql/refused"],
    ["ai_embed_text('x', 'y')", "kql/refused"],
    ["infer_storage_schema(dynamic({}))", "kql/refused"],
    ["identity()", "kql/unsupported `evaluate identity` is not supported here."],
    ["nonsense()", "kql/unknown-plugin There is no plugin named `nonsense`"],
    ["preview(1) | count", "kql/unsupported `evaluate preview` inside of a query"],
  ])("is refused by name: %s", async (call, message) => {
    expect(await refusal(`print x = 1 | evaluate ${call}`)).toContain(message);
  });

  it("but `preview` at the end gives some rows, and how many there are", async () => {
    const { tables } = await run("range x from 1 to 9 step 1 | evaluate preview(2)");
    expect(tables.map(({ cells }) => cells)).toEqual([[[1], [2]], [[9]]]);
  });
});
