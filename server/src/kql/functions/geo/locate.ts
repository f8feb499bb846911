import { lineArcs, nearest, totalLength } from "./arc.ts";
import { angle, type Vector } from "./vector.ts";

/** Which fraction of a line's length lies before the point of it that is nearest to `point`. */
export function alongLine(line: readonly Vector[], point: Vector): number | null {
  const arcs = lineArcs(line);
  const found = nearest(point, arcs);
  const start = arcs[found?.index ?? -1]?.[0];
  if (found === null || start === undefined) return null;
  const before = totalLength(arcs.slice(0, found.index)) + angle(start, found.point);
  return Math.min(1, before / totalLength(arcs));
}
