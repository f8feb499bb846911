import type { KqlType } from "../../../contract/index.ts";

/** Where a node stands in the query text, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a literal token says; `value` is already decoded. Datetimes and timespans are ticks; null is a typed null. */
export type LiteralValue = string | number | bigint | boolean | null;

export type Expression =
  | { readonly kind: "name"; readonly name: string; readonly span: Span }
  | { readonly kind: "wildcard"; readonly pattern: string; readonly span: Span }
  | { readonly kind: "star"; readonly span: Span }
  | {
      readonly kind: "literal";
      readonly type: KqlType;
      readonly value: LiteralValue;
      /** The text of a literal that reads as null although it says something else: `datetime(2021-13-01)`. */
      readonly unreadable?: string;
      /** A dynamic value with a moment, a duration or a guid in it. */
      readonly holdsTyped?: true;
      readonly span: Span;
    }
  | { readonly kind: "typeof"; readonly types: readonly KqlType[]; readonly span: Span }
  | { readonly kind: "path"; readonly target: Expression; readonly member: string; readonly span: Span }
  | { readonly kind: "element"; readonly target: Expression; readonly selector: Expression; readonly span: Span }
  | { readonly kind: "call"; readonly name: string; readonly nameSpan: Span; readonly args: readonly Expression[]; readonly span: Span }
  | { readonly kind: "unary"; readonly operator: "+" | "-"; readonly operand: Expression; readonly span: Span }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Expression; readonly right: Expression; readonly span: Span }
  /** `in`, `in~`, `has_any`, `has_all` and their negations: one value against a list. */
  | {
      readonly kind: "among";
      readonly operator: string;
      readonly left: Expression;
      readonly items: readonly Expression[];
      readonly span: Span;
    }
  | {
      readonly kind: "between";
      readonly isNegated: boolean;
      readonly operand: Expression;
      readonly low: Expression;
      readonly high: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: "named";
      readonly names: readonly NamePart[];
      readonly isCompound: boolean;
      readonly value: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: "ordered";
      readonly value: Expression;
      readonly direction: SortDirection | null;
      /** `granny-asc`, `granny-desc`: numbers in a name count as numbers. */
      readonly isNatural: boolean;
      readonly nulls: "first" | "last" | null;
      readonly span: Span;
    }
  | { readonly kind: "typed-name"; readonly name: string; readonly type: KqlType; readonly span: Span }
  | {
      readonly kind: "function";
      readonly parameters: readonly Parameter[];
      readonly isView: boolean;
      readonly body: Body;
      readonly span: Span;
    }
  | { readonly kind: "pipe"; readonly source: Expression; readonly operator: Operator; readonly span: Span }
  | { readonly kind: "source"; readonly operator: Operator; readonly span: Span }
  | { readonly kind: "datatable"; readonly schema: readonly SchemaColumn[]; readonly values: readonly Expression[]; readonly span: Span }
  | {
      readonly kind: "externaldata";
      readonly schema: readonly SchemaColumn[];
      readonly addresses: readonly Expression[];
      /** Values of `with (…)`, unquoted. */
      readonly options: readonly { readonly name: string; readonly text: string }[];
      readonly span: Span;
    }
  | { readonly kind: "materialize"; readonly source: Expression; readonly span: Span }
  | { readonly kind: "toscalar"; readonly source: Expression; readonly span: Span }
  | { readonly kind: "totable"; readonly source: Expression; readonly span: Span }
  /** Understood by the parser and refused by this engine. `what` is the construct as a person would call it. */
  | { readonly kind: "refused"; readonly what: string; readonly span: Span };

export type SortDirection = "asc" | "desc";

export interface NamePart {
  readonly name: string;
  readonly span: Span;
}

export interface SchemaColumn extends NamePart {
  readonly type: KqlType;
}

/** `: (*, name: type)` behind `evaluate`: the columns that come out, before them those of the input where `*` stands. */
export interface EvaluateSchema {
  readonly keepsInput: boolean;
  readonly columns: readonly SchemaColumn[];
}

export interface Parameter extends NamePart {
  /** A scalar type, or the columns that a tabular argument must have (`*` is the empty list). */
  readonly type: KqlType | "any" | { readonly columns: readonly SchemaColumn[] };
  readonly defaultValue: Expression | null;
}

export interface Body {
  readonly statements: readonly Statement[];
  readonly result: Expression | null;
}

export type Statement =
  | { readonly kind: "let"; readonly name: string; readonly value: Expression; readonly span: Span }
  | { readonly kind: "query"; readonly value: Expression; readonly span: Span }
  | { readonly kind: "set"; readonly option: string; readonly value: Expression | null; readonly span: Span }
  | PatternStatement
  | { readonly kind: "parameters"; readonly parameters: readonly Parameter[]; readonly span: Span }
  | { readonly kind: "refused"; readonly what: string; readonly span: Span };

/** `declare pattern name = (a: string)[b: string] { ("x").["y"] = { query }; }` */
export interface PatternStatement {
  readonly kind: "pattern";
  readonly name: string;
  readonly parameters: readonly SchemaColumn[];
  readonly path: SchemaColumn | null;
  readonly matches: readonly { readonly args: readonly Expression[]; readonly path: Expression | null; readonly body: Body }[];
  readonly span: Span;
}

/** `kind=inner`, `hint.strategy=shuffle`, `withsource=Source`: a value is a name, a literal's text or an expression. */
export interface OperatorOption {
  readonly name: string;
  readonly text: string;
  readonly value: Expression | null;
  readonly span: Span;
}

