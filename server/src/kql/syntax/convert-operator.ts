import { functionParameters, namePart, schemaColumns } from "./convert-expression.ts";
import type {
  ExpandItem,
  Expression,
  ListOperatorKind,
  Operator,
  OperatorOption,
  ParsePattern,
  ScanStep,
  TopNestedLevel,
} from "./nodes.ts";
import { typeNamed } from "./type-names.ts";
import { childrenOf, elementsOf, kindOf, spanOf, textOf, type Converter, type VendorElement, type VendorNode } from "./vendor.ts";

type S = typeof Kusto.Language.Syntax;
type Node<K extends keyof S> = S[K] extends { readonly prototype: infer N } ? N : never;
type Convert = (node: VendorNode, base: { options: readonly OperatorOption[]; span: Operator["span"] }, convert: Converter) => Operator;

function options(list: VendorElement | null | undefined, convert: Converter): OperatorOption[] {
  return elementsOf(list)
    .filter((node) => kindOf(node) === "NamedParameter")
    .map((node) => {
      const { Name: name, Expression: value } = node as Node<"NamedParameter">;
      const text = value === null ? "" : textOf(value);
      const isWord = value === null || ["TokenLiteralExpression", "NameDeclaration"].includes(kindOf(value));
      return {
        name: namePart(name as VendorNode).name.toLowerCase(),
        text,
        value: isWord ? null : convert.expression(value),
        span: spanOf(node),
      };
    });
}

const optional = (node: VendorNode | null | undefined, convert: Converter): Expression | null =>
  node === null || node === undefined ? null : convert.expression(node);

function expandItems(list: VendorElement | null, convert: Converter): ExpandItem[] {
  return elementsOf(list).map((node) => {
    const { Expression: value, ToTypeOf: cast } = node as Node<"MvExpandExpression">;
    const type = cast?.TypeOf === null || cast?.TypeOf === undefined ? null : elementsOf(cast.TypeOf.Types)[0];
    return {
      value: convert.expression(value),
      type: type === null || type === undefined ? null : typeNamed(textOf(type)),
      span: spanOf(node),
    };
  });
}

function parsePatterns(list: VendorElement | null, convert: Converter): ParsePattern[] {
  return elementsOf(list).map((node): ParsePattern => {
    switch (kindOf(node)) {
      case "StarExpression":
        return { kind: "star" };
      case "NameDeclaration":
        return { kind: "column", ...namePart(node), type: "string" };
      case "NameAndTypeDeclaration": {
        const { Name: name, Type: type } = node as Node<"NameAndTypeDeclaration">;
        return { kind: "column", ...namePart(name as VendorNode), type: typeNamed(textOf(type as VendorNode)) ?? "string" };
      }
      default:
        return { kind: "text", value: convert.expression(node) };
    }
  });
}

function joinOperator(kind: "join" | "lookup"): Convert {
  return (node, base, convert) => {
    const isJoin = kind === "join";
    const right = (node as Node<"JoinOperator">).Expression;
    const clause = isJoin ? (node as Node<"JoinOperator">).ConditionClause : (node as Node<"LookupOperator">).LookupClause;
    const on =
      clause !== null && kindOf(clause) === "JoinOnClause"
        ? elementsOf((clause as Node<"JoinOnClause">).Expressions).map(convert.expression)
        : [];
    const where =
      clause !== null && kindOf(clause) === "JoinWhereClause" ? convert.expression((clause as Node<"JoinWhereClause">).Expression) : null;
    return { ...base, kind, right: convert.expression(right), on, where };
  };
}

function topNestedLevel(node: VendorNode, convert: Converter): TopNestedLevel {
  const { Expression: count, OfExpression: of, WithOthersClause: others, ByExpression: by } = node as Node<"TopNestedClause">;
  return {
    count: optional(count, convert),
    of: convert.expression(of),
    others: optional(others?.Expression, convert),
    by: convert.expression(by),
    span: spanOf(node),
  };
}

