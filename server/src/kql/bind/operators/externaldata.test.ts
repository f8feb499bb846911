import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner } from "../../../../test/kql/kql-runner.ts";
import type { ExternalFiles } from "../../engine.ts";

const FILES: Readonly<Record<string, string>> = {
  "https://lists.example/pages.csv": 'name,hits,seen\r\n"a,b",3,2021-03-01\r\nc.aspx,,\r\n',
  "https://lists.example/ips.txt": "# list\n192.0.2.1\n\n198.51.100.7\n",
  "https://lists.example/items.json": '[{"id": 1, "tags": ["x", "y"]}, {"id": 2}]',
  "https://lists.example/items.tsv": "1\tone\n2\ttwo\n",
};

const external: ExternalFiles = { addresses: Object.keys(FILES), file: (address) => FILES[address] ?? null };

let runner: KqlRunner;
beforeAll(async () => {
  runner = await KqlRunner.create();
});

async function cells(text: string, files: ExternalFiles | null = external) {
  const ran = await runner.run(text, { ...runner.scope(), external: files });
  return "refused" in ran ? ran.refused.map(({ code, message }) => `${code} ${message}`) : ran.cells;
}

describe("externaldata", () => {
  it("reads typed columns of a CSV file that the exercise ships, quotes and blanks included", async () => {
    const text =
      'externaldata(name: string, hits: long, seen: datetime)["https://lists.example/pages.csv"] with (format="csv", ignoreFirstRecord=true)';
    expect(await cells(text)).toEqual([
      ["a,b", 3, "2021-03-01T00:00:00.0000000Z"],
      ["c.aspx", null, null],
    ]);
  });

  it("reads lines, tabs and JSON, guessing the format from the name, and several files after one another", async () => {
    expect(
      await cells('externaldata(ip: string)[h@"https://lists.example/ips.txt"] with (ignoreFirstRecord=True) | where ip != ""'),
    ).toEqual([["192.0.2.1"], ["198.51.100.7"]]);
    expect(await cells('externaldata(id: int, tags: dynamic)["https://lists.example/items.json"] | project id, tag = tags[0]')).toEqual([
      [1, "x"],
      [2, null],
    ]);
    expect(
      await cells('externaldata(id: int, name: string)["https://lists.example/items.tsv", "https://lists.example/items.tsv"] | count'),
    ).toEqual([[4]]);
  });

  it("is a table like any other: in a let, a join, an in", async () => {
    const text = `let bad = externaldata(ip: string)["https://lists.example/ips.txt;secret"] with (format="txt");
      datatable(ip: string)["192.0.2.1", "192.0.2.2"] | where ip in (bad) | join kind=inner bad on ip | project ip`;
    expect(await cells(text)).toEqual([["192.0.2.1"]]);
  });

  it("is refused by name where the exercise ships no such file, and never fetches one", async () => {
    expect(await cells('externaldata(ip: string)["https://lists.example/ip.txt"]')).toEqual([
      "kql/no-such-file This exercise ships no file for `https://lists.example/ip.txt`, and nothing is ever fetched from a network. It ships: `https://lists.example/pages.csv`, `https://lists.example/ips.txt`, `https://lists.example/items.json`, `https://lists.example/items.tsv`.",
    ]);
    expect(await cells('externaldata(ip: string)["https://lists.example/ips.txt"]', null)).toEqual([
      expect.stringContaining("ships no file for `https://lists.example/ips.txt`"),
    ]);
    expect(await cells('externaldata(ip: string)["https://lists.example/ips.txt"] with (format="parquet")')).toEqual([
      expect.stringContaining("The format `parquet` of `externaldata` is not supported here. Use csv"),
    ]);
  });

  it("reads no rows out of an empty file", async () => {
    const empty = { addresses: [], file: () => "" };
    expect(await cells('externaldata(ip: string, n: long)["https://x.example/a.csv"] | where n > 1 | project ip', empty)).toEqual([]);
  });
});
