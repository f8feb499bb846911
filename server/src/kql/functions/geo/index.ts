import type { Scripted } from "../script/script.ts";
import { BUFFER_SCRIPTS } from "./buffer.ts";
import { COVERING_SCRIPTS } from "./coverings.ts";
import { DENSIFY_SCRIPTS } from "./densify.ts";
import { GEOHASH_SCRIPTS } from "./geohashes.ts";
import { H3_SCRIPTS } from "./h3-cells.ts";
import { LINE_SCRIPTS } from "./lines.ts";
import { POINT_SCRIPTS } from "./points.ts";
import { POLYGON_SCRIPTS } from "./polygons.ts";
import { S2_SCRIPTS } from "./s2-cells.ts";
import { WKT_SCRIPTS } from "./wkt.ts";

/** The geospatial functions, on a sphere as in Kusto. */
export const GEO_SCRIPTS: readonly Scripted[] = [
  ...POINT_SCRIPTS,
  ...GEOHASH_SCRIPTS,
  ...S2_SCRIPTS,
  ...H3_SCRIPTS,
  ...LINE_SCRIPTS,
  ...POLYGON_SCRIPTS,
  ...DENSIFY_SCRIPTS,
  ...COVERING_SCRIPTS,
  ...BUFFER_SCRIPTS,
  ...WKT_SCRIPTS,
];
