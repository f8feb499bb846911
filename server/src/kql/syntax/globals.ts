import type { KqlFunction, KqlTable } from "../../../contract/index.ts";
import { FILE_PROFILE_FUNCTION } from "../values/file-profiles.ts";
import { PerSchema, type Vocabulary } from "./per-schema.ts";
import { listOf } from "./vendor.ts";

type Globals = Kusto.Language.GlobalState;
type FunctionSymbol = Kusto.Language.Symbols.FunctionSymbol;

const known = new PerSchema<SchemaGlobals>();

/** What Microsoft's parser has to know to analyse this text: tables, functions, and what the functions that it names give. */
export function globalsFor(text: string, vocabulary: Vocabulary): Globals {
  return known.of(vocabulary, (made) => new SchemaGlobals(made)).for(text);
}

/**
 * The parser analyses the body of a function anew at every call, which costs a tenth of a second for a long one. What a
 * function gives does not depend on the call unless a table is handed in, so that it is asked once, when a text first names
 * the function; from then on the parser is told.
 */
class SchemaGlobals {
  readonly #tables: readonly Kusto.Language.Symbols.TableSymbol[];
  readonly #symbols: Map<string, FunctionSymbol>;
  readonly #unsettled: Set<string>;
  /** With every function by its body: what settles one. */
  readonly #bodies: Globals;
  #told: Globals;

  constructor({ tables, functions }: Vocabulary) {
    this.#tables = tables.map(tableSymbol);
    this.#symbols = new Map((functions ?? []).map((fn) => [fn.name, functionSymbol(fn)]));
    if (functions !== undefined)
      for (const symbol of [watchlistSymbol(), functionSymbol(FILE_PROFILE_FUNCTION)]) this.#symbols.set(symbol.Name ?? "", symbol);
    this.#unsettled = new Set((functions ?? []).filter(({ parameters }) => !TAKES_TABLE.test(parameters)).map(({ name }) => name));
    this.#bodies = this.#globals();
    this.#told = this.#bodies;
  }

  for(text: string): Globals {
    const named = this.#unsettled.size === 0 ? [] : [...this.#unsettled].filter((name) => text.includes(name));
    for (const name of named) this.#settle(name);
    if (named.length > 0) this.#told = this.#globals();
    return this.#told;
  }

  #settle(name: string): void {
    this.#unsettled.delete(name);
    const symbol = this.#symbols.get(name);
    const given = symbol?.GetReturnType(this.#bodies) ?? null;
    if (symbol === undefined || given === null || given.IsError) return;
    const { FunctionSymbol } = Kusto.Language.Symbols;
    const [signature] = listOf(symbol.Signatures);
    this.#symbols.set(name, new FunctionSymbol.$ctor6(name, given, signature?.Parameters ?? null, symbol.Description));
  }

  #globals(): Globals {
    const database = new Kusto.Language.Symbols.DatabaseSymbol.$ctor2("lab", "", [...this.#tables, ...this.#symbols.values()]);
    const globals = Kusto.Language.GlobalState.Default?.WithDatabase(database);
    if (globals === null || globals === undefined) throw new Error("the parser has no default state");
    return globals;
  }
}

const WATCHLIST = "_GetWatchlist";
/** `T: (*)` or `T: (a: long)` among the parameters. */
const TAKES_TABLE = /:\s*\(/;

function tableSymbol(table: KqlTable): Kusto.Language.Symbols.TableSymbol {
  const { TableSymbol, ColumnSymbol, ScalarTypes } = Kusto.Language.Symbols;
  const columns = table.columns.map(
    (column) => new ColumnSymbol(column.name, ScalarTypes.GetSymbol(column.type), column.doc ?? null, null, null, null),
  );
  return new TableSymbol.$ctor4(table.name, columns);
}

function functionSymbol({ name, parameters, body, doc }: KqlFunction): FunctionSymbol {
  return new Kusto.Language.Symbols.FunctionSymbol.$ctor16(name, parameters, body, doc);
}

/** Its other columns are those of the list that the call names, so any may be read. */
function watchlistSymbol(): FunctionSymbol {
  const { FunctionSymbol, Parameter, ScalarTypes, TableSymbol } = Kusto.Language.Symbols;
  const rows = TableSymbol.From("(_DTItemId:string, LastUpdatedTimeUTC:datetime, SearchKey:string)")?.WithIsOpen(true) ?? null;
  return new FunctionSymbol.$ctor5(WATCHLIST, rows, [new Parameter.$ctor2("watchlistAlias", ScalarTypes.GetSymbol("string"))]);
}
