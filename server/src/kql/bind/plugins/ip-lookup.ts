import { refuse } from "../../diagnostics/catalogue.ts";
import { convert } from "../../functions/convert.ts";
import { at } from "../../functions/definition.ts";
import type { Column } from "../../plan/column.ts";
import { call, columnRef, type Expr } from "../../plan/expr.ts";
import type { Item, Rel } from "../../plan/rel.ts";
import { sql } from "../../sql/fragment.ts";
import { NamePool } from "../result-names.ts";
import { findColumn } from "../scope.ts";
import { Arguments } from "./arguments.ts";
import type { Plugin, PluginCall } from "./plugin.ts";
import { computed } from "./rels.ts";

interface Ranged {
  readonly rel: Rel;
  readonly low: Column;
  readonly high: Column;
}

/** The table with the first and last address of each row's network; null where the text is no address. */
function ranged(input: Rel, key: Column, onlyV4: boolean, { binder }: PluginCall): Ranged {
  const { ids } = binder.context;
  const bound = (name: "js_ip_low" | "js_ip_high"): Item => ({
    column: ids.create(`.${name}`, "string"),
    value: call(name, "string", [convert(columnRef(key), "string")], (a) =>
      name === "js_ip_low"
        ? sql`js_ip_low(${at(a, 0)}, ${onlyV4 ? sql`TRUE` : sql`FALSE`})`
        : sql`js_ip_high(${at(a, 0)}, ${onlyV4 ? sql`TRUE` : sql`FALSE`})`,
    ),
  });
  const [low, high] = [bound("js_ip_low"), bound("js_ip_high")];
  return { rel: computed(input, [low, high], input.columns), low: low.column, high: high.column };
}

/** Two networks meet exactly when one contains the other. */
function meets(a: Ranged, b: Ranged): Expr {
  const columns = [a.low, b.high, b.low, a.high].map(columnRef);
  return call("meets", "bool", columns, (v) => sql`${at(v, 0)} <= ${at(v, 1)} AND ${at(v, 2)} <= ${at(v, 3)}`);
}

function lookedUp(plugin: PluginCall, onlyV4: boolean, isLookupFirst: boolean): Rel {
  const { binder, env, input } = plugin;
  const given = new Arguments(plugin, ["LookupTable", "SourceIPKey|SourceIPv4Key|SourceIPv6Key", "LookupKey|IPv4LookupKey|IPv6LookupKey"]);
  const table = binder.table(given.need("LookupTable"), env);
  const source = given.column("SourceIPKey");
  const keyNode = given.need("LookupKey");
  const key = keyNode.kind === "name" ? findColumn(table, keyNode.name) : null;
  if (key === null)
    throw refuse("kql/wrong-arguments", keyNode.span, { what: `\`${plugin.name}\``, expected: "a column of its lookup table here" });
  const { extra, keepsUnmatched } = options(given, plugin, table);
  const [left, right] = [ranged(input, source, onlyV4, plugin), ranged(table, key, onlyV4, plugin)];
  const dropped = new Set(extra.map((pair) => pair.right.id));
  const rightColumns = table.columns.filter((column) => !dropped.has(column.id));
  const padded = keepsUnmatched ? rightColumns.map((from) => ({ from, to: binder.context.ids.create(from.name, from.type) })) : [];
  const shown = keepsUnmatched ? padded.map((pair) => pair.to) : rightColumns;
  const [first, second] = isLookupFirst ? [shown, input.columns] : [input.columns, shown];
  const names = new NamePool(first.map((column) => column.name));
  return {
    kind: "join",
    joinKind: keepsUnmatched ? "leftouter" : "inner",
    left: left.rel,
    right: right.rel,
    keys: extra.map((pair) => ({ left: columnRef(pair.left), right: columnRef(pair.right) })),
    condition: meets(left, right),
    isLeftUnique: false,
    padded,
    columns: [...first, ...second.map((column) => ({ ...column, name: names.take(column.name) }))],
    itemId: input.itemId,
    ordering: [],
  };
}

interface Options {
  readonly extra: readonly { readonly left: Column; readonly right: Column }[];
  readonly keepsUnmatched: boolean;
}

/** Columns that must be equal too, and at the end whether rows without a match stay. */
function options(given: Arguments, plugin: PluginCall, table: Rel): Options {
  let keepsUnmatched = false;
  const extra: Options["extra"][number][] = [];
  for (const node of given.rest) {
    if (node.kind === "named" || (node.kind === "literal" && node.type === "bool")) {
      const isKnown = node.kind === "literal" || node.names[0]?.name === "return_unmatched";
      const value = given.value(node);
      if (!isKnown || value.kind !== "literal")
        throw refuse("kql/wrong-arguments", node.span, { what: `\`${plugin.name}\``, expected: "`return_unmatched = true` or `false`" });
      keepsUnmatched = value.value === true;
      continue;
    }
    const left = given.columnOf(node);
    const right = findColumn(table, left.name);
    if (right === null) throw refuse("kql/unknown-column", node.span, { name: left.name, nearest: null });
    extra.push({ left, right: right });
  }
  return { extra, keepsUnmatched };
}

/** `ipv4_lookup`: rows joined with the networks that their address lies in. */
export const IPV4_LOOKUP: Plugin = { name: "ipv4_lookup", bind: (plugin) => lookedUp(plugin, true, false) };

/** `ipv6_lookup`: the same for IPv6; Kusto puts the lookup table's columns first here. */
export const IPV6_LOOKUP: Plugin = { name: "ipv6_lookup", bind: (plugin) => lookedUp(plugin, false, true) };