export type ParsePattern =
  | { readonly kind: "star" }
  | { readonly kind: "text"; readonly value: Expression }
  | { readonly kind: "column"; readonly name: string; readonly type: KqlType; readonly span: Span };

export interface ExpandItem {
  readonly value: Expression;
  readonly type: KqlType | null;
  readonly span: Span;
}

export interface TopNestedLevel {
  readonly count: Expression | null;
  readonly of: Expression;
  readonly others: Expression | null;
  readonly by: Expression;
  readonly span: Span;
}

export interface SeriesItem {
  readonly value: Expression;
  readonly defaultValue: Expression | null;
}

export interface ScanStep {
  readonly name: string;
  readonly isOptional: boolean;
  readonly output: "all" | "last" | "none";
  readonly condition: Expression;
  readonly assignments: readonly { readonly name: string; readonly value: Expression; readonly span: Span }[];
  readonly span: Span;
}

export type ListOperatorKind =
  | "extend"
  | "project"
  | "print"
  | "serialize"
  | "distinct"
  | "project-away"
  | "project-keep"
  | "project-rename"
  | "project-by-names"
  | "project-reorder"
  | "sort";

/** Operators that are a name and a list. */
type ListOperator = { [K in ListOperatorKind]: { readonly kind: K; readonly items: readonly Expression[] } }[ListOperatorKind];

interface JoinClauses {
  readonly right: Expression;
  readonly on: readonly Expression[];
  readonly where: Expression | null;
}

type Base = { readonly options: readonly OperatorOption[]; readonly span: Span };

export type Operator = Base &
  (
    | { readonly kind: "where"; readonly condition: Expression }
    | ListOperator
    | { readonly kind: "summarize"; readonly aggregates: readonly Expression[]; readonly by: readonly Expression[] }
    | { readonly kind: "top"; readonly count: Expression; readonly by: Expression }
    | { readonly kind: "top-nested"; readonly levels: readonly TopNestedLevel[] }
    | { readonly kind: "top-hitters"; readonly count: Expression; readonly of: Expression; readonly by: Expression | null }
    | { readonly kind: "take"; readonly count: Expression }
    | { readonly kind: "sample"; readonly count: Expression }
    | { readonly kind: "sample-distinct"; readonly count: Expression; readonly of: Expression }
    | { readonly kind: "count"; readonly name: string | null }
    | ({ readonly kind: "join" } & JoinClauses)
    | ({ readonly kind: "lookup" } & JoinClauses)
    | { readonly kind: "union"; readonly inputs: readonly Expression[] }
    | { readonly kind: "mv-expand"; readonly items: readonly ExpandItem[]; readonly rowLimit: Expression | null }
    | {
        readonly kind: "mv-apply";
        readonly items: readonly ExpandItem[];
        readonly rowLimit: Expression | null;
        readonly subquery: Expression;
      }
    | {
        readonly kind: "make-series";
        readonly items: readonly SeriesItem[];
        readonly on: Expression;
        readonly from: Expression | null;
        readonly to: Expression | null;
        readonly step: Expression;
        /** `in range(…)`, the older form: the end belongs to it, and places are aligned as `bin` aligns them. */
        readonly isInRange: boolean;
        readonly by: readonly Expression[];
      }
    | { readonly kind: "parse"; readonly operand: Expression; readonly patterns: readonly ParsePattern[] }
    | { readonly kind: "parse-where"; readonly operand: Expression; readonly patterns: readonly ParsePattern[] }
    | {
        readonly kind: "parse-kv";
        readonly operand: Expression;
        readonly keys: readonly SchemaColumn[];
        readonly properties: readonly OperatorOption[];
      }
    | { readonly kind: "range"; readonly name: string; readonly from: Expression; readonly to: Expression; readonly step: Expression }
    | { readonly kind: "search"; readonly inTables: readonly Expression[]; readonly condition: Expression }
    | {
        readonly kind: "find";
        readonly inTables: readonly Expression[];
        readonly condition: Expression;
        readonly project: readonly Expression[] | null;
      }
    | { readonly kind: "getschema" }
    | { readonly kind: "as"; readonly name: string }
    | { readonly kind: "consume" }
    | { readonly kind: "invoke"; readonly call: Expression }
    | { readonly kind: "partition"; readonly by: Expression; readonly subquery: Expression; readonly isStandalone: boolean }
    | { readonly kind: "render"; readonly chart: string; readonly properties: readonly OperatorOption[] }
    | { readonly kind: "evaluate"; readonly call: Expression; readonly schema: EvaluateSchema | null }
    | {
        readonly kind: "scan";
        readonly orderBy: readonly Expression[];
        readonly partitionBy: readonly Expression[];
        readonly declarations: readonly Parameter[];
        readonly steps: readonly ScanStep[];
      }
    | { readonly kind: "reduce"; readonly operand: Expression; readonly properties: readonly OperatorOption[] }
    | { readonly kind: "fork"; readonly branches: readonly { readonly name: string | null; readonly query: Expression }[] }
    | { readonly kind: "facet"; readonly by: readonly Expression[]; readonly subquery: Expression | null }
    | { readonly kind: "refused"; readonly what: string }
  );

export type OperatorOf<K extends Operator["kind"]> = Extract<Operator, { readonly kind: K }>;
export type ExpressionOf<K extends Expression["kind"]> = Extract<Expression, { readonly kind: K }>;
