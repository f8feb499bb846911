import type { KqlFunction } from "@mailroom/server/contract";
import type { LanguageSchema, LanguageTable } from "./protocol.ts";
import { kusto, listOf, type VendorFunction, type VendorGlobals } from "./vendor.ts";

const { ArgumentKind, ColumnSymbol, DatabaseSymbol, FunctionSymbol, Parameter, ScalarTypes, TableSymbol } = kusto.Symbols;

/**
 * The exercise as Microsoft's parser knows a database: tables, functions, and the function that reads watchlists. The parser
 * analyses the body of a function anew at every call; what it gives is asked once, when a text first names it, and told from then on.
 */
export class SchemaGlobals {
  readonly #others: readonly { readonly Name: string }[];
  readonly #functions: Map<string, VendorFunction>;
  readonly #unsettled: Set<string>;
  readonly #bodies: VendorGlobals;
  #told: VendorGlobals;

  constructor({ tables, functions, watchlists }: LanguageSchema) {
    this.#others = [...tables.map(tableSymbol), ...watchlistFunction(watchlists)];
    this.#functions = new Map(functions.map((fn) => [fn.name, functionSymbol(fn)]));
    // What takes a table gives what that table has.
    this.#unsettled = new Set(functions.filter(({ parameters }) => !/:\s*\(/.test(parameters)).map(({ name }) => name));
    this.#bodies = this.#globals();
    this.#told = this.#bodies;
  }

  /** What has to be known to analyse this text. */
  for(text: string): VendorGlobals {
    const named = [...this.#unsettled].filter((name) => text.includes(name));
    for (const name of named) this.#settle(name);
    if (named.length > 0) this.#told = this.#globals();
    return this.#told;
  }

  #settle(name: string): void {
    this.#unsettled.delete(name);
    const symbol = this.#functions.get(name);
    const given = symbol?.GetReturnType(this.#bodies) ?? null;
    if (symbol === undefined || given === null || given.IsError) return;
    const parameters = listOf(symbol.Signatures)[0]?.Parameters ?? null;
    this.#functions.set(name, new FunctionSymbol.$ctor6(name, given, parameters, symbol.Description ?? ""));
  }

  #globals(): VendorGlobals {
    return kusto.GlobalState.Default.WithDatabase(new DatabaseSymbol.ctor("mailroom", [...this.#others, ...this.#functions.values()]));
  }
}

function tableSymbol({ name, doc, columns }: LanguageTable) {
  const symbols = columns.map((column) => new ColumnSymbol.ctor(column.name, ScalarTypes.GetSymbol(column.type), column.doc ?? ""));
  return new TableSymbol.$ctor6(name, symbols, doc);
}

function functionSymbol({ name, parameters, body, doc }: KqlFunction): VendorFunction {
  return new FunctionSymbol.$ctor16(name, parameters, body, doc);
}

/** Which list a call reads is known only in the call, so columns of all lists are offered behind it, and any other is let pass. */
function watchlistFunction(watchlists: LanguageSchema["watchlists"]) {
  if (watchlists.length === 0) return [];
  const own = new Set(["SearchKey", ...watchlists.flatMap(({ columns }) => columns)]);
  const columns = [...own].map((name) => new ColumnSymbol.ctor(name, ScalarTypes.GetSymbol("string"), ""));
  const rows = new TableSymbol.$ctor6("", columns, "").WithIsOpen(true);
  const aliases = watchlists.map(({ alias }) => alias);
  const text = ScalarTypes.GetSymbol("string");
  const says = `One of ${aliases.join(", ")}.`;
  const alias = new Parameter.$ctor3("watchlistAlias", text, ArgumentKind["Literal"], aliases, null, true, null, 1, 1, null, says);
  return [new FunctionSymbol.$ctor5("_GetWatchlist", rows, [alias])];
}
