import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner } from "../../../test/kql/kql-runner.ts";

let runner: KqlRunner;

beforeAll(async () => {
  runner = await KqlRunner.create();
});

describe("aggregates that other functions take further", () => {
  it.each([
    [
      "range x from 1 to 1000 step 1 | summarize t = tdigest(x) | project percentile_tdigest(t, 95, typeof(long)), rank_tdigest(t, 685), percentrank_tdigest(t, 685)",
      ["percentile_tdigest_t", "Column1", "Column2"],
      [950, 685, 68.5],
    ],
    [
      "range x from 1 to 10 step 1 | summarize t = tdigest(x) by g = x % 2 | summarize t = tdigest_merge(t) | project p = percentiles_array_tdigest(t, 50, 100)",
      ["p"],
      [[5, 10]],
    ],
    [
      "range x from 1 to 10 step 1 | summarize h = hll(x) by g = x % 3 | summarize h = hll_merge(h) | project d = dcount_hll(h)",
      ["d"],
      [10],
    ],
    ["range x from 1 to 10 step 1 | summarize hll_if(x, x > 7) | project d = dcount_hll(hll_if_x)", ["d"], [3]],
    [
      "datatable(n: long, v: long)[8, 10, 6, 20, 3, 30, 1, 40] | summarize percentilesw(v, n, 50, 75, 99.9)",
      ["percentile_v_50", "percentile_v_75", "percentile_v_99_9"],
      [20, 20, 40],
    ],
    ["datatable(n: long, v: long)[8, 10, 6, 20] | summarize p = percentilesw_array(v, n, dynamic([50, 75]))", ["p"], [[10, 20]]],
    ["range x from 1 to 100 step 1 | summarize p = percentiles_array(x, dynamic([5, 50]))", ["p"], [[5, 50]]],
    ["range x from 1 to 100 step 1 | summarize p = percentiles_array(x, range(0, 100, 25))", ["p"], [[1, 25, 50, 75, 100]]],
    [
      "range x from 1 to 100 step 1 | summarize percentile(x, toscalar(print 2 * 20)), p = percentiles(x, 5)",
      ["percentile_x_0", "p"],
      [40, 5],
    ],
    [
      "range x from 1 to 10 step 1 | extend y = x * x | summarize covariancep(x, y), covarianceif(x, y, x > 5)",
      ["covariancep_x_y", "covarianceif_x_y"],
      [90.75, 40],
    ],
    [
      "datatable(n: long)[0xFF, 0x0F, 0x1F] | summarize a = binary_all_and(n), o = binary_all_or(n), x = binary_all_xor(n)",
      ["a", "o", "x"],
      [0x0f, 0xff, 0xef],
    ],
    [
      `datatable(d: dynamic)[dynamic({"x": 1, "z": [1]}), dynamic({"x": "s", "z": ["t"]})] | summarize buildschema(d)`,
      ["schema_d"],
      [{ x: ["long", "string"], z: { "`indexer`": ["long", "string"] } }],
    ],
  ])("%s", async (query, columns, cells) => {
    expect(await runner.run(query)).toMatchObject({ columns, cells: [cells] });
  });
});
