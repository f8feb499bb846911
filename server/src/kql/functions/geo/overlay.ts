import { areaContains, areaOf, arcsOf, type Area, type Part } from "./area.ts";
import { lineArcs, middleOfArc, type Arc } from "./arc.ts";
import { closedChains, openChains } from "./assemble.ts";
import { areaText, partTexts } from "./area.ts";
import { collectionText, linesText, pointPosition, pointText } from "./geojson.ts";
import { cutAtEachOther, hasArc, pointKey, reversed, type Piece } from "./pieces.ts";
import { ring } from "./ring.ts";
import { isSame, type Vector } from "./vector.ts";

/** Pieces of the borders of two areas that border their union or their intersection. */
function border([ones, others]: readonly [Piece[], Piece[]], a: Area, b: Area, isUnion: boolean): Piece[] {
  const isKept = (piece: Piece, other: Area): boolean => areaContains(other, middleOfArc(piece.arc)) !== isUnion;
  const own = ones.filter((piece) => hasArc(others, piece.arc) || (!hasArc(others, reversed(piece.arc)) && isKept(piece, b)));
  const theirs = others.filter((piece) => !hasArc(ones, piece.arc) && !hasArc(ones, reversed(piece.arc)) && isKept(piece, a));
  return [...own, ...theirs];
}

const areaWithin = (pieces: readonly Piece[]): Area => areaOf(closedChains(pieces).map((vertices) => ring(vertices)));

function united(a: Area, b: Area): Area {
  return areaWithin(border(cutAtEachOther(arcsOf(a), arcsOf(b)), a, b, true));
}

const size = (area: Area): number => new Set(arcsOf(area).map(([start]) => pointKey(start))).size;

/** The union of polygons: the two with the fewest vertices first, again and again, as S2 does. */
export function union(polygons: readonly Part[]): Area {
  const queue: Area[] = polygons.map((part) => [part]).toSorted((p, q) => size(p) - size(q));
  for (;;) {
    const [first, second] = [queue.shift(), queue.shift()];
    if (first === undefined) return [];
    if (second === undefined) return first;
    const made = united(first, second);
    const place = queue.findIndex((other) => size(other) > size(made));
    queue.splice(place < 0 ? queue.length : place, 0, made);
  }
}

const distinct = (points: readonly Vector[]): Vector[] => [...new Map(points.map((point) => [pointKey(point), point])).values()];
const isEndOf = (pieces: readonly Piece[], point: Vector): boolean => pieces.some((piece) => piece.arc.some((end) => isSame(end, point)));

/** Points, lines and an area as one GeoJSON geometry: itself when it is alone, else a collection, the points first. */
function geometryText(points: readonly Vector[], lines: readonly (readonly Vector[])[], area: Area): string {
  const lineTexts = lines.map((line) => linesText([line.map(pointPosition)]));
  if (points.length + lines.length === 0) return areaText(area);
  if (points.length + area.length === 0) return linesText(lines.map((line) => line.map(pointPosition)));
  const texts = [...points.map(pointText), ...lineTexts, ...partTexts(area)];
  return texts.length === 1 ? (texts[0] ?? "") : collectionText(texts);
}

/** The intersection of two areas, with the lines and points in which they only touch. */
export function intersectionOfAreas(a: Area, b: Area): string {
  const cut = cutAtEachOther(arcsOf(a), arcsOf(b));
  const kept = border(cut, a, b, false);
  const touching = cut[0].filter((piece) => hasArc(cut[1], reversed(piece.arc)));
  const shared = distinct(cut[0].map((piece) => piece.arc[0])).filter((point) => isEndOf(cut[1], point));
  const points = shared.filter((point) => !isEndOf(kept, point) && !isEndOf(touching, point));
  return geometryText(points, openChains(touching), areaWithin(kept));
}

const arcsOfLines = (lines: readonly (readonly Vector[])[]): Arc[] => lines.flatMap(lineArcs);

/** The parts of lines that lie in an area or on its border, and the points in which they only touch it. */
export function intersectionOfLinesWithArea(lines: readonly (readonly Vector[])[], area: Area): string {
  const cut = cutAtEachOther(arcsOfLines(lines), arcsOf(area));
  const isOnBorder = (arc: Arc): boolean => hasArc(cut[1], arc) || hasArc(cut[1], reversed(arc));
  const kept = cut[0].filter((piece) => isOnBorder(piece.arc) || areaContains(area, middleOfArc(piece.arc)));
  const touched = distinct(cut[0].flatMap((piece) => piece.arc)).filter((point) => isEndOf(cut[1], point));
  return geometryText(
    touched.filter((point) => !isEndOf(kept, point)),
    openChains(kept),
    [],
  );
}

/** What two sets of lines share: stretches, and points where they only meet. */
export function intersectionOfLines(a: readonly (readonly Vector[])[], b: readonly (readonly Vector[])[]): string {
  const cut = cutAtEachOther(arcsOfLines(a), arcsOfLines(b));
  const kept = cut[0].filter((piece) => hasArc(cut[1], piece.arc) || hasArc(cut[1], reversed(piece.arc)));
  const shared = distinct(cut[0].flatMap((piece) => piece.arc)).filter((point) => isEndOf(cut[1], point));
  return geometryText(
    shared.filter((point) => !isEndOf(kept, point)),
    openChains(kept),
    [],
  );
}

/** All arcs of lines once, joined into the longest lines that do not branch. */
export function unionOfLines(lines: readonly (readonly Vector[])[]): (readonly Vector[])[] {
  const pieces: Piece[] = [];
  for (const [source, arc] of arcsOfLines(lines).entries())
    if (!hasArc(pieces, arc) && !hasArc(pieces, reversed(arc))) pieces.push({ arc, source });
  return openChains(pieces);
}
