import { latitudeOf, longitudeOf, pointAt } from "./earth.ts";
import { pointPosition, type Position } from "./geojson.ts";
import { cross, dot, normal, normalize, scale, type Vector } from "./vector.ts";

/** Just short of the antimeridian, where Kusto ends and begins a line that crosses it. */
const EDGE = 179.999_999_999_999;

/** Where an arc meets a meridian: the crossing of two great circles, on the side of that meridian. */
function atMeridian(a: Vector, b: Vector, longitude: number): Position {
  const found = normalize(cross(normalize(normal(a, b)), normalize(cross(pointAt(longitude, 0), { x: 0, y: 0, z: 1 }))));
  const isHere = dot(found, pointAt(longitude, 0)) > 0;
  return [longitude, latitudeOf(isHere ? found : scale(found, -1))];
}

/** A line as lines of which none crosses the antimeridian. */
export function cutAtAntimeridian(points: readonly Vector[]): Position[][] {
  const lines: Position[][] = [[]];
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    if (before !== undefined && Math.abs(longitudeOf(before) - longitudeOf(point)) > 180) {
      const side = longitudeOf(before) < 0 ? -1 : 1;
      lines.at(-1)?.push(atMeridian(before, point, side * EDGE));
      lines.push([atMeridian(before, point, -side * EDGE)]);
    }
    lines.at(-1)?.push(pointPosition(point));
  }
  return lines;
}
