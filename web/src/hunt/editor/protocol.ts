import type { KqlColumn, KqlFunction } from "@mailroom/server/contract";

/** What the language service needs to know of a table. */
export type LanguageTable = { readonly name: string; readonly doc: string; readonly columns: readonly KqlColumn[] };

/** What a query may name. */
export type LanguageSchema = {
  readonly tables: readonly LanguageTable[];
  readonly functions: readonly KqlFunction[];
  readonly watchlists: readonly { readonly alias: string; readonly columns: readonly string[] }[];
  /** Addresses that `externaldata` may name. */
  readonly files: readonly string[];
};

export type Completion = {
  readonly label: string;
  readonly kind: "table" | "column" | "function" | "aggregate" | "operator" | "keyword" | "type" | "variable" | "field" | "other";
  /** Text before and after the cursor once it is taken. */
  readonly before: string;
  readonly after: string;
  /** Place in the service's own order, 0 first; the editor would sort by the alphabet otherwise. */
  readonly rank: number;
  /** Asks for the next completion at once, as after `where `. */
  readonly continues: boolean;
};
export type CompletionList = { readonly start: number; readonly end: number; readonly items: readonly Completion[] };

export type SyntaxClass =
  | "comment"
  | "string"
  | "literal"
  | "type"
  | "table"
  | "column"
  | "function"
  | "variable"
  | "operator"
  | "query-operator"
  | "keyword";
export type SyntaxSpan = { readonly start: number; readonly end: number; readonly as: SyntaxClass };

export type LanguageDiagnostic = {
  readonly severity: "error" | "warning" | "information";
  readonly code: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
};

/** A function under the cursor: each way to call it, the one that fits the arguments so far first. */
export type SignatureHelp = {
  /** Offset of the opening bracket, by which the editor knows that it is still the same call. */
  readonly open: number;
  readonly name: string;
  readonly doc: string;
  readonly signatures: readonly CallSignature[];
};
export type CallSignature = {
  readonly parameters: readonly SignatureParameter[];
  /** Position in `parameters` of the argument that the cursor is in; null when there is none for it. */
  readonly current: number | null;
};
export type SignatureParameter = {
  readonly name: string;
  /** `string`, `number`, `day | hour | …`; empty where anything goes. */
  readonly type: string;
  readonly isOptional: boolean;
  readonly isRepeatable: boolean;
};

/** Paths of the fields inside columns with content of their own, by the column's name. */
export type FieldPaths = Readonly<Record<string, readonly (readonly string[])[]>>;

/** Questions to the worker and their answers. All texts are whole tabs; all offsets are UTF-16 code units into them. */
export type LanguageCalls = {
  schema: { question: LanguageSchema; answer: true };
  learn: { question: { readonly fields: FieldPaths }; answer: true };
  complete: { question: { readonly text: string; readonly offset: number }; answer: CompletionList | null };
  check: {
    question: { readonly text: string };
    answer: { readonly diagnostics: readonly LanguageDiagnostic[]; readonly spans: readonly SyntaxSpan[] };
  };
  hover: {
    question: { readonly text: string; readonly offset: number };
    answer: { readonly start: number; readonly end: number; readonly text: string } | null;
  };
  signature: { question: { readonly text: string; readonly offset: number }; answer: SignatureHelp | null };
  format: {
    question: { readonly text: string; readonly offset: number };
    answer: { readonly start: number; readonly end: number; readonly text: string } | null;
  };
};
export type CallName = keyof LanguageCalls;

/** One message each way. `superseded`: a later question of the same name made this one pointless. */
export type LanguageRequest = {
  [Name in CallName]: { readonly id: number; readonly name: Name; readonly question: LanguageCalls[Name]["question"] };
}[CallName];
export type LanguageReply =
  | { readonly id: number; readonly outcome: "answered"; readonly answer: LanguageCalls[CallName]["answer"] }
  | { readonly id: number; readonly outcome: "superseded" }
  | { readonly id: number; readonly outcome: "failed"; readonly message: string };
