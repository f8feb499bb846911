import type { Scripted } from "../script/script.ts";
import type { SessionValue } from "../../session/session-function.ts";
import { areMeeting, nearest, totalLength } from "./arc.ts";
import { areaContains, arcsOf, areaText, ringsOf, type Area } from "./area.ts";
import { geo } from "./define.ts";
import { EARTH_RADIUS, validPoint } from "./earth.ts";
import { pointText } from "./geojson.ts";
import { arcsOfLines } from "./lines.ts";
import { intersectionOfAreas, intersectionOfLinesWithArea, union } from "./overlay.ts";
import { overTriangles, ringArea, vertexOf } from "./ring.ts";
import { areaFrom, linesFrom, polygonsFrom } from "./shapes.ts";
import { add, angle, cross, length, scale, vector, type Vector } from "./vector.ts";

const D = "dynamic" as const;
const N = "number" as const;

/** Steradians. */
const sizeOf = (area: Area): number =>
  area.reduce((sum, part) => sum + ringArea(part.shell) - part.holes.reduce((holes, hole) => holes + 4 * Math.PI - ringArea(hole), 0), 0);

/** Middle of mass of a triangle, times its area, which also gives the sign by its turn. */
function triangleCentroid(a: Vector, b: Vector, c: Vector): Vector {
  const arc = (p: Vector, q: Vector): number => {
    const size = angle(p, q);
    return size === 0 ? 1 : size / Math.sin(size);
  };
  const [ra, rb, rc] = [arc(b, c), arc(c, a), arc(a, b)];
  const x = vector(a.x, b.x - a.x, c.x - a.x);
  const y = vector(a.y, b.y - a.y, c.y - a.y);
  const z = vector(a.z, b.z - a.z, c.z - a.z);
  const r = vector(ra, rb - ra, rc - ra);
  const dotted = (p: Vector, q: Vector): number => p.x * q.x + p.y * q.y + p.z * q.z;
  return scale(vector(dotted(cross(y, z), r), dotted(cross(z, x), r), dotted(cross(x, y), r)), 0.5);
}

function centroidOf(area: Area): Vector {
  let sum = vector(0, 0, 0);
  for (const { vertices } of ringsOf(area)) overTriangles(vertices, (a, b, c) => (sum = add(sum, triangleCentroid(a, b, c))));
  return sum;
}

interface Found {
  readonly point: Vector;
  readonly distance: number;
}

/** The nearest point of an area: the point itself when it is inside. */
function nearestInArea(
  longitude: SessionValue | undefined,
  latitude: SessionValue | undefined,
  text: SessionValue | undefined,
): Found | null {
  const point = validPoint(Number(longitude), Number(latitude));
  const area = areaFrom(text);
  if (point === null || area === null) return null;
  return areaContains(area, point) ? { point, distance: 0 } : nearest(point, arcsOf(area));
}

const areMeetingAreas = (a: Area, b: Area): boolean =>
  arcsOf(a).some((arc) => arcsOf(b).some((other) => areMeeting(arc, other))) ||
  ringsOf(a).some((ring) => areaContains(b, vertexOf(ring.vertices, 0))) ||
  ringsOf(b).some((ring) => areaContains(a, vertexOf(ring.vertices, 0)));

export const POLYGON_SCRIPTS: readonly Scripted[] = [
  geo("geo_polygon_area", [D], [], "real", (text) => {
    const area = areaFrom(text);
    return area === null ? null : sizeOf(area) * EARTH_RADIUS * EARTH_RADIUS;
  }),
  geo("geo_polygon_perimeter", [D], [], "real", (text) => {
    const area = areaFrom(text);
    return area === null ? null : totalLength(arcsOf(area)) * EARTH_RADIUS;
  }),
  geo("geo_polygon_centroid", [D], [], D, (text) => {
    const area = areaFrom(text);
    if (area === null) return null;
    const middle = centroidOf(area);
    return length(middle) === 0 ? null : pointText(middle);
  }),
  geo("geo_point_in_polygon", [N, N, D], [], "bool", (longitude, latitude, text) => {
    const point = validPoint(Number(longitude), Number(latitude));
    const area = areaFrom(text);
    return point === null || area === null ? null : areaContains(area, point);
  }),
  geo("geo_distance_point_to_polygon", [N, N, D], [], "real", (longitude, latitude, text) => {
    const found = nearestInArea(longitude, latitude, text);
    return found === null ? null : found.distance * EARTH_RADIUS;
  }),
  geo("geo_closest_point_on_polygon", [N, N, D], [], D, (longitude, latitude, text) => {
    const found = nearestInArea(longitude, latitude, text);
    return found === null ? null : pointText(found.point);
  }),
  geo("geo_intersects_2polygons", [D, D], [], "bool", (first, second) => {
    const [a, b] = [areaFrom(first), areaFrom(second)];
    return a === null || b === null ? null : areMeetingAreas(a, b);
  }),
  geo("geo_intersection_2polygons", [D, D], [], D, (first, second) => {
    const [a, b] = [areaFrom(first), areaFrom(second)];
    return a === null || b === null ? null : intersectionOfAreas(a, b);
  }),
  geo("geo_intersects_line_with_polygon", [D, D], [], "bool", (text, polygon) => {
    const [lines, area] = [linesFrom(text), areaFrom(polygon)];
    if (lines === null || area === null) return null;
    const arcs = arcsOf(area);
    return (
      arcsOfLines(lines).some((arc) => arcs.some((other) => areMeeting(arc, other))) ||
      lines.some((line) => areaContains(area, vertexOf(line, 0)))
    );
  }),
  geo("geo_intersection_line_with_polygon", [D, D], [], D, (text, polygon) => {
    const [lines, area] = [linesFrom(text), areaFrom(polygon)];
    return lines === null || area === null ? null : intersectionOfLinesWithArea(lines, area);
  }),
  geo("geo_union_polygons_array", [D], [], D, (array) => {
    const polygons = polygonsFrom(array);
    return polygons === null ? null : areaText(union(polygons));
  }),
];
