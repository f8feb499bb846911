import type { Scripted } from "../script/script.ts";
import { alongLine } from "./locate.ts";
import { areMeeting, arcsCentroid, lineArcs, nearest, pointAlong, totalLength, type Arc } from "./arc.ts";
import { geo } from "./define.ts";
import { EARTH_RADIUS, validPoint } from "./earth.ts";
import { linesText, pointPosition, pointText } from "./geojson.ts";
import { intersectionOfLines, unionOfLines } from "./overlay.ts";
import { linesFrom, lineFrom, manyLinesFrom } from "./shapes.ts";
import { length, type Vector } from "./vector.ts";

const D = "dynamic" as const;
const N = "number" as const;

export const arcsOfLines = (lines: readonly (readonly Vector[])[]): Arc[] => lines.flatMap(lineArcs);

function nearestOnLines(longitude: unknown, latitude: unknown, line: Parameters<typeof linesFrom>[0]): ReturnType<typeof nearest> {
  const point = validPoint(Number(longitude), Number(latitude));
  const lines = linesFrom(line);
  return point === null || lines === null ? null : nearest(point, arcsOfLines(lines));
}

export const LINE_SCRIPTS: readonly Scripted[] = [
  geo("geo_line_length", [D], [], "real", (line) => {
    const lines = linesFrom(line);
    return lines === null ? null : totalLength(arcsOfLines(lines)) * EARTH_RADIUS;
  }),
  geo("geo_line_centroid", [D], [], D, (line) => {
    const lines = linesFrom(line);
    if (lines === null) return null;
    const middle = arcsCentroid(arcsOfLines(lines));
    return length(middle) === 0 ? null : pointText(middle);
  }),
  geo("geo_line_interpolate_point", [D, N], [], D, (text, fraction) => {
    const line = lineFrom(text);
    const share = Number(fraction);
    const point = line === null || !(share >= 0 && share <= 1) ? null : pointAlong(line, share);
    return point === null ? null : pointText(point);
  }),
  geo("geo_line_locate_point", [D, N, N], [], "real", (text, longitude, latitude) => {
    const line = lineFrom(text);
    const point = validPoint(Number(longitude), Number(latitude));
    return line === null || point === null ? null : alongLine(line, point);
  }),
  geo("geo_closest_point_on_line", [N, N, D], [], D, (longitude, latitude, line) => {
    const found = nearestOnLines(longitude, latitude, line);
    return found === null ? null : pointText(found.point);
  }),
  geo("geo_distance_point_to_line", [N, N, D], [], "real", (longitude, latitude, line) => {
    const found = nearestOnLines(longitude, latitude, line);
    return found === null ? null : found.distance * EARTH_RADIUS;
  }),
  geo("geo_intersects_2lines", [D, D], [], "bool", (first, second) => {
    const [a, b] = [linesFrom(first), linesFrom(second)];
    if (a === null || b === null) return null;
    const others = arcsOfLines(b);
    return arcsOfLines(a).some((arc) => others.some((other) => areMeeting(arc, other)));
  }),
  geo("geo_intersection_2lines", [D, D], [], D, (first, second) => {
    const [a, b] = [linesFrom(first), linesFrom(second)];
    return a === null || b === null ? null : intersectionOfLines(a, b);
  }),
  geo("geo_union_lines_array", [D], [], D, (array) => {
    const lines = manyLinesFrom(array);
    return lines === null ? null : linesText(unionOfLines(lines).map((line) => line.map(pointPosition)));
  }),
];
