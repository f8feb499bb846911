import type { SessionValue } from "../../session/session-function.ts";
import { splitArray } from "../../values/json-text.ts";
import { asText } from "../script/script.ts";
import { readPolygons, type Area, type Part } from "./area.ts";
import { all, readLines } from "./geojson.ts";
import { union, unionOfLines } from "./overlay.ts";
import { remembering } from "./remember.ts";
import type { Vector } from "./vector.ts";

type Lines = readonly (readonly Vector[])[];
type Argument = SessionValue | undefined;

/** Several polygons count as their union, several lines as theirs. */
const areaOfText = remembering((text): Area | null => {
  const parts = readPolygons(text);
  return parts === null ? null : parts.length === 1 ? parts : union(parts);
});
const linesOfText = remembering((text): Lines | null => {
  const lines = readLines(text);
  return lines === null ? null : lines.length === 1 ? lines : unionOfLines(lines);
});

export const areaFrom = (value: Argument): Area | null => areaOfText(asText(value));
export const linesFrom = (value: Argument): Lines | null => linesOfText(asText(value));

/** A single LineString; null for several. */
export function lineFrom(value: Argument): readonly Vector[] | null {
  const lines = readLines(asText(value));
  return lines?.length === 1 ? (lines[0] ?? null) : null;
}

function members<Item>(value: Argument, read: (text: string) => Item[] | null): Item[] | null {
  const texts = splitArray(asText(value));
  return texts.length === 0 ? null : (all(texts, read)?.flat() ?? null);
}

/** All polygons of an array of GeoJSON shapes; null when one is invalid or there are none. */
export const polygonsFrom = (value: Argument): Part[] | null => members(value, readPolygons);
export const manyLinesFrom = (value: Argument): Vector[][] | null => members(value, readLines);
