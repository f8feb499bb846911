import { shortestText } from "./shortest.ts";
import { isLatitude, latitudeOf, longitudeOf, pointAt } from "./earth.ts";
import { isAntipodal, isSame, type Vector } from "./vector.ts";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

interface Geometry {
  readonly type: string;
  readonly coordinates: Json;
}

/** The geometry of a GeoJSON text; null for anything else. */
export function readGeometry(text: string): Geometry | null {
  try {
    const value = JSON.parse(text) as Json;
    if (typeof value !== "object" || value === null || !("type" in value) || !("coordinates" in value)) return null;
    return typeof value["type"] === "string" ? { type: value["type"], coordinates: value["coordinates"] ?? null } : null;
  } catch {
    return null;
  }
}

export const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** All results, or null as soon as one is null. */
export function all<Item, Result>(items: readonly Item[], read: (item: Item) => Result | null): Result[] | null {
  const results: Result[] = [];
  for (const item of items) {
    const result = read(item);
    if (result === null) return null;
    results.push(result);
  }
  return results;
}

/** Longitude and latitude in degrees. Within a shape Kusto also takes longitudes that go once more around the Earth. */
export type Position = readonly [longitude: number, latitude: number];

export function readPosition(value: Json): Position | null {
  if (!isList(value)) return null;
  const [longitude, latitude] = value;
  if (typeof longitude !== "number" || typeof latitude !== "number") return null;
  return Math.abs(longitude) <= 360 && isLatitude(latitude) ? [longitude, latitude] : null;
}

const PLANAR_LISTS: Readonly<Record<string, number>> = { LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 };

function nested(value: Json, depth: number): Position[][] | null {
  if (!isList(value) || value.length === 0) return null;
  if (depth > 1) return all(value, (item) => nested(item, depth - 1))?.flat() ?? null;
  const chain = all(value, readPosition);
  return chain === null ? null : [chain];
}

/** The chains of positions of a shape of one of the types, as they are written. */
export function readChains(geometry: Geometry, types: readonly string[]): Position[][] | null {
  return types.includes(geometry.type) ? nested(geometry.coordinates, PLANAR_LISTS[geometry.type] ?? 1) : null;
}

/** Lines of a LineString or MultiLineString on the sphere: two points or more, no arc of length zero or half the Earth. */
export function readLines(text: string): Vector[][] | null {
  const geometry = readGeometry(text);
  const chains = geometry === null ? null : readChains(geometry, ["LineString", "MultiLineString"]);
  if (chains === null) return null;
  return all(chains, (chain) => {
    const points = chain.map(([longitude, latitude]) => pointAt(longitude, latitude));
    return points.length >= 2 && points.slice(1).every((point, index) => isArc(points[index] ?? point, point)) ? points : null;
  });
}

const isArc = (a: Vector, b: Vector): boolean => !isSame(a, b) && !isAntipodal(a, b);

const degrees = shortestText;
export const positionText = ([longitude, latitude]: Position): string => `[${degrees(longitude)},${degrees(latitude)}]`;
export const pointPosition = (point: Vector): Position => [longitudeOf(point), latitudeOf(point)];
const listed = (items: readonly string[]): string => `[${items.join(",")}]`;
const shape = (type: string, coordinates: string): string => `{"type":"${type}","coordinates":${coordinates}}`;
const chainText = (chain: readonly Position[]): string => listed(chain.map(positionText));

export const pointText = (point: Vector): string => shape("Point", positionText(pointPosition(point)));
export const lineText = (line: readonly Position[]): string => shape("LineString", chainText(line));
export const ringsText = (rings: readonly (readonly Position[])[]): string => shape("Polygon", listed(rings.map(chainText)));
export const collectionText = (geometries: readonly string[]): string => `{"type":"GeometryCollection","geometries":${listed(geometries)}}`;

/** One line, several, or an empty collection. */
export function linesText(lines: readonly (readonly Position[])[]): string {
  const [first, ...others] = lines;
  if (first === undefined) return collectionText([]);
  return others.length === 0 ? lineText(first) : shape("MultiLineString", listed(lines.map(chainText)));
}

/** One polygon, several, or an empty collection. Each polygon is a shell and its holes. */
export function polygonsText(polygons: readonly (readonly (readonly Position[])[])[]): string {
  const [first, ...others] = polygons;
  if (first === undefined) return collectionText([]);
  return others.length === 0
    ? ringsText(first)
    : shape("MultiPolygon", listed(polygons.map((rings) => listed(rings.map((ring) => chainText(ring))))));
}

/** Positions of a chain that returns to its start. */
export const closed = (vertices: readonly Vector[]): Position[] => [...vertices, ...vertices.slice(0, 1)].map(pointPosition);