function makeSeries(node: VendorNode, base: Parameters<Convert>[1], convert: Converter): Operator {
  const { Aggregates: aggregates, OnClause: on, RangeClause: range, ByClause: by } = node as Node<"MakeSeriesOperator">;
  const items = elementsOf(aggregates).map((item) => {
    const { Expression: value, DefaultExpression: fallback } = item as Node<"MakeSeriesExpression">;
    return { value: convert.expression(value), defaultValue: optional(fallback?.Expression, convert) };
  });
  const common = {
    ...base,
    kind: "make-series" as const,
    items,
    on: convert.expression(on?.Expression),
    by: elementsOf(by?.Expressions).map(convert.expression),
  };
  if (range !== null && kindOf(range) === "MakeSeriesInRangeClause") {
    const [from, to, step] = elementsOf((range as Node<"MakeSeriesInRangeClause">).Arguments?.Expressions);
    return { ...common, isInRange: true, from: optional(from, convert), to: optional(to, convert), step: convert.expression(step) };
  }
  const clause = range as Node<"MakeSeriesFromToStepClause"> | null;
  return {
    ...common,
    isInRange: false,
    from: optional(clause?.MakeSeriesFromClause?.Expression, convert),
    to: optional(clause?.MakeSeriesToClause?.Expression, convert),
    step: convert.expression(clause?.MakeSeriesStepClause?.Expression),
  };
}

function scanStep(node: VendorNode, convert: Converter): ScanStep {
  const { Name: name, Condition: condition, ComputationClause: computation, ScanStepOutput: output } = node as Node<"ScanStep">;
  const written = output === null ? "" : textOf(output).toLowerCase();
  return {
    name: namePart(name as VendorNode).name,
    isOptional: childrenOf(node).some((child) => kindOf(child) === "OptionalKeyword" && textOf(child) !== ""),
    output: written.includes("none") ? "none" : written.includes("last") ? "last" : "all",
    condition: convert.expression(condition),
    assignments: elementsOf(computation?.Assignments).map((assignment) => {
      const { Name: target, Expression: value } = assignment as Node<"ScanAssignment">;
      return { ...namePart(target as VendorNode), value: convert.expression(value) };
    }),
    span: spanOf(node),
  };
}

function partition(node: VendorNode, base: Parameters<Convert>[1], convert: Converter): Operator {
  const { ByExpression: by, Operand: operand } = node as Node<"PartitionOperator">;
  const isStandalone = operand !== null && kindOf(operand) === "PartitionQuery";
  const subquery = isStandalone ? (operand as Node<"PartitionQuery">).Query : (operand as Node<"PartitionSubquery"> | null)?.Subquery;
  return { ...base, kind: "partition", by: convert.expression(by), subquery: convert.expression(subquery), isStandalone };
}

/** `with` takes one operator, or a pipeline in parentheses. */
function facetSubquery(clause: VendorNode | null, convert: Converter): Expression | null {
  if (clause === null) return null;
  if (kindOf(clause) === "FacetWithExpressionClause") return convert.expression((clause as Node<"FacetWithExpressionClause">).Expression);
  return {
    kind: "source",
    operator: convert.operator((clause as Node<"FacetWithOperatorClause">).Operator as VendorNode),
    span: spanOf(clause),
  };
}

const items =
  (kind: ListOperatorKind): Convert =>
  (node, base, convert) => ({ ...base, kind, items: elementsOf((node as Node<"ExtendOperator">).Expressions).map(convert.expression) });

/** The chart word stands directly after `render`. */
function chartKind(node: VendorNode): string {
  return (
    childrenOf(node)
      .slice(1)
      .map((child) => (child.IsToken ? textOf(child).trim() : ""))
      .find((word) => word !== "") ?? "table"
  );
}

/** `pack(*)` at the end of a `find … project` is the whole row as a bag. */
const findColumn =
  (convert: Converter) =>
  (node: VendorNode): Expression =>
    kindOf(node) === "PackExpression"
      ? { kind: "call", name: "pack_all", nameSpan: spanOf(node), args: [], span: spanOf(node) }
      : convert.expression(node);

