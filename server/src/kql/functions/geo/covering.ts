import { s1, s2 } from "s2js";
import { areaContains, type Area } from "./area.ts";
import type { Arc } from "./arc.ts";
import { EARTH_RADIUS } from "./earth.ts";
import { fromS2, toS2 } from "./s2.ts";

/** Tokens that Kusto lists for one shape at most. */
const MAX_CELLS = 65_536;

interface Step {
  readonly cell: s2.Cell;
  /** The arcs that come near this cell. */
  readonly arcs: readonly Arc[];
}

/**
 * Tokens of all cells of one level that come within `radius` metres of arcs, or lie in the area that they border. Null when
 * there are more than Kusto lists.
 */
export function coveringTokens(arcs: readonly Arc[], area: Area, level: number, radius: number): string[] | null {
  const reach = s1.chordangle.fromAngle(radius / EARTH_RADIUS);
  const isNear = (cell: s2.Cell, [a, b]: Arc): boolean => cell.distanceToEdge(toS2(a), toS2(b)) <= reach;
  const waiting: Step[] = [5, 4, 3, 2, 1, 0].map((face) => ({ cell: s2.Cell.fromCellID(s2.cellid.fromFace(face)), arcs }));
  const tokens: string[] = [];
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    const { cell } = step;
    const near = step.arcs.filter((arc) => isNear(cell, arc));
    if (near.length === 0 && !areaContains(area, fromS2(cell.center()))) continue;
    if (cell.level === level) tokens.push(s2.cellid.toToken(cell.id));
    else
      waiting.push(
        ...cell
          .children()
          .map((child) => ({ cell: child, arcs: near }))
          .reverse(),
      );
    if (tokens.length > MAX_CELLS) return null;
  }
  return tokens;
}
