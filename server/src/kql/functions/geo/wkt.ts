import { asText, type Scripted } from "../script/script.ts";
import { geo } from "./define.ts";
import { collectionText, positionText, type Position } from "./geojson.ts";
import { isLatitude } from "./earth.ts";

const TYPES: Readonly<Record<string, { readonly type: string; readonly depth: number }>> = {
  POINT: { type: "Point", depth: 0 },
  LINESTRING: { type: "LineString", depth: 1 },
  POLYGON: { type: "Polygon", depth: 2 },
  MULTIPOINT: { type: "MultiPoint", depth: 1 },
  MULTILINESTRING: { type: "MultiLineString", depth: 2 },
  MULTIPOLYGON: { type: "MultiPolygon", depth: 3 },
};

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Reads well-known text from its tokens; a null on the way means that it is not well-formed. */
class WktReader {
  private at = 0;
  private readonly tokens: readonly string[];

  constructor(text: string) {
    this.tokens = text.match(/[(),]|[^\s(),]+/g) ?? [];
  }

  get isAtEnd(): boolean {
    return this.at === this.tokens.length;
  }

  /** One geometry as GeoJSON. */
  geometry(): string | null {
    const word = this.next()?.toUpperCase() ?? "";
    if (word === "GEOMETRYCOLLECTION") {
      const members = this.list(() => this.geometry());
      return members === null ? null : collectionText(members);
    }
    const found = TYPES[word];
    if (found === undefined) return null;
    const coordinates =
      found.depth === 0 ? (this.list(() => this.position(), 1)?.[0] ?? null) : this.nested(found.depth, word === "MULTIPOINT");
    return coordinates === null ? null : `{"type":"${found.type}","coordinates":${coordinates}}`;
  }

  private next(): string | undefined {
    const token = this.tokens[this.at];
    if (token !== undefined) this.at += 1;
    return token;
  }

  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at += 1;
    return true;
  }

  private list(item: () => string | null, most = Number.POSITIVE_INFINITY): string[] | null {
    if (!this.take("(")) return null;
    const items: string[] = [];
    do {
      const read = item();
      if (read === null || items.length === most) return null;
      items.push(read);
    } while (this.take(","));
    return this.take(")") ? items : null;
  }

  private nested(depth: number, mayWrap: boolean): string | null {
    const items = this.list(() => (depth > 1 ? this.nested(depth - 1, false) : mayWrap ? this.wrappedPosition() : this.position()));
    return items === null ? null : `[${items.join(",")}]`;
  }

  /** The points of a MULTIPOINT may stand in parentheses of their own. */
  private wrappedPosition(): string | null {
    if (!this.take("(")) return this.position();
    const read = this.position();
    return this.take(")") ? read : null;
  }

  private position(): string | null {
    const [x = "", y = ""] = [this.next(), this.next()];
    if (!NUMBER.test(x) || !NUMBER.test(y)) return null;
    const position: Position = [Number(x), Number(y)];
    return Math.abs(position[0]) <= 180 && isLatitude(position[1]) ? positionText(position) : null;
  }
}

/** Well-known text as GeoJSON; null when it is malformed or of a type that GeoJSON does not have. */
function fromWkt(text: string): string | null {
  const reader = new WktReader(text.trim());
  const made = reader.geometry();
  return reader.isAtEnd ? made : null;
}

export const WKT_SCRIPTS: readonly Scripted[] = [geo("geo_from_wkt", ["string"], [], "dynamic", (text) => fromWkt(asText(text)))];
