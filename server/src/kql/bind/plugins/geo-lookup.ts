import type { KqlType } from "../../../../contract/index.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import { scalarFunction } from "../../functions/catalogue.ts";
import { convert } from "../../functions/convert.ts";
import { at } from "../../functions/definition.ts";
import type { Column } from "../../plan/column.ts";
import { call, columnRef, type Expr } from "../../plan/expr.ts";
import type { Rel } from "../../plan/rel.ts";
import { sql } from "../../sql/fragment.ts";
import { NamePool } from "../result-names.ts";
import { findColumn } from "../scope.ts";
import { Arguments } from "./arguments.ts";
import type { Plugin, PluginCall } from "./plugin.ts";

const NUMBERS: ReadonlySet<KqlType> = new Set(["int", "long", "real", "decimal"]);

/** A geospatial function of the language over expressions. */
function geo(name: string, type: KqlType, args: readonly Expr[]): Expr {
  const definition = scalarFunction(name);
  if (definition === null) throw new Error(`no function ${name}`);
  return call(name, type, args, (values) => definition.render(values, args));
}

function degrees(given: Arguments, parameter: string, plugin: PluginCall): Expr {
  const node = given.need(parameter);
  const value = given.value(node);
  if (!NUMBERS.has(value.type))
    throw refuse("kql/wrong-type", node.span, { what: `\`${plugin.name}\``, expected: "a number of degrees", found: `\`${value.type}\`` });
  return convert(value, "real");
}

function shapeOf(given: Arguments, table: Rel, plugin: PluginCall): Column {
  const node = given.need("LookupKey");
  const shape = node.kind === "name" ? findColumn(table, node.name) : null;
  if (shape === null)
    throw refuse("kql/wrong-arguments", node.span, { what: `\`${plugin.name}\``, expected: "a column of its lookup table here" });
  if (shape.type !== "dynamic")
    throw refuse("kql/wrong-type", node.span, { what: `\`${plugin.name}\``, expected: "shapes in GeoJSON", found: `\`${shape.type}\`` });
  return shape;
}

/** Whether a point is near enough: with a radius, by its distance (0 inside of a polygon); without, by lying inside. */
function meets(point: readonly Expr[], shape: Column, radius: Expr | null, isLine: boolean): Expr {
  const args = [...point, columnRef(shape)];
  if (radius === null) return geo("geo_point_in_polygon", "bool", args);
  const distance = geo(isLine ? "geo_distance_point_to_line" : "geo_distance_point_to_polygon", "real", args);
  return call("near", "bool", [distance, radius], (v) => sql`${at(v, 0)} <= ${at(v, 1)}`);
}

const radiusOf = (given: Arguments): Expr => convert(given.constant("radius"), "real");

function lookedUp(plugin: PluginCall, isLine: boolean): Rel {
  const { binder, env, input } = plugin;
  const shapes = isLine ? "LookupLineKey" : "LookupPolygonKey";
  const given = new Arguments(plugin, [
    "LookupTable",
    `LookupKey|${shapes}`,
    "SourceLongitude",
    "SourceLatitude",
    "radius",
    "return_unmatched",
    "lookup_area_radius",
    "return_lookup_key",
  ]);
  given.noRest();
  const table = binder.table(given.need("LookupTable"), env);
  const shape = shapeOf(given, table, plugin);
  const point = [degrees(given, "SourceLongitude", plugin), degrees(given, "SourceLatitude", plugin)];
  const radius = isLine || given.node("radius") !== null ? radiusOf(given) : null;
  const keepsUnmatched = given.flag("return_unmatched", false);
  const shown = given.flag("return_lookup_key", false) ? table.columns : table.columns.filter((column) => column.id !== shape.id);
  const padded = keepsUnmatched ? shown.map((from) => ({ from, to: binder.context.ids.create(from.name, from.type) })) : [];
  const right = keepsUnmatched ? padded.map((pair) => pair.to) : shown;
  const names = new NamePool(input.columns.map((column) => column.name));
  return {
    kind: "join",
    joinKind: keepsUnmatched ? "leftouter" : "inner",
    left: input,
    right: table,
    keys: [],
    condition: meets(point, shape, radius, isLine),
    isLeftUnique: false,
    padded,
    columns: [...input.columns, ...right.map((column) => ({ ...column, name: names.take(column.name) }))],
    itemId: input.itemId,
    ordering: [],
  };
}

/** `geo_polygon_lookup`: rows joined with the polygons that their point lies in, or near. `lookup_area_radius` only speeds Kusto up. */
export const GEO_POLYGON_LOOKUP: Plugin = { name: "geo_polygon_lookup", bind: (plugin) => lookedUp(plugin, false) };

/** `geo_line_lookup`: rows joined with the lines that their point is no further from than a radius in metres. */
export const GEO_LINE_LOOKUP: Plugin = { name: "geo_line_lookup", bind: (plugin) => lookedUp(plugin, true) };
