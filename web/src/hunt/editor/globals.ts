import type { LanguageSchema } from "./protocol.ts";
import { kusto, type VendorGlobals } from "./vendor.ts";

/** The exercise as Microsoft's parser knows a database: tables, functions, and the function that reads watchlists. */
export function globalsOf({ tables, functions, watchlists }: LanguageSchema): VendorGlobals {
  const { ColumnSymbol, DatabaseSymbol, FunctionSymbol, ScalarTypes, TableSymbol } = kusto.Symbols;
  const symbols = tables.map(({ name, doc, columns }) => {
    const columnSymbols = columns.map((column) => new ColumnSymbol.ctor(column.name, ScalarTypes.GetSymbol(column.type), column.doc ?? ""));
    return new TableSymbol.$ctor6(name, columnSymbols, doc);
  });
  const named = functions.map(({ name, parameters, body, doc }) => new FunctionSymbol.$ctor16(name, parameters, body, doc));
  return kusto.GlobalState.Default.WithDatabase(
    new DatabaseSymbol.ctor("mailroom", [...symbols, ...named, ...watchlistFunction(watchlists)]),
  );
}

/** Which list a call reads is known only in the call, so columns of all lists are offered behind it, and any other is let pass. */
function watchlistFunction(watchlists: LanguageSchema["watchlists"]) {
  if (watchlists.length === 0) return [];
  const { ArgumentKind, ColumnSymbol, FunctionSymbol, Parameter, ScalarTypes, TableSymbol } = kusto.Symbols;
  const own = new Set(["SearchKey", ...watchlists.flatMap(({ columns }) => columns)]);
  const columns = [...own].map((name) => new ColumnSymbol.ctor(name, ScalarTypes.GetSymbol("string"), ""));
  const rows = new TableSymbol.$ctor6("", columns, "").WithIsOpen(true);
  const aliases = watchlists.map(({ alias }) => alias);
  const text = ScalarTypes.GetSymbol("string");
  const alias = new Parameter.$ctor3(
    "watchlistAlias",
    text,
    ArgumentKind["Literal"],
    aliases,
    null,
    true,
    null,
    1,
    1,
    null,
    `One of ${aliases.join(", ")}.`,
  );
  return [new FunctionSymbol.$ctor5("_GetWatchlist", rows, [alias])];
}
