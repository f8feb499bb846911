import type { KqlTable } from "../../../contract/index.ts";
import type { Sql } from "../sql/fragment.ts";
import type { Column, SortKey } from "./column.ts";
import type { Expr } from "./expr.ts";

interface Shape {
  /** What the query language sees, in order. */
  readonly columns: readonly Column[];
  /** Hidden identity of the telemetry row, where operators so far kept it. */
  readonly itemId: Column | null;
  /** Order that the rows are in, as the language sees it; empty when none is promised. */
  readonly ordering: readonly SortKey[];
}

export interface Item {
  readonly column: Column;
  readonly value: Expr;
}

/** SQL of an aggregate over rendered arguments; `order` is an `ORDER BY …` of the input, possibly empty. */
export interface AggregateItem {
  readonly column: Column;
  readonly name: string;
  readonly args: readonly Expr[];
  readonly render: (args: readonly Sql[], order: Sql) => Sql;
}

export interface WindowItem {
  readonly column: Column;
  readonly name: string;
  readonly args: readonly Expr[];
  /** `over` is the inside of `OVER (…)`. */
  readonly render: (args: readonly Sql[], over: Sql) => Sql;
}

export type JoinKind = "inner" | "leftouter" | "rightouter" | "fullouter" | "leftanti" | "rightanti" | "leftsemi" | "rightsemi";

export interface ExpandOutput {
  /** Array (or bag) that is taken apart. */
  readonly value: Expr;
  readonly column: Column;
  readonly isBagAsPairs: boolean;
}

/** One step of `scan`. Its condition and values read the state of the match so far through columns of their own. */
export interface SequenceStep {
  readonly condition: Expr;
  /** The declared columns as this step gives them. */
  readonly values: readonly Item[];
  /** `column` stands for what `from` was in the row that step number `step` matched last. */
  readonly state: readonly { readonly step: number; readonly from: Column; readonly column: Column }[];
  readonly output: "all" | "last" | "none";
}

/** A typed relational plan: readonly data, built by the binder and printed by `lower/`. */
export type Rel = Shape &
  (
    | { readonly kind: "scan"; readonly table: KqlTable; readonly all: readonly Column[] }
    | {
        readonly kind: "rows";
        readonly rows: readonly (readonly Expr[])[];
        readonly ordinal: Column | null;
        readonly all: readonly Column[];
      }
    | { readonly kind: "range"; readonly output: Column; readonly from: Expr; readonly to: Expr; readonly step: Expr }
    | { readonly kind: "compute"; readonly input: Rel; readonly items: readonly Item[] }
    | { readonly kind: "window"; readonly input: Rel; readonly items: readonly WindowItem[]; readonly partition: readonly Expr[] }
    | { readonly kind: "filter"; readonly input: Rel; readonly predicate: Expr }
    | { readonly kind: "relabel"; readonly input: Rel }
    | { readonly kind: "aggregate"; readonly input: Rel; readonly groups: readonly Item[]; readonly aggregates: readonly AggregateItem[] }
    | { readonly kind: "limit"; readonly input: Rel; readonly count: Expr }
    | { readonly kind: "limit-by"; readonly input: Rel; readonly count: Expr; readonly partition: readonly Column[] }
    | {
        readonly kind: "join";
        readonly joinKind: JoinKind;
        readonly left: Rel;
        readonly right: Rel;
        readonly keys: readonly { readonly left: Expr; readonly right: Expr }[];
        /** A test of both sides beyond the keys. */
        readonly condition?: Expr;
        /** One left row per key, as Kusto's default kind wants. */
        readonly isLeftUnique: boolean;
        /** Columns that the padding side may leave null, under new ids, so that strings can be made "". */
        readonly padded: readonly { readonly from: Column; readonly to: Column }[];
      }
    | {
        readonly kind: "union";
        /** What each input gives; columns without an item are padded. */
        readonly inputs: readonly { readonly rel: Rel; readonly items: readonly Item[] }[];
        readonly all: readonly Column[];
      }
    | {
        readonly kind: "expand";
        readonly input: Rel;
        readonly outputs: readonly ExpandOutput[];
        readonly index: Column | null;
        readonly ordinal: Column;
        readonly isZipped: boolean;
      }
    | {
        readonly kind: "sequence";
        readonly input: Rel;
        readonly steps: readonly SequenceStep[];
        /** Columns that the steps give values, and what they are where none did. */
        readonly declared: readonly Item[];
        readonly matchId: Column | null;
        readonly ordinal: Column;
        readonly partition: readonly Expr[];
      }
    | { readonly kind: "shared"; readonly input: Rel; readonly renamed: readonly { readonly from: Column; readonly to: Column }[] }
  );

export type RelOf<K extends Rel["kind"]> = Extract<Rel, { readonly kind: K }>;
