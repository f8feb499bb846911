import type { KqlType } from "../../../contract/index.ts";
import type { Sql, SqlValue } from "../sql/fragment.ts";
import type { Column } from "./column.ts";
import type { Rel } from "./rel.ts";

/** A typed scalar expression over the columns of a relation. */
export type Expr = ColumnRef | Literal | Call | ScalarQuery | Membership;

export interface ColumnRef {
  readonly kind: "column";
  readonly type: KqlType;
  readonly column: Column;
}

/** Datetimes and timespans are ticks (bigint), dynamic is JSON text, a null string is "". */
export interface Literal {
  readonly kind: "literal";
  readonly type: KqlType;
  readonly value: SqlValue;
  /** A dynamic value with a moment, a duration or a guid in it, which is text here. */
  readonly holdsTyped?: true;
}

/** A function or operator with its SQL. */
export interface Call {
  readonly kind: "call";
  readonly type: KqlType;
  readonly name: string;
  readonly args: readonly Expr[];
  readonly render: (args: readonly Sql[]) => Sql;
  /** The cheaper form where null may count as false (a filter): it keeps plain comparisons visible to the optimiser. */
  readonly renderPredicate?: (args: readonly Sql[]) => Sql;
  /** The value as DuckDB's JSON prints it, in which a null may still be JSON's own: for whoever asks what it is anyway. */
  readonly renderJson?: (args: readonly Sql[]) => Sql;
  /** The value as another type, where that is cheaper than to make the value and convert it. */
  readonly renderAs?: Readonly<Partial<Record<KqlType, (args: readonly Sql[]) => Sql>>>;
}

/** First column of the first row of a relation, or all values of its first column as one JSON array. */
export interface ScalarQuery {
  readonly kind: "scalar-query";
  readonly type: KqlType;
  readonly rel: Rel;
  readonly column: Column;
  readonly shape: "first" | "array";
}

/** Whether a value is among the first column of a relation, or contains its terms. */
export interface Membership {
  readonly kind: "membership";
  readonly type: "bool";
  readonly operand: Expr;
  readonly rel: Rel;
  readonly column: Column;
  /** Equality, equality without case, or terms found in the value. */
  readonly test: "equals" | "caseless" | "has_any" | "has_all";
  readonly isNegated: boolean;
}

export const columnRef = (column: Column): ColumnRef => ({ kind: "column", type: column.type, column });

export const literalExpr = (type: KqlType, value: SqlValue): Literal => ({ kind: "literal", type, value });

export function call(name: string, type: KqlType, args: readonly Expr[], render: Call["render"], renderPredicate?: Call["render"]): Call {
  return renderPredicate === undefined
    ? { kind: "call", name, type, args, render }
    : { kind: "call", name, type, args, render, renderPredicate };
}

/** The literal's value when the expression is one that is not null. */
export function constantText(expr: Expr): string | null {
  return expr.kind === "literal" && expr.type === "string" && expr.value !== null ? String(expr.value) : null;
}

/** Calls `visit` for every column that the expression reads, subqueries included. */
export function visitColumns(expr: Expr, visit: (column: Column) => void): void {
  switch (expr.kind) {
    case "column":
      visit(expr.column);
      return;
    case "literal":
    case "scalar-query":
      return;
    case "call":
      for (const arg of expr.args) visitColumns(arg, visit);
      return;
    case "membership":
      visitColumns(expr.operand, visit);
  }
}