const OPERATORS: Readonly<Record<string, Convert>> = {
  FilterOperator: (node, base, convert) => ({
    ...base,
    kind: "where",
    condition: convert.expression((node as Node<"FilterOperator">).Condition),
  }),
  ExtendOperator: items("extend"),
  ProjectOperator: items("project"),
  PrintOperator: items("print"),
  SerializeOperator: items("serialize"),
  DistinctOperator: items("distinct"),
  ProjectAwayOperator: items("project-away"),
  ProjectKeepOperator: items("project-keep"),
  ProjectRenameOperator: items("project-rename"),
  ProjectReorderOperator: items("project-reorder"),
  ProjectByNamesOperator: items("project-by-names"),
  SortOperator: items("sort"),
  SummarizeOperator: (node, base, convert) => {
    const { Aggregates: aggregates, ByClause: by } = node as Node<"SummarizeOperator">;
    return {
      ...base,
      kind: "summarize",
      aggregates: elementsOf(aggregates).map(convert.expression),
      by: elementsOf(by?.Expressions).map(convert.expression),
    };
  },
  TopOperator: (node, base, convert) => {
    const { Expression: count, ByExpression: by } = node as Node<"TopOperator">;
    return { ...base, kind: "top", count: convert.expression(count), by: convert.expression(by) };
  },
  TopNestedOperator: (node, base, convert) => ({
    ...base,
    kind: "top-nested",
    levels: elementsOf((node as Node<"TopNestedOperator">).Clauses).map((level) => topNestedLevel(level, convert)),
  }),
  TopHittersOperator: (node, base, convert) => {
    const { Expression: count, OfExpression: of, ByClause: by } = node as Node<"TopHittersOperator">;
    return {
      ...base,
      kind: "top-hitters",
      count: convert.expression(count),
      of: convert.expression(of),
      by: optional(by?.Expression, convert),
    };
  },
  TakeOperator: (node, base, convert) => ({ ...base, kind: "take", count: convert.expression((node as Node<"TakeOperator">).Expression) }),
  SampleOperator: (node, base, convert) => ({
    ...base,
    kind: "sample",
    count: convert.expression((node as Node<"SampleOperator">).Expression),
  }),
  SampleDistinctOperator: (node, base, convert) => {
    const { Expression: count, OfExpression: of } = node as Node<"SampleDistinctOperator">;
    return { ...base, kind: "sample-distinct", count: convert.expression(count), of: convert.expression(of) };
  },
  CountOperator: (node, base) => {
    const clause = (node as Node<"CountOperator">).AsIdentifier;
    const name = clause === null ? null : childrenOf(clause).map(textOf).at(-1);
    return { ...base, kind: "count", name: name === undefined || name === null || name === "" ? null : name.trim() };
  },
  JoinOperator: joinOperator("join"),
  LookupOperator: joinOperator("lookup"),
  UnionOperator: (node, base, convert) => ({
    ...base,
    kind: "union",
    inputs: elementsOf((node as Node<"UnionOperator">).Expressions).map(convert.expression),
  }),
  MvExpandOperator: (node, base, convert) => {
    const { Expressions: list, RowLimitClause: limit } = node as Node<"MvExpandOperator">;
    return { ...base, kind: "mv-expand", items: expandItems(list, convert), rowLimit: optional(limit?.RowLimit, convert) };
  },
  MvApplyOperator: (node, base, convert) => {
    const { Expressions: list, RowLimitClause: limit, ContextIdClause: id, Subquery: subquery } = node as Node<"MvApplyOperator">;
    if (id !== null) return { ...base, kind: "refused", what: "mv-apply with id" };
    return {
      ...base,
      kind: "mv-apply",
      items: expandItems(list, convert),
      rowLimit: optional(limit?.RowLimit, convert),
      subquery: convert.expression(subquery?.Expression),
    };
  },
  MakeSeriesOperator: makeSeries,
  ParseOperator: (node, base, convert) => {
    const { Expression: operand, Patterns: patterns } = node as Node<"ParseOperator">;
    return { ...base, kind: "parse", operand: convert.expression(operand), patterns: parsePatterns(patterns, convert) };
  },
  ParseWhereOperator: (node, base, convert) => {
    const { Expression: operand, Patterns: patterns } = node as Node<"ParseWhereOperator">;
    return { ...base, kind: "parse-where", operand: convert.expression(operand), patterns: parsePatterns(patterns, convert) };
  },
  ParseKvOperator: (node, base, convert) => {
    const { Expression: operand, Keys: keys, WithClause: clause } = node as Node<"ParseKvOperator">;
    return {
      ...base,
      kind: "parse-kv",
      operand: convert.expression(operand),
      keys: schemaColumns(keys?.Columns),
      properties: options(clause?.Properties, convert),
    };
  },
  RangeOperator: (node, base, convert) => {
    const { Name: name, From: from, To: to, Step: step } = node as Node<"RangeOperator">;
    return {
      ...base,
      kind: "range",
      name: namePart(name as VendorNode).name,
      from: convert.expression(from),
      to: convert.expression(to),
      step: convert.expression(step),
    };
  },
  SearchOperator: (node, base, convert) => {
    const { InClause: inClause, Condition: condition } = node as Node<"SearchOperator">;
    return {
      ...base,
      kind: "search",
      inTables: elementsOf(inClause?.Expressions).map(convert.expression),
      condition: convert.expression(condition),
    };
  },
  FindOperator: (node, base, convert) => {
    const { InClause: inClause, Condition: condition, Project: project, ProjectAway: away } = node as Node<"FindOperator">;
    if (away !== null) return { ...base, kind: "refused", what: "find … project-away" };
    return {
      ...base,
      kind: "find",
      inTables: elementsOf(inClause?.Expressions).map(convert.expression),
      condition: convert.expression(condition),
      project: project?.ProjectKeyword?.Text?.toLowerCase() === "project" ? elementsOf(project.Columns).map(findColumn(convert)) : null,
    };
  },
  GetSchemaOperator: (_node, base) => ({ ...base, kind: "getschema" }),
  AsOperator: (node, base) => ({ ...base, kind: "as", name: namePart((node as Node<"AsOperator">).Name as VendorNode).name }),
  ConsumeOperator: (_node, base) => ({ ...base, kind: "consume" }),
  InvokeOperator: (node, base, convert) => ({
    ...base,
    kind: "invoke",
    call: convert.expression((node as Node<"InvokeOperator">).Function),
  }),
  PartitionOperator: partition,
  RenderOperator: (node, base, convert) => ({
    ...base,
    kind: "render",
    chart: chartKind(node),
    properties: [...base.options, ...options((node as Node<"RenderOperator">).WithClause?.Properties, convert)],
  }),
  EvaluateOperator: (node, base, convert) => {
    const { FunctionCall: call, Schema: schema } = node as Node<"EvaluateOperator">;
    return {
      ...base,
      kind: "evaluate",
      call: convert.expression(call),
      schema:
        schema === null
          ? null
          : { keepsInput: (schema.Schema?.AsteriskToken ?? null) !== null, columns: schemaColumns(schema.Schema?.Columns) },
    };
  },
  ScanOperator: (node, base, convert) => {
    const scan = node as Node<"ScanOperator">;
    return {
      ...base,
      kind: "scan",
      orderBy: elementsOf(scan.OrderByClause?.Expressions).map(convert.expression),
      partitionBy: elementsOf(scan.PartitionByClause?.Expressions).map(convert.expression),
      declarations: functionParameters(scan.DeclareClause?.Declarations, convert),
      steps: elementsOf(scan.Steps).map((step) => scanStep(step, convert)),
    };
  },
  ReduceByOperator: (node, base, convert) => {
    const { Expression: operand, With: clause } = node as Node<"ReduceByOperator">;
    return { ...base, kind: "reduce", operand: convert.expression(operand), properties: options(clause?.Parameters, convert) };
  },
  ForkOperator: (node, base, convert) => ({
    ...base,
    kind: "fork",
    branches: elementsOf((node as Node<"ForkOperator">).Expressions).map((branch) => {
      const { NameEquals: clause, Expression: query } = branch as Node<"ForkExpression">;
      return { name: clause === null ? null : namePart(clause.Name as VendorNode).name, query: convert.expression(query) };
    }),
  }),
  FacetOperator: (node, base, convert) => {
    const { Expressions: by, WithClause: clause } = node as Node<"FacetOperator">;
    return { ...base, kind: "facet", by: elementsOf(by).map(convert.expression), subquery: facetSubquery(clause, convert) };
  },
};

const REFUSED: Readonly<Record<string, string>> = {
  AssertSchemaOperator: "assert-schema",
  ExecuteAndCacheOperator: "execute-and-cache",
  GraphMatchOperator: "graph-match",
  GraphShortestPathsOperator: "graph-shortest-paths",
  GraphToTableOperator: "graph-to-table",
  MacroExpandOperator: "macro-expand",
  MakeGraphOperator: "make-graph",
  GraphMarkComponentsOperator: "graph-mark-components",
  GraphWhereNodesOperator: "graph-where-nodes",
  GraphWhereEdgesOperator: "graph-where-edges",
  PartitionByOperator: "__partitionby",
  InlineExternalTableExpression: "an inline external table",
};

/** Turns one vendor operator into ours; those without a translation become `refused` by their written name. */
export function convertOperator(node: VendorNode, convert: Converter): Operator {
  const kind = kindOf(node);
  const base = { options: options((node as Node<"JoinOperator">).Parameters, convert), span: spanOf(node) };
  const known = OPERATORS[kind];
  return known === undefined ? { ...base, kind: "refused", what: REFUSED[kind] ?? "this operator" } : known(node, base, convert);
}
