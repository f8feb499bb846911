/** Values of the reference: whole numbers, text (never null) and arrays of whole numbers. */
export type Value = bigint | string | boolean | readonly bigint[] | null;
export type Row = Readonly<Record<string, Value>>;

export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";

export type Condition =
  | { readonly kind: "compare"; readonly column: string; readonly operator: Comparison; readonly value: bigint | string }
  | { readonly kind: "columns"; readonly left: string; readonly operator: Comparison; readonly right: string }
  | { readonly kind: "isnull" | "isempty"; readonly column: string }
  | { readonly kind: "and" | "or"; readonly parts: readonly [Condition, Condition] }
  | { readonly kind: "not"; readonly part: Condition };

export type Made =
  | { readonly kind: "sum"; readonly left: string; readonly right: string }
  | { readonly kind: "choice"; readonly test: Condition; readonly yes: string; readonly no: string }
  | { readonly kind: "length"; readonly of: string }
  | { readonly kind: "bin"; readonly of: string; readonly size: bigint }
  /** Of the array `d`; from its end where the index is negative. */
  | { readonly kind: "item"; readonly index: number };

export type JoinKind =
  | "innerunique"
  | "inner"
  | "leftouter"
  | "rightouter"
  | "fullouter"
  | "leftsemi"
  | "leftanti"
  | "rightsemi"
  | "rightanti";

/** One step of a pipeline over `A(a: long, k: long, s: string, d: dynamic, i: long)`; `i` numbers the rows. */
export type Step =
  | { readonly kind: "where"; readonly test: Condition }
  | { readonly kind: "extend"; readonly name: string; readonly value: Made }
  | { readonly kind: "project"; readonly columns: readonly string[] }
  | { readonly kind: "distinct"; readonly columns: readonly string[] }
  | { readonly kind: "summarize"; readonly by: readonly string[]; readonly test: Condition }
  | {
      readonly kind: "sort";
      readonly keys: readonly { readonly column: string; readonly isDescending: boolean; readonly nulls: "first" | "last" | null }[];
      readonly take: number | null;
    }
  | { readonly kind: "join"; readonly joinKind: JoinKind }
  | { readonly kind: "lookup"; readonly isInner: boolean }
  | { readonly kind: "union" }
  | { readonly kind: "mv-expand" }
  | { readonly kind: "summarize-bin"; readonly of: string; readonly size: bigint; readonly by: readonly string[] }
  /** `long` asks for a number behind the blank, `relaxed` takes one where there is one. */
  | { readonly kind: "parse"; readonly form: "text" | "long" | "relaxed"; readonly onlyMatches: boolean }
  | { readonly kind: "make-series"; readonly from: bigint; readonly to: bigint; readonly size: bigint; readonly by: readonly string[] }
  | { readonly kind: "arg"; readonly isMax: boolean; readonly by: readonly string[] }
  | { readonly kind: "window" };

const literal = (value: bigint | string): string =>
  typeof value === "string" ? JSON.stringify(value) : value < 0n ? `(${value})` : String(value);

function conditionText(test: Condition): string {
  switch (test.kind) {
    case "compare":
      return `${test.column} ${test.operator} ${literal(test.value)}`;
    case "columns":
      return `${test.left} ${test.operator} ${test.right}`;
    case "isnull":
    case "isempty":
      return `${test.kind}(${test.column})`;
    case "and":
    case "or":
      return `(${test.parts.map(conditionText).join(` ${test.kind} `)})`;
    case "not":
      return `not(${conditionText(test.part)})`;
  }
}

function madeText(made: Made): string {
  switch (made.kind) {
    case "sum":
      return `${made.left} + ${made.right}`;
    case "choice":
      return `iff(${conditionText(made.test)}, ${made.yes}, ${made.no})`;
    case "length":
      return `strlen(${made.of})`;
    case "bin":
      return `bin(${made.of}, ${made.size})`;
    case "item":
      return `tolong(d[${made.index}])`;
  }
}

function stepText(step: Step): string {
  switch (step.kind) {
    case "where":
      return `where ${conditionText(step.test)}`;
    case "extend":
      return `extend ${step.name} = ${madeText(step.value)}`;
    case "project":
    case "distinct":
      return `${step.kind} ${step.columns.join(", ")}`;
    case "summarize": {
      const by = step.by.length === 0 ? "" : ` by ${step.by.join(", ")}`;
      const some = `n = count(), total = sum(a), low = min(a), high = max(a), texts = dcount(s), hits = countif(${conditionText(step.test)})`;
      return `summarize ${some}, all = array_sort_asc(make_set(s))${by}`;
    }
    case "sort": {
      const keys = step.keys
        .map(({ column, isDescending, nulls }) => `${column} ${isDescending ? "desc" : "asc"}${nulls === null ? "" : ` nulls ${nulls}`}`)
        .join(", ");
      return `sort by ${keys}${step.take === null ? "" : ` | take ${step.take}`}`;
    }
    case "join":
      return `join kind=${step.joinKind} (B) on k`;
    case "union":
      return "union B";
    case "mv-expand":
      return "mv-expand d to typeof(long)";
    case "lookup":
      return `lookup kind=${step.isInner ? "inner" : "leftouter"} (B) on k`;
    case "summarize-bin":
    case "parse":
    case "make-series":
    case "arg":
    case "window":
      return shapeText(step);
  }
}

/** Steps whose result has another form, or other columns, than what they are given. */
export type Shape = Extract<Step, { readonly kind: "summarize-bin" | "parse" | "make-series" | "arg" | "window" }>;

const byText = (columns: readonly string[]): string => (columns.length === 0 ? "" : ` by ${columns.join(", ")}`);

function shapeText(step: Shape): string {
  switch (step.kind) {
    case "summarize-bin":
      return `summarize n = count(), total = sum(a) by ${[`b = bin(${step.of}, ${step.size})`, ...step.by].join(", ")}`;
    case "parse": {
      const operator = step.onlyMatches ? "parse-where" : `parse${step.form === "relaxed" ? " kind=relaxed" : ""}`;
      return `${operator} s with p " " q${step.form === "text" ? "" : ":long"}`;
    }
    case "make-series": {
      const made = "n = count() default=0, total = sum(a) default=-1";
      return `where isnotnull(k) | make-series ${made} on k from ${step.from} to ${step.to} step ${step.size}${byText(step.by)}`;
    }
    case "arg":
      return `summarize ${step.isMax ? "arg_max" : "arg_min"}(i, a, d)${byText(step.by)}`;
    case "window":
      return "extend rn = row_number(), p = prev(a), x = next(s, 2)";
  }
}

/** The steps as KQL over table `A`; `B` has the columns k and t. */
export const queryText = (steps: readonly Step[]): string => ["A", ...steps.map(stepText)].join(" | ");
