import "./bridge-global.ts";
import "@kusto/language-service-next/bridge.min.js";
import "@kusto/language-service-next/Kusto.Language.Bridge.min.js";

/** A .NET list; only `listOf` looks inside. */
export type VendorList<T> = { readonly __item?: T };
type Symbolic = { readonly Name: string };

export type VendorParameter = {
  readonly Name: string;
  readonly IsOptional: boolean;
  readonly IsRepeatable: boolean;
  readonly TypeKind: number;
  readonly DeclaredTypes: VendorList<Symbolic>;
  /** The words that the parameter takes, where it takes only some; .NET objects. */
  readonly Values: VendorList<unknown>;
};
export type VendorSignature = { readonly Parameters: VendorList<VendorParameter> };
/** A node of the syntax tree, with those members that only some kinds of node have. */
export type VendorNode = {
  readonly Kind: number;
  readonly TextStart: number;
  readonly End: number;
  readonly Parent: VendorNode | null;
  readonly ReferencedSymbol: VendorSymbol | null;
  readonly ReferencedSignature?: VendorSignature | null;
  readonly ArgumentList?: VendorNode;
  readonly Expression?: VendorNode;
  readonly Selector?: VendorNode;
  readonly LiteralValue?: unknown;
  readonly SimpleName?: string;
  GetChild(index: number): VendorNode | null;
};
/** Columns have a `Source`, the expression that made them; functions have `Signatures`. */
export type VendorSymbol = Symbolic & {
  readonly Description?: string | null;
  readonly Source?: VendorNode | null;
  readonly OriginalColumns?: VendorList<VendorSymbol>;
  readonly Signatures?: VendorList<VendorSignature>;
};
type VendorCode = { readonly Syntax: { GetTokenAt(position: number): VendorNode | null } };

export type VendorCompletion = {
  readonly Kind: number;
  readonly DisplayText: string;
  readonly MatchText: string | null;
  readonly OrderText: string | null;
  readonly BeforeText: string | null;
  readonly AfterText: string | null;
  readonly Retrigger: boolean;
};
export type VendorDiagnostic = {
  readonly Code: string;
  readonly Severity: string;
  readonly Message: string;
  readonly HasLocation: boolean;
  readonly Start: number;
  readonly End: number;
};
export type VendorService = {
  GetCompletionItems(position: number): {
    readonly Items: VendorList<VendorCompletion>;
    readonly EditStart: number;
    readonly EditLength: number;
  };
  GetDiagnostics(): VendorList<VendorDiagnostic>;
  GetClassifications(
    start: number,
    length: number,
  ): { readonly Classifications: VendorList<{ readonly Kind: number; readonly Start: number; readonly Length: number }> };
  GetQuickInfo(position: number): { readonly Items: VendorList<{ readonly Kind: number; readonly Text: string | null }> } | null;
  GetElement(position: number): { readonly Start: number; readonly Length: number };
  GetFormattedText(): { readonly Text: string };
};
type VendorType = { readonly IsError: boolean };
/** A function of the exercise; `GetReturnType` analyses its body. */
export type VendorFunction = VendorSymbol & { GetReturnType(globals: VendorGlobals): VendorType | null };
export type VendorGlobals = { WithDatabase(database: Symbolic): VendorGlobals };

type Named<T> = Readonly<Record<string, T>>;
type VendorNamespace = {
  readonly GlobalState: { readonly Default: VendorGlobals };
  readonly KustoCode: { ParseAndAnalyze(text: string, globals: VendorGlobals): VendorCode };
  readonly KustoFacts: { BracketNameIfNecessary(name: string): string };
  readonly Symbols: {
    readonly ParameterTypeKind: Named<number>;
    readonly ScalarTypes: { GetSymbol(name: string): Symbolic };
    readonly ColumnSymbol: { readonly ctor: new (name: string, type: Symbolic, description: string) => Symbolic };
    readonly TableSymbol: {
      readonly $ctor6: new (
        name: string,
        columns: readonly Symbolic[],
        description: string,
      ) => Symbolic & { WithIsOpen(isOpen: boolean): Symbolic };
    };
    readonly FunctionSymbol: {
      readonly $ctor5: new (name: string, returns: Symbolic, parameters: readonly Symbolic[]) => Symbolic;
      readonly $ctor6: new (
        name: string,
        returns: VendorType,
        parameters: VendorList<VendorParameter> | null,
        description: string,
      ) => VendorFunction;
      readonly $ctor16: new (name: string, parameters: string, body: string, description: string) => VendorFunction;
    };
    readonly ArgumentKind: Named<number>;
    readonly Parameter: {
      readonly $ctor3: new (
        name: string,
        type: Symbolic,
        kind: number | undefined,
        values: unknown,
        examples: unknown,
        isCaseSensitive: boolean,
        defaultValueIndicator: null,
        minOccurring: number,
        maxOccurring: number,
        defaultValue: null,
        description: string,
      ) => Symbolic;
    };
    readonly DatabaseSymbol: { readonly ctor: new (name: string, members: readonly Symbolic[]) => Symbolic };
  };
  readonly Syntax: { readonly SyntaxKind: Named<number> };
  readonly Editor: {
    readonly KustoCodeService: { readonly $ctor1: new (text: string, globals: VendorGlobals) => VendorService };
    readonly ClassificationKind: Named<number>;
    readonly CompletionKind: Named<number>;
    readonly QuickInfoKind: Named<number>;
  };
};
type BridgeRuntime = { toArray(list: unknown): unknown[] };

const loaded = globalThis as unknown as { readonly Kusto: { readonly Language: VendorNamespace }; readonly Bridge: BridgeRuntime };

/** The part of Microsoft's language service that the editor uses, with the shapes it was seen to have in 12.4.1. */
export const kusto: VendorNamespace = loaded.Kusto.Language;

export function listOf<T>(list: VendorList<T> | null | undefined): T[] {
  return list === null || list === undefined ? [] : (loaded.Bridge.toArray(list) as T[]);
}
