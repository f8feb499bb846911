import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner } from "../../../../test/kql/kql-runner.ts";

let runner: KqlRunner;

beforeAll(async () => {
  runner = await KqlRunner.create();
});

/** The one cell of `print <expression>`. */
async function value(expression: string): Promise<unknown> {
  const result = await runner.answer(`print ${expression}`);
  return result.cells[0]?.[0];
}

const line = (...points: readonly (readonly number[])[]): string =>
  `dynamic(${JSON.stringify({ type: "LineString", coordinates: points })})`;
const polygon = (...rings: readonly (readonly (readonly number[])[])[]): string =>
  `dynamic(${JSON.stringify({ type: "Polygon", coordinates: rings })})`;
const square = (west: number, south: number, size: number): number[][] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];
/** A quarter of the way around the Earth, in metres. */
const QUARTER = (Math.PI / 2) * 6_371_010;

describe("geospatial functions, end to end", () => {
  it.each([
    ["geo_distance_2points(0, 0, 90, 0)", QUARTER],
    ["geo_distance_2points(0, 90, 17, -90)", 2 * QUARTER],
    ["geo_distance_2points(179, 0, -179, 0)", (QUARTER / 90) * 2],
    ["geo_distance_2points(0, 0, 1, 0, true)", 111_319.490_793],
    ["geo_distance_2points(0, 0, 0, 1, true)", 110_574.388_558],
    ["geo_azimuth(0, 0, 10, 0)", Math.PI / 2],
    ["geo_azimuth(0, 0, -10, 0)", (3 * Math.PI) / 2],
    ["geo_angle(0, 10, 0, 0, 10, 0)", Math.PI / 2],
    ["geo_angle(0, 10, 0, 5, 3, -10)", 2.944_938_434_068_82],
    [`geo_line_length(${line([0, 0], [90, 0])})`, QUARTER],
    [`geo_line_locate_point(${line([0, 0], [10, 0])}, 2.5, 3)`, 0.25],
    [`geo_distance_point_to_line(5, 1, ${line([0, 0], [10, 0])})`, QUARTER / 90],
    [`geo_distance_point_to_line(-1, 0, ${line([0, 0], [10, 0])})`, QUARTER / 90],
    [
      `geo_polygon_area(${polygon([
        [0, 0],
        [90, 0],
        [0, 90],
        [0, 0],
      ])})`,
      (Math.PI / 2) * 6_371_010 ** 2,
    ],
    [
      `geo_polygon_perimeter(${polygon([
        [0, 0],
        [90, 0],
        [0, 90],
        [0, 0],
      ])})`,
      3 * QUARTER,
    ],
    [`geo_distance_point_to_polygon(0.5, 0.5, ${polygon(square(0, 0, 1))})`, 0],
    [`geo_distance_point_to_polygon(0.5, -1, ${polygon(square(0, 0, 1))})`, QUARTER / 90],
  ])("%s measures %d", async (expression, expected) => {
    expect((await value(expression)) as number).toBeCloseTo(expected, 5 - Math.floor(Math.log10(Math.max(1, expected)) / 2));
  });

  it.each([
    ["geo_point_to_geohash(139.806115, 35.554128, 12)", "xn76m27ty9g4"],
    ["geo_point_to_geohash(139.806115, 35.554128)", "xn76m"],
    ["geo_point_to_geohash(200, 1, 8)", ""],
    ["geo_point_to_geohash(1, 1, int(null))", ""],
    ["geo_geohash_to_central_point('s')", { type: "Point", coordinates: [22.5, 22.5] }],
    [
      "geo_geohash_to_polygon('s')",
      {
        type: "Polygon",
        coordinates: [
          [
            [0, 0],
            [45, 0],
            [45, 45],
            [0, 45],
            [0, 0],
          ],
        ],
      },
    ],
    ["array_length(geo_geohash_neighbors('sunny'))", 8],
    ["array_sort_asc(geo_geohash_neighbors('z'))", ["8", "b", "w", "x", "y"]],
    ["geo_geohash_to_polygon('a')", null],
    ["geo_point_to_s2cell(-80.195829, 25.802215, 8)", "88d9b"],
    ["geo_point_to_s2cell(300, 1, 8)", ""],
    ["geo_point_to_s2cell(1, 1, 31)", ""],
    ["geo_s2cell_neighbors('1')", ["3", "9", "5", "b"].toSorted()],
    ["geo_s2cell_to_central_point('zz')", null],
    ["geo_point_to_h3cell(-74.04450446039874, 40.689250859314974, 6)", "862a1072fffffff"],
    ["geo_point_to_h3cell(1, 1, 16)", ""],
    ["geo_h3cell_level('862a1072fffffff')", 6],
    ["geo_h3cell_parent('862a1072fffffff', 1)", "812a3ffffffffff"],
    ["geo_h3cell_parent('862a1072fffffff', 6)", ""],
    ["array_length(geo_h3cell_children('862a1072fffffff', 9))", 343],
    ["geo_h3cell_children('862a1072fffffff', 12)", null],
    ["geo_h3cell_rings('861f8894fffffff', 0)", [["861f8894fffffff"]]],
    ["geo_h3cell_rings('861f8894fffffff', 143)", null],
    ["geo_h3cell_neighbors('abc')", null],
  ])("%s is the cell %j", async (expression, expected) => {
    const found = await value(expression.includes("s2cell_neighbors('1')") ? `array_sort_asc(${expression})` : expression);
    expect(found).toEqual(expected);
  });

  it.each([
    ["geo_point_in_circle(0, 0, 1, 0, 111200)", true],
    ["geo_point_in_circle(0, 0, 1, 0, 111000)", false],
    ["geo_point_in_circle(0, 0, 1, 0, -1)", null],
    ["geo_point_in_circle(200, 1, 1, 1, 1)", null],
    [
      `geo_point_in_polygon(180, 0.5, ${polygon([
        [179, 0],
        [-179, 0],
        [-179, 1],
        [179, 1],
        [179, 0],
      ])})`,
      true,
    ],
    [
      `geo_point_in_polygon(0, 89, ${polygon([
        [0, 80],
        [120, 80],
        [-120, 80],
        [0, 80],
      ])})`,
      true,
    ],
    [`geo_point_in_polygon(2, 2, ${polygon(square(0, 0, 4), square(1, 1, 2).toReversed())})`, false],
    [`geo_point_in_polygon(0.5, 2, ${polygon(square(0, 0, 4), square(1, 1, 2).toReversed())})`, true],
    [`geo_point_in_polygon(0.5, 0.5, ${polygon(square(0, 0, 1).toReversed())})`, true],
    [`geo_intersects_2lines(${line([0, 0], [2, 2])}, ${line([0, 2], [2, 0])})`, true],
    [`geo_intersects_2lines(${line([0, 0], [1, 1])}, ${line([3, 3], [4, 4])})`, false],
    [`geo_intersects_2polygons(${polygon(square(0, 0, 4))}, ${polygon(square(1, 1, 1))})`, true],
    [`geo_intersects_line_with_polygon(${line([1, 1], [2, 2])}, ${polygon(square(0, 0, 4))})`, true],
  ])("%s is %j", async (expression, expected) => {
    expect(await value(expression)).toBe(expected);
  });

  it.each([
    [`geo_line_length(${line([1, 1])})`],
    [`geo_line_centroid(dynamic({"type":"LineString"}))`],
    [`geo_line_interpolate_point(${line([0, 0], [1, 1])}, 1.5)`],
    [
      `geo_polygon_area(${polygon([
        [0, 0],
        [10, 10],
        [10, 10],
        [0, 0],
      ])})`,
    ],
    [
      `geo_polygon_area(${polygon([
        [0, 0],
        [10, 10],
        [10, 0],
        [0, 10],
        [0, 0],
      ])})`,
    ],
    [
      `geo_polygon_area(${polygon([
        [0, 0],
        [10, 10],
        [10, 0],
      ])})`,
    ],
    [
      `geo_polygon_area(${polygon([
        [0, 91],
        [10, 10],
        [10, 0],
        [0, 91],
      ])})`,
    ],
    [`geo_polygon_area(${line([0, 0], [1, 1])})`],
    ["geo_polygon_area(dynamic(null))"],
    ["geo_distance_2points(0, real(null), 0, 0)"],
    ["geo_azimuth(5, 10, 5, 10)"],
    ["geo_angle(0, 10, 0, 10, 3, -10)"],
    ["geo_point_buffer(10, 10, -1)"],
    [`geo_polygon_densify(${polygon(square(0, 0, 1))}, 0)`],
    [`geo_line_densify(${line([0, 0], [1, 1])}, 10001)`],
    [
      `geo_polygon_to_s2cells(${polygon([
        [0, 0],
        [0, 50],
        [100, 50],
        [0, 0],
      ])}, 30)`,
    ],
    [`geo_union_lines_array(pack_array(${line([0, 0], [1, 1])}, ${line([1, 1])}))`],
    ["geo_from_wkt('LINESTRING')"],
    ["geo_from_wkt('POINT (1 2 3)')"],
    ["geo_from_wkt('POINT (1 2) x')"],
  ])("%s is null", async (expression) => {
    expect(await value(expression)).toBeNull();
  });
});

