import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner, type Ran } from "../../../../test/kql/kql-runner.ts";

let runner: KqlRunner;

beforeAll(async () => {
  runner = await KqlRunner.create();
});

async function run(text: string): Promise<unknown[]> {
  const result = await runner.answer(text);
  const { columns, types, cells }: Ran = result;
  return [columns.map((name, index) => `${name}: ${types[index] ?? ""}`).join(", "), ...cells];
}

async function refusal(text: string): Promise<string> {
  const result = await runner.run(text);
  if (!("refused" in result)) throw new Error(`not refused: ${text}`);
  return result.refused[0]?.message ?? "";
}

const SITES =
  "datatable(site: string, lon: real, lat: real)['inside', 0.5, 0.5, 'near', 1.001, 0.5, 'far', 40.0, 40.0, 'nowhere', real(null), 1.0]";
const AREAS = `let areas = datatable(area: string, shape: dynamic)['square', dynamic({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]})];`;
const ROADS = `let roads = datatable(road: string, site: string, shape: dynamic)['equator', 'x', dynamic({"type": "LineString", "coordinates": [[-2, 0], [2, 0]]})];`;

describe("geo_polygon_lookup", () => {
  it("joins points with the polygons that they lie in, without the polygon itself", async () => {
    expect(await run(`${AREAS} ${SITES} | evaluate geo_polygon_lookup(areas, shape, lon, lat) | project-away lon, lat`)).toEqual([
      "site: string, area: string",
      ["inside", "square"],
    ]);
  });

  it("takes points within a radius too, and keeps what matches nothing when asked", async () => {
    const text = `${AREAS} ${SITES} | evaluate geo_polygon_lookup(areas, shape, lon, lat, radius = 200, return_unmatched = true) | project site, area | sort by site asc`;
    expect(await run(text)).toEqual(["site: string, area: string", ["far", ""], ["inside", "square"], ["near", "square"], ["nowhere", ""]]);
  });

  it("shows the polygon when asked", async () => {
    const text = `${AREAS} ${SITES} | evaluate geo_polygon_lookup(areas, shape, lon, lat, return_lookup_key = true) | project shape_kind = tostring(shape.type)`;
    expect(await run(text)).toEqual(["shape_kind: string", ["Polygon"]]);
  });

  it("refuses a shape that is no column of the lookup table, and one that is no GeoJSON", async () => {
    expect(await refusal(`${AREAS} ${SITES} | evaluate geo_polygon_lookup(areas, nothing, lon, lat)`)).toContain("lookup table");
    expect(await refusal(`${AREAS} ${SITES} | evaluate geo_polygon_lookup(areas, area, lon, lat)`)).toContain("dynamic");
  });
});

describe("geo_line_lookup", () => {
  it("joins points with the lines within the radius; a name that both tables have is numbered", async () => {
    const text = `${ROADS} datatable(site: string, lon: real, lat: real)['on', 1.0, 0.0, 'off', 1.0, 0.01] | evaluate geo_line_lookup(roads, shape, lon, lat, 100)`;
    expect(await run(text)).toEqual(["site: string, lon: real, lat: real, road: string, site1: string", ["on", 1, 0, "equator", "x"]]);
  });

  it("needs a radius", async () => {
    expect(await refusal(`${ROADS} ${SITES} | evaluate geo_line_lookup(roads, shape, lon, lat)`)).toContain("radius");
  });
});

describe("dcount_intersect", () => {
  it("counts what the first sets have in common, set by set", async () => {
    const text =
      "range x from 1 to 100 step 1 | summarize a = hll_if(x, x % 2 == 0), b = hll_if(x, x % 3 == 0), c = hll_if(x, x % 5 == 0) | evaluate dcount_intersect(a, b, c)";
    expect(await run(text)).toEqual(["s0: long, s1: long, s2: long", [50, 16, 3]]);
  });

  it("refuses a single set, and what is no set", async () => {
    expect(await refusal("range x from 1 to 3 step 1 | summarize a = hll(x) | evaluate dcount_intersect(a)")).toContain("hll(…)");
    expect(await refusal("print a = 1, b = 2 | evaluate dcount_intersect(a, b)")).toContain("hll(…)");
  });
});
