import type { KqlDiagnostic, KqlTable } from "../../../contract/index.ts";
import type { Fact, ExternalFiles, KqlScope, OpenColumns, Watchlist } from "../engine.ts";
import type { Column } from "../plan/column.ts";
import { ColumnIds } from "../plan/column.ts";
import type { Expr } from "../plan/expr.ts";
import { exprSize } from "../plan/expr-size.ts";
import type { AggregateItem, Rel } from "../plan/rel.ts";
import type { Expression, Operator, PatternStatement, Span } from "../syntax/nodes.ts";
import type { FileProfile } from "../values/file-profiles.ts";
import { diagnose, refuse, type MessageCode, type MessageParameters } from "../diagnostics/catalogue.ts";

/** What a name means outside of a row. A `let` is bound when it is first used. */
export type Binding =
  | { readonly kind: "scalar"; readonly expr: Expr }
  | { readonly kind: "table"; readonly make: () => Rel }
  | { readonly kind: "pattern"; readonly node: PatternStatement; readonly env: Environment }
  | {
      readonly kind: "let";
      readonly node: Expression;
      readonly env: Environment;
      cached: Expr | null;
      isBinding: boolean;
      shared: Rel | null;
      /** It comes from the workspace, so its places are not places of the query. */
      readonly isLibrary?: boolean;
    };

/** Names in reach, innermost first. */
export class Environment {
  readonly #names = new Map<string, Binding>();
  readonly #parent: Environment | null;

  constructor(parent: Environment | null) {
    this.#parent = parent;
  }

  define(name: string, binding: Binding): void {
    this.#names.set(name, binding);
  }

  find(name: string): Binding | null {
    return this.#names.get(name) ?? this.#parent?.find(name) ?? null;
  }

  names(): string[] {
    return [...this.#names.keys(), ...(this.#parent?.names() ?? [])];
  }
}

/**
 * The row that scalar expressions see. Window functions grow `rel` from below (they become a step of their own), which is
 * why it may change while an expression is being bound.
 */
export class Row {
  rel: Rel;
  readonly allowsWindows: boolean;
  /** The two sides of a join, for `$left` and `$right`. */
  readonly sides: { readonly left: Rel; readonly right: Rel } | null;
  /** What `step.column` reads in a step of `scan`; null where the name is no step. */
  readonly stateOf: ((step: string, member: string) => Column | null) | null;
  /** Collects aggregate calls where they are allowed. */
  readonly aggregates: AggregateItem[] | null;

  constructor(
    rel: Rel,
    options: {
      allowsWindows?: boolean;
      sides?: { left: Rel; right: Rel };
      aggregates?: AggregateItem[];
      stateOf?: (step: string, member: string) => Column | null;
    } = {},
  ) {
    this.rel = rel;
    this.allowsWindows = options.allowsWindows ?? false;
    this.sides = options.sides ?? null;
    this.aggregates = options.aggregates ?? null;
    this.stateOf = options.stateOf ?? null;
  }

  find(name: string): Column | null {
    return findColumn(this.rel, name);
  }
}

/** `_ItemId` stays reachable by name where the row's identity is kept, even after a projection. */
export function findColumn(rel: Rel, name: string): Column | null {
  return rel.columns.find((column) => column.name === name) ?? (rel.itemId?.name === name ? rel.itemId : null);
}

export interface Scope {
  /** The value is being assigned to several names at once. */
  readonly isTakenApart?: boolean;
  readonly row: Row | null;
  readonly env: Environment;
}

/** Calls and operators of a query once its functions are written out. */
const NODES_MAX = 50_000;
/** Tables and steps over tables of a query once its `let` statements are written out. */
const TABLES_MAX = 20_000;
/** Nodes of one expression once its parameters are written out. */
const EXPR_SIZE_MAX = 200_000;

/** What one compilation shares. */
export class Context {
  readonly ids = new ColumnIds();
  readonly tables: ReadonlyMap<string, KqlTable>;
  /** `now()`; `set query_now` moves it. */
  nowTicks: bigint;
  /** Values of `set` options that functions read. */
  readonly options = new Map<string, Expression>();
  /** Values that the caller gives to `declare query_parameters`, as text. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Files that the exercise ships for `externaldata`; null when it ships none. */
  readonly external: ExternalFiles | null;
  readonly watchlists: readonly Watchlist[] | "any";
  readonly fileProfiles: readonly FileProfile[];
  readonly warnings: KqlDiagnostic[] = [];
  /** How many functions of the workspace are being inlined around what is bound now. */
  libraryDepth = 0;
  render: { kind: string; properties: Record<string, string> } | null = null;
  #nodeCount = 0;
  #tableCount = 0;
  #depth = 0;

  /**
   * The rows of a relation, for what an output schema depends on; all its columns are text. Ends the compilation with a
   * probe where they are not known yet.
   */
  readonly rowsOf: (rel: Rel, opens: OpenColumns) => Fact["rows"];

  constructor(
    scope: Pick<KqlScope, "tables" | "nowTicks" | "parameters" | "external" | "watchlists" | "fileProfiles">,
    rowsOf: Context["rowsOf"],
  ) {
    this.tables = new Map(scope.tables.map((table) => [table.name, table]));
    this.nowTicks = scope.nowTicks;
    this.parameters = scope.parameters ?? {};
    this.external = scope.external ?? null;
    this.watchlists = scope.watchlists ?? [];
    this.fileProfiles = scope.fileProfiles ?? [];
    this.rowsOf = rowsOf;
  }

  /** Bounds the work of inlined functions. */
  countNode(span: Span): void {
    this.#nodeCount += 1;
    if (this.#nodeCount > NODES_MAX) throw refuse("kql/too-complex", span, { what: "its functions expand into too many steps" });
  }

  /** Bounds the work of tables that are named again and again: each use is bound anew. */
  countTable(span: Span): void {
    this.#tableCount += 1;
    if (this.#tableCount > TABLES_MAX) throw refuse("kql/too-complex", span, { what: "its tables expand into too many steps" });
  }

  /** The expression, unless it became too large: a parameter that a function names twice is spelled out twice. */
  sized(span: Span, expr: Expr): Expr {
    if (exprSize(expr) > EXPR_SIZE_MAX) throw refuse("kql/too-complex", span, { what: "an expression in it expands into too many steps" });
    return expr;
  }

  /** Notes what is odd about a query that runs all the same. */
  warn<C extends MessageCode>(code: C, span: Span, parameters: MessageParameters<C>): void {
    this.warnings.push(diagnose(code, span, parameters, "warning"));
  }

  nested<T>(span: Span, work: () => T): T {
    this.#depth += 1;
    if (this.#depth > 900) throw refuse("kql/too-complex", span, { what: "it is nested too deeply" });
    try {
      return work();
    } finally {
      this.#depth -= 1;
    }
  }
}

/** The binder's parts call each other through this interface, so that each can live in a file of its own. */
export interface Binder {
  readonly context: Context;
  scalar(node: Expression, scope: Scope): Expr;
  table(node: Expression, env: Environment): Rel;
  operator(operator: Operator, input: Rel | null, env: Environment): Rel;
  isTabular(node: Expression, env: Environment): boolean;
}