describe("geospatial shapes", () => {
  it.each([
    ["POINT (1 2)", { type: "Point", coordinates: [1, 2] }],
    [
      "linestring(1 2,3 4.5)",
      {
        type: "LineString",
        coordinates: [
          [1, 2],
          [3, 4.5],
        ],
      },
    ],
    [
      "MULTIPOINT ((1 1), 2 2)",
      {
        type: "MultiPoint",
        coordinates: [
          [1, 1],
          [2, 2],
        ],
      },
    ],
    [
      "POLYGON ((0 0, 2 0, 2 2, 0 0))",
      {
        type: "Polygon",
        coordinates: [
          [
            [0, 0],
            [2, 0],
            [2, 2],
            [0, 0],
          ],
        ],
      },
    ],
    [
      "GEOMETRYCOLLECTION (POINT (1 1), MULTILINESTRING ((2 2, 3 3)))",
      {
        type: "GeometryCollection",
        geometries: [
          { type: "Point", coordinates: [1, 1] },
          {
            type: "MultiLineString",
            coordinates: [
              [
                [2, 2],
                [3, 3],
              ],
            ],
          },
        ],
      },
    ],
  ])("reads %s", async (text, expected) => {
    expect(await value(`geo_from_wkt('${text}')`)).toEqual(expected);
  });

  it("splits planar edges until they follow the sphere within the tolerance, and keeps short ones", async () => {
    const lengthOf = (shape: string): string => `array_length(geo_line_densify(${shape}).coordinates)`;
    expect(await value(lengthOf(line([50, 50], [51, 51])))).toBe(9);
    expect(await value(lengthOf(line([0, 50], [0, 51])))).toBe(2);
    expect(await value(`geo_line_densify(${line([170, 1], [190, 1])}).type`)).toBe("MultiLineString");
  });

  it("prints coordinates with the digits of Kusto's own writer", async () => {
    expect(await value(`tostring(geo_polygon_densify(${polygon(square(10, 10, 1))}))`)).toContain("[10.5,9.999999999999999]");
  });

  it("unites polygons that share a border, in the order of their vertices", async () => {
    const found = (await value(`geo_union_polygons_array(pack_array(${polygon(square(0, 0, 1))}, ${polygon(square(1, 0, 1))}))`)) as {
      type: string;
      coordinates: number[][][];
    };
    expect(found.type).toBe("Polygon");
    expect(found.coordinates[0]?.map((at) => at.map(Math.round).join(" "))).toEqual(["1 1", "0 1", "0 0", "1 0", "2 0", "2 1", "1 1"]);
  });

  it("leaves polygons apart that do not meet, and cuts a hole where a ring of them closes", async () => {
    const pieces = [square(0, 0, 3), square(5, 5, 1)].map((ring) => polygon(ring));
    expect(await value(`geo_union_polygons_array(pack_array(${pieces.join(",")})).type`)).toBe("MultiPolygon");
    const around = [
      [0, 0],
      [1, 0],
      [2, 0],
      [0, 1],
      [2, 1],
      [0, 2],
      [1, 2],
      [2, 2],
    ].map(([x = 0, y = 0]) => polygon(square(x, y, 1)));
    expect(await value(`array_length(geo_union_polygons_array(pack_array(${around.join(",")})).coordinates)`)).toBe(2);
  });

  it("intersects to what is left: an area, a line, a point, or nothing", async () => {
    const type = (a: string, b: string): string => `geo_intersection_2polygons(${a}, ${b}).type`;
    expect(await value(type(polygon(square(0, 0, 2)), polygon(square(1, 1, 2))))).toBe("Polygon");
    expect(await value(type(polygon(square(0, 0, 1)), polygon(square(1, 0, 1))))).toBe("LineString");
    expect(await value(type(polygon(square(0, 0, 1)), polygon(square(1, 1, 1))))).toBe("Point");
    expect(await value(`geo_intersection_2polygons(${polygon(square(0, 0, 1))}, ${polygon(square(5, 5, 1))})`)).toEqual({
      type: "GeometryCollection",
      geometries: [],
    });
    const through = `geo_intersection_line_with_polygon(${line([-1, 1], [5, 1])}, ${polygon(square(0, 0, 4), square(1, 0.5, 1).toReversed())})`;
    expect(await value(`${through}.type`)).toBe("MultiLineString");
  });

  it("counts lines that overlap once", async () => {
    const both = `dynamic(${JSON.stringify({
      type: "MultiLineString",
      coordinates: [
        [
          [0, 0],
          [1, 0],
        ],
        [
          [0, 0],
          [1, 0],
          [2, 0],
        ],
      ],
    })})`;
    expect((await value(`geo_line_length(${both})`)) as number).toBeCloseTo((QUARTER / 90) * 2, 3);
  });

  it("draws a circle as a polygon that deviates by the tolerance", async () => {
    const corners = (await value("array_length(geo_point_buffer(10, 10, 20000).coordinates[0])")) as number;
    expect(corners).toBe(101);
    expect(await value("array_length(geo_point_buffer(10, 10, 20000, 1000).coordinates[0])")).toBe(11);
    expect(await value("array_length(geo_point_buffer(10, 10, 1).coordinates[0])")).toBe(4);
  });

  it("covers shapes with cells of one level, further out with a radius", async () => {
    expect(
      await value(
        `array_length(geo_polygon_to_s2cells(${polygon([
          [0, 0],
          [0, 50],
          [100, 50],
          [0, 0],
        ])}, 5))`,
      ),
    ).toBe(286);
    expect(await value(`geo_line_to_s2cells(${line([1, 1], [1.0001, 1.0001])}, 5)[0] == geo_point_to_s2cell(1, 1, 5)`)).toBe(true);
    const count = (radius: string): string => `array_length(geo_line_to_s2cells(${line([1, 1], [1.01, 1.01])}, 11${radius}))`;
    expect((await value(count(", 5000"))) as number).toBeGreaterThan((await value(count(""))) as number);
    expect(await value(`array_length(geo_polygon_to_h3cells(${polygon(square(10, 10, 1))}, 5))`)).toBeGreaterThan(30);
  });
});
