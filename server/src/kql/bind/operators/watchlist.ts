import type { KqlType } from "../../../../contract/index.ts";
import { sha256 } from "../../../base/sha256.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import type { Watchlist } from "../../engine.ts";
import type { Column } from "../../plan/column.ts";
import { constantText, literalExpr } from "../../plan/expr.ts";
import type { Rel } from "../../plan/rel.ts";
import type { ExpressionOf } from "../../syntax/nodes.ts";
import { parseDelimited } from "../../values/delimited-text.ts";
import type { Binder, Environment } from "../scope.ts";

/** Every cell becomes a literal of the statement. */
const CELLS_MAX = 200_000;

const recordsOf = new WeakMap<Watchlist, readonly (readonly string[])[]>();

/** The lines of the list, the one with the names first; lists are read once. */
function linesOf(list: Watchlist): readonly (readonly string[])[] {
  const lines = recordsOf.get(list) ?? parseDelimited(list.csv, ",");
  recordsOf.set(list, lines);
  return lines;
}

/** The same item has the same identity in every query. */
function itemIdOf({ alias }: Watchlist, index: number): string {
  const digits = sha256(`watchlist/${alias}/${index}`);
  return [0, 8, 12, 16, 20].map((from, part, all) => digits.slice(from, all[part + 1] ?? 32)).join("-");
}

const ownColumns = ({ context: { ids } }: Binder): readonly Column[] => [
  ids.create("_DTItemId", "string"),
  ids.create("LastUpdatedTimeUTC", "datetime"),
  ids.create("SearchKey", "string"),
];

const noRows = (columns: readonly Column[]): Rel => ({
  kind: "rows",
  rows: [],
  ordinal: null,
  all: columns,
  columns,
  itemId: null,
  ordering: [],
});

/** A list that nobody has: its columns are asked for as if data could tell them. */
function assumedList({ span }: ExpressionOf<"call">, binder: Binder): Rel {
  const { ids } = binder.context;
  const asked = noRows([ids.create(".name", "string"), ids.create(".type", "string")]);
  const known = binder.context.rowsOf(asked, { operator: "_GetWatchlist", start: span.start, prefix: "" });
  const found = known.flatMap(([name, type]) => (typeof name === "string" ? [ids.create(name, (type ?? "string") as KqlType)] : []));
  return noRows([...ownColumns(binder), ...found]);
}

/**
 * `_GetWatchlist('alias')`: the list's own columns as text, in front of them what Microsoft Sentinel adds to every list:
 * identity, last update, and `SearchKey`.
 */
export function bindWatchlist(node: ExpressionOf<"call">, env: Environment, binder: Binder): Rel {
  const [first, ...others] = node.args;
  if (first === undefined || others.length > 0)
    throw refuse("kql/wrong-arguments", node.span, { what: "`_GetWatchlist`", expected: "the alias of one watchlist" });
  const alias = constantText(binder.scalar(first.kind === "named" ? first.value : first, { row: null, env }));
  if (alias === null) throw refuse("kql/not-constant", first.span, { what: "The alias in `_GetWatchlist`" });
  const { ids, watchlists } = binder.context;
  if (watchlists === "any") return assumedList(node, binder);
  const list = watchlists.find((known) => known.alias === alias);
  if (list === undefined) throw refuse("kql/no-such-watchlist", first.span, { alias, known: watchlists.map((known) => known.alias) });
  const [names = [], ...lines] = linesOf(list);
  if (lines.length * names.length > CELLS_MAX)
    throw refuse("kql/too-complex", node.span, { what: `its watchlist has more than ${CELLS_MAX} cells` });
  const key = names.indexOf(list.searchKey);
  const columns = [...ownColumns(binder), ...names.map((name) => ids.create(name, "string"))];
  const ordinal = ids.create("", "long");
  return {
    kind: "rows",
    rows: lines.map((line, index) => [
      literalExpr("string", itemIdOf(list, index)),
      literalExpr("datetime", list.updatedTicks),
      literalExpr("string", line[key] ?? ""),
      ...names.map((_, position) => literalExpr("string", line[position] ?? "")),
      literalExpr("long", BigInt(index)),
    ]),
    ordinal,
    all: [...columns, ordinal],
    columns,
    itemId: null,
    ordering: [{ column: ordinal, isDescending: false, nulls: "last" }],
  };
}
