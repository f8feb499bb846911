import type { KqlType } from "../../../../contract/index.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import { convert } from "../../functions/convert.ts";
import { at } from "../../functions/definition.ts";
import type { Column } from "../../plan/column.ts";
import { call, columnRef, type Expr } from "../../plan/expr.ts";
import type { Item, Rel } from "../../plan/rel.ts";
import { sql } from "../../sql/fragment.ts";
import { text } from "../../sql/literal.ts";
import { Arguments } from "./arguments.ts";
import type { Plugin, PluginCall } from "./plugin.ts";
import { aggregated, computed, expanded } from "./rels.ts";

/** A bag that is data, not a record, would make a column per value. */
const SLOTS_MAX = 500;

interface Slot {
  readonly name: string;
  readonly key: string;
  readonly type: KqlType;
}

interface Settings {
  readonly bag: Column;
  readonly prefix: string;
  readonly conflict: string;
  readonly ignored: ReadonlySet<string>;
}

const CONFLICTS: ReadonlySet<string> = new Set(["error", "replace_source", "keep_source"]);

function settingsOf(given: Arguments, plugin: PluginCall): Settings {
  const bag = given.column("Column");
  if (bag.type !== "dynamic")
    throw refuse("kql/wrong-type", given.need("Column").span, {
      what: "`bag_unpack`",
      expected: "a column of type `dynamic`",
      found: `\`${bag.type}\``,
    });
  const conflict = given.text("columnsConflict", "error");
  if (!CONFLICTS.has(conflict))
    throw refuse("kql/wrong-arguments", plugin.span, {
      what: "`columnsConflict`",
      expected: "`error`, `replace_source` or `keep_source`",
    });
  const ignored = given.literal("ignoredProperties")?.value ?? null;
  const names: unknown = ignored === null ? [] : JSON.parse(String(ignored));
  return {
    bag,
    prefix: given.text("OutputColumnPrefix", ""),
    conflict,
    ignored: new Set(Array.isArray(names) ? names.map(String) : []),
  };
}

/** The types that each key has in the data, by key. */
function typesInData(
  { bag, prefix }: Settings,
  { name: operator, span, input, binder }: PluginCall,
): ReadonlyMap<string, ReadonlySet<string>> {
  const { ids } = binder.context;
  const pair = ids.create(".pair", "dynamic");
  const value = call("bag", "dynamic", [columnRef(bag)], (a) => sql`(CASE WHEN json_type(${at(a, 0)}) = 'OBJECT' THEN ${at(a, 0)} END)`);
  const pairs = expanded(input, { value, column: pair, isBagAsPairs: true }, binder);
  const key = call("key", "string", [columnRef(pair)], (a) => sql`coalesce(${at(a, 0)} ->> '$[0]', '')`);
  const type = call(
    "type",
    "string",
    [columnRef(pair)],
    (a) =>
      sql`(CASE json_type(json_extract(${at(a, 0)}, '$[1]')) WHEN 'VARCHAR' THEN 'string' WHEN 'BIGINT' THEN 'long' WHEN 'UBIGINT' THEN 'long' WHEN 'DOUBLE' THEN 'real' WHEN 'BOOLEAN' THEN 'bool' WHEN 'ARRAY' THEN 'dynamic' WHEN 'OBJECT' THEN 'dynamic' ELSE '' END)`,
  );
  const groups = [
    { column: ids.create(".key", "string"), value: key },
    { column: ids.create(".type", "string"), value: type },
  ];
  const found = new Map<string, Set<string>>();
  const opens = { operator, start: span.start, prefix };
  for (const [name, kind] of binder.context.rowsOf(aggregated({ ...pairs, ordering: [] }, groups, []), opens))
    if (name !== null && name !== undefined && kind !== null && kind !== undefined && kind !== "")
      found.set(name, (found.get(name) ?? new Set()).add(kind));
  return found;
}

/** One column per key, by name; a key whose values differ in type stays dynamic. */
function slotsInData(settings: Settings, plugin: PluginCall): Slot[] {
  const types = typesInData(settings, plugin);
  const slots = [...types].flatMap(([key, found]): Slot[] => {
    const [only] = found;
    const type = found.size === 1 && only !== undefined ? (only as KqlType) : "dynamic";
    return settings.ignored.has(key) ? [] : [{ name: settings.prefix + key, key, type }];
  });
  if (slots.length > SLOTS_MAX)
    throw refuse("kql/too-complex", plugin.span, { what: `\`bag_unpack\` would make more than ${SLOTS_MAX} columns` });
  return slots.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function property(bag: Column, { key, type }: Slot): Expr {
  return convert(
    call("property", "dynamic", [columnRef(bag)], (a) => sql`k_property_named(${at(a, 0)}, ${text(key)})`),
    type,
  );
}

/** Columns as the data makes them: the input's without the bag, then one per slot; a slot named like the bag takes its place. */
function fromData(settings: Settings, plugin: PluginCall): Rel {
  const { input, binder, span } = plugin;
  const { bag, conflict } = settings;
  const slots = slotsInData(settings, plugin);
  const items: Item[] = [];
  const made = (slot: Slot): Column => {
    const column = binder.context.ids.create(slot.name, slot.type);
    items.push({ column, value: property(bag, slot) });
    return column;
  };
  const byName = new Map(slots.map((slot) => [slot.name, slot]));
  const columns = input.columns.flatMap((column): Column[] => {
    const slot = byName.get(column.name);
    if (slot === undefined) return column.id === bag.id ? [] : [column];
    byName.delete(column.name);
    if (column.id !== bag.id && conflict === "error") throw refuse("kql/duplicate-column", span, { name: column.name });
    return column.id !== bag.id && conflict === "keep_source" ? [column] : [made(slot)];
  });
  return computed(input, items, [...columns, ...[...byName.values()].map(made)]);
}

/** Columns as the query declares them. */
function fromSchema(settings: Settings, plugin: PluginCall, schema: NonNullable<PluginCall["schema"]>): Rel {
  const { input, binder } = plugin;
  const { bag, prefix, conflict } = settings;
  const source = (name: string): Column | undefined => input.columns.find((column) => column.name === name && column.id !== bag.id);
  const items: Item[] = [];
  const declared = schema.columns.map(({ name, type }): Column => {
    const known = conflict === "replace_source" ? undefined : source(name);
    if (known?.type === type) return known;
    const column = binder.context.ids.create(name, type);
    const key = name.startsWith(prefix) ? name.slice(prefix.length) : name;
    items.push({ column, value: property(bag, { name, key, type }) });
    return column;
  });
  const names = new Set(declared.map((column) => column.name));
  const kept = schema.keepsInput ? input.columns.filter((column) => column.id !== bag.id && !names.has(column.name)) : [];
  return computed(input, items, [...kept, ...declared]);
}

/** `bag_unpack`: the top-level slots of a bag become columns. */
export const BAG_UNPACK: Plugin = {
  name: "bag_unpack",
  bind: (plugin) => {
    const given = new Arguments(plugin, ["Column", "OutputColumnPrefix|columnsPrefix", "columnsConflict", "ignoredProperties"]);
    given.noRest();
    const settings = settingsOf(given, plugin);
    return plugin.schema === null ? fromData(settings, plugin) : fromSchema(settings, plugin, plugin.schema);
  },
};
