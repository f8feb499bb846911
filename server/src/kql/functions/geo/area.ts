import { all, isList, readGeometry, readPosition, type Position } from "./geojson.ts";
import { closed, polygonsText } from "./geojson.ts";
import { pointAt } from "./earth.ts";
import { inverted, isBorder, mayMeet, ring, ringArcs, ringArea, ringContains, smaller, vertexOf, type Ring } from "./ring.ts";
import { crossing } from "./orientation.ts";
import { add, isSame, normalize, type Vector } from "./vector.ts";

/** A shell with its holes. Every border has the area on its left, so holes run clockwise. */
export interface Part {
  readonly shell: Ring;
  readonly holes: readonly Ring[];
}

/** An area of the sphere: parts that do not overlap, in the order in which they are printed. */
export type Area = readonly Part[];

export const ringsOf = (area: Area): Ring[] => area.flatMap((part) => [part.shell, ...part.holes]);
export const arcsOf = (area: Area): (readonly [Vector, Vector])[] => ringsOf(area).flatMap((of) => ringArcs(of.vertices));

/** Whether a point is inside; of points on a border, those of one side only. */
export const areaContains = (area: Area, point: Vector): boolean =>
  area.some((part) => ringContains(part.shell, point) && part.holes.every((hole) => ringContains(hole, point)));

/** Whether all of `inner` lies inside of `outer`; their borders may touch but not cross. */
export function encloses(outer: Ring, inner: Ring): boolean {
  const free = inner.vertices.find((vertex) => !outer.vertices.some((other) => isSame(other, vertex)));
  return ringContains(outer, free ?? normalize(add(vertexOf(inner.vertices, 0), vertexOf(inner.vertices, 1))));
}

/** Builds the area of counterclockwise shells and clockwise holes, each hole with the smallest shell around it. */
export function areaOf(rings: readonly Ring[]): Area {
  const shells = rings.filter((of) => ringArea(of) <= 2 * Math.PI + 1e-14);
  const holes = rings.filter((of) => !shells.includes(of));
  const around = (hole: Ring): Ring | undefined => {
    const filled = inverted(hole);
    const candidates = shells.filter((shell) => encloses(shell, filled));
    return candidates.toSorted((a, b) => ringArea(a) - ringArea(b))[0];
  };
  const owners = holes.map(around);
  return shells.map((shell) => ({ shell, holes: holes.filter((_, index) => owners[index] === shell) }));
}

function readRing(value: Parameters<typeof readPosition>[0]): Ring | null {
  const positions = isList(value) ? all(value, readPosition) : null;
  const [first, last] = [positions?.[0], positions?.at(-1)];
  if (positions === null || first === undefined || last === undefined || positions.length < 4) return null;
  if (first[0] !== last[0] || first[1] !== last[1]) return null;
  const vertices = positions.slice(0, -1).map(([longitude, latitude]) => pointAt(longitude, latitude));
  return isBorder(vertices) ? smaller(ring(vertices)) : null;
}

const areCrossing = (a: Ring, b: Ring): boolean =>
  ringArcs(a.vertices).some(([p, q]) =>
    ringArcs(b.vertices).some(([r, s]) => mayMeet(p, q, r, s) && (crossing(p, q, r, s) > 0 || isShared(p, q, r, s))),
  );

const isShared = (p: Vector, q: Vector, r: Vector, s: Vector): boolean => (isSame(p, r) && isSame(q, s)) || (isSame(p, s) && isSame(q, r));

function readPart(value: Parameters<typeof readPosition>[0]): Part | null {
  const rings = isList(value) ? all(value, readRing) : null;
  const [shell, ...holes] = rings ?? [];
  if (shell === undefined) return null;
  const isClean = holes.every(
    (hole, index) => encloses(shell, hole) && [shell, ...holes.slice(0, index)].every((other) => !areCrossing(hole, other)),
  );
  return isClean ? { shell, holes: holes.map(inverted) } : null;
}

/** The polygons of a GeoJSON Polygon or MultiPolygon as written: they may overlap. Null when one is invalid. */
export function readPolygons(text: string): Part[] | null {
  const geometry = readGeometry(text);
  if (geometry?.type === "Polygon") {
    const part = readPart(geometry.coordinates);
    return part === null ? null : [part];
  }
  if (geometry?.type !== "MultiPolygon" || !isList(geometry.coordinates) || geometry.coordinates.length === 0) return null;
  return all(geometry.coordinates, readPart);
}

const partPositions = (part: Part): Position[][] => [closed(part.shell.vertices), ...part.holes.map((hole) => closed(hole.vertices))];

export const areaText = (area: Area): string => polygonsText(area.map(partPositions));
/** The GeoJSON of each part by itself. */
export const partTexts = (area: Area): string[] => area.map((part) => polygonsText([partPositions(part)]));
