import { booleanOf, datetimeOf, decimalOf, guidOf, integerOf, realOf, timespanOf } from "./literal-text.ts";
import { dynamicJson, holdsTyped } from "./dynamic-literal.ts";
import type { Body, Expression, LiteralValue, NamePart, Parameter, SchemaColumn, Statement } from "./nodes.ts";
import type { KqlType } from "../../../contract/index.ts";
import { typeNamed } from "./type-names.ts";
import { childrenOf, elementsOf, kindOf, spanOf, textOf, type Converter, type VendorNode, type VendorToken } from "./vendor.ts";
import { BINARY_OPERATORS, AMONG_OPERATORS, REFUSED_EXPRESSIONS } from "./operator-names.ts";

type S = typeof Kusto.Language.Syntax;
type Node<K extends keyof S> = S[K] extends { readonly prototype: infer N } ? N : never;

function schemaColumnOf(node: VendorNode): SchemaColumn | null {
  if (kindOf(node) !== "NameAndTypeDeclaration") return null;
  const declaration = node as Node<"NameAndTypeDeclaration">;
  return { ...namePart(declaration.Name as VendorNode), type: typeNamed(textOf(declaration.Type as VendorNode)) ?? "dynamic" };
}

export function schemaColumns(list: VendorNode | null | undefined): SchemaColumn[] {
  return elementsOf(list).flatMap((node) => schemaColumnOf(node) ?? []);
}

export function namePart(node: VendorNode): NamePart {
  return { name: (node as Node<"NameDeclaration">).SimpleName ?? textOf(node), span: spanOf(node) };
}

function externalData(node: Node<"ExternalDataExpression">, convert: Converter): Expression {
  const written = [...elementsOf(node.Parameters), ...elementsOf(node.WithClause?.Properties)] as Node<"NamedParameter">[];
  return {
    kind: "externaldata",
    schema: schemaColumns(node.Schema?.Columns),
    addresses: elementsOf(node.URIs).map(convert.expression),
    options: written.flatMap(({ Name: name, Expression: value }) => {
      if (name === null || value === null) return [];
      const converted = convert.expression(value);
      return [{ name: namePart(name).name, text: converted.kind === "literal" ? String(converted.value) : textOf(value) }];
    }),
    span: spanOf(node),
  };
}

function literal(node: VendorNode, type: KqlType, value: LiteralValue): Extract<Expression, { readonly kind: "literal" }> {
  const text = value === null ? textOf(node).trim() : "";
  const isUnreadable = value === null && UNREADABLE_TYPES.has(type) && !/^\w+\s*\(\s*["']?(?:null)?["']?\s*\)$|^null$/i.test(text);
  return { kind: "literal", type, value, span: spanOf(node), ...(isUnreadable ? { unreadable: text } : {}) };
}

const UNREADABLE_TYPES: ReadonlySet<KqlType> = new Set(["datetime", "timespan", "guid"]);

function stringLiteral(node: VendorNode): Expression {
  const tokens =
    kindOf(node) === "CompoundStringLiteralExpression"
      ? elementsOf((node as Node<"CompoundStringLiteralExpression">).Tokens)
      : childrenOf(node);
  return literal(node, "string", tokens.map((token) => (token as VendorToken).ValueText ?? "").join(""));
}

/** `datetime()` is this moment. */
function datetimeLiteral(node: VendorNode): Expression {
  const text = textOf(node);
  if (!/^[a-z]+\s*\(\s*\)$/i.test(text.trim())) return literal(node, "datetime", datetimeOf(text));
  return { kind: "call", name: "now", nameSpan: spanOf(node), args: [], span: spanOf(node) };
}

const LITERALS: Readonly<Record<string, { readonly type: KqlType; readonly valueOf: (text: string) => LiteralValue }>> = {
  BooleanLiteralExpression: { type: "bool", valueOf: booleanOf },
  IntLiteralExpression: { type: "int", valueOf: integerOf },
  LongLiteralExpression: { type: "long", valueOf: integerOf },
  RealLiteralExpression: { type: "real", valueOf: realOf },
  DecimalLiteralExpression: { type: "decimal", valueOf: decimalOf },
  TimespanLiteralExpression: { type: "timespan", valueOf: timespanOf },
  GuidLiteralExpression: { type: "guid", valueOf: guidOf },
};

function literalExpression(node: VendorNode, kind: string, convert: Converter): Expression | null {
  const read = LITERALS[kind];
  if (read !== undefined) return literal(node, read.type, read.valueOf(textOf(node)));
  switch (kind) {
    case "DateTimeLiteralExpression":
      return datetimeLiteral(node);
    case "NullLiteralExpression":
      return literal(node, "dynamic", null);
    case "StringLiteralExpression":
    case "CompoundStringLiteralExpression":
      return stringLiteral(node);
    case "TokenLiteralExpression":
      return literal(node, "string", textOf(node));
    case "DynamicExpression": {
      const json = dynamicJson((node as Node<"DynamicExpression">).Expression, convert);
      const made = literal(node, "dynamic", json === "null" ? null : json);
      return holdsTyped(node) ? { ...made, holdsTyped: true } : made;
    }
    case "JsonArrayExpression":
    case "JsonObjectExpression":
      return literal(node, "dynamic", dynamicJson(node, convert));
    case "TypeOfLiteralExpression":
      return {
        kind: "typeof",
        types: elementsOf((node as Node<"TypeOfLiteralExpression">).Types).map((type) => typeNamed(textOf(type)) ?? "dynamic"),
        span: spanOf(node),
      };
    default:
      return null;
  }
}

function elementSelector(node: VendorNode, convert: Converter): Expression {
  return convert.expression(kindOf(node) === "BracketedExpression" ? (node as Node<"BracketedExpression">).Expression : node);
}

function pathExpression(node: VendorNode, convert: Converter): Expression {
  const { Expression: target, Selector: selector } = node as Node<"PathExpression">;
  const span = spanOf(node);
  if (selector !== null && kindOf(selector) === "FunctionCallExpression") {
    const call = textOf((selector as Node<"FunctionCallExpression">).Name as VendorNode);
    return { kind: "refused", what: `reading another database or workspace (${call}())`, span };
  }
  if (selector !== null && kindOf(selector) === "BracketedExpression")
    return { kind: "element", target: convert.expression(target), selector: elementSelector(selector, convert), span };
  return { kind: "path", target: convert.expression(target), member: selector === null ? "" : namePart(selector).name, span };
}

function orderedExpression(node: VendorNode, convert: Converter): Expression {
  const { Expression: value, Ordering: ordering } = node as Node<"OrderedExpression">;
  const words = ordering === null ? "" : textOf(ordering).toLowerCase();
  return {
    kind: "ordered",
    value: convert.expression(value),
    direction: /\b(granny-)?asc\b/.test(words) ? "asc" : /\b(granny-)?desc\b/.test(words) ? "desc" : null,
    isNatural: /\bgranny-/.test(words),
    nulls: words.includes("first") ? "first" : words.includes("last") ? "last" : null,
    span: spanOf(node),
  };
}

export function functionParameters(list: VendorNode | null | undefined, convert: Converter): Parameter[] {
  return elementsOf(list).map((node) => {
    const { NameAndType: declared, DefaultValue: fallback } = node as Node<"FunctionParameter">;
    const { Name: name, Type: type } = declared as Node<"NameAndTypeDeclaration">;
    const typeNode = type as VendorNode;
    const columns = kindOf(typeNode) === "SchemaTypeExpression" ? schemaColumns((typeNode as Node<"SchemaTypeExpression">).Columns) : null;
    return {
      ...namePart(name as VendorNode),
      type: columns === null ? (typeNamed(textOf(typeNode)) ?? "any") : { columns },
      defaultValue: fallback === null ? null : convert.expression(fallback.Value),
    };
  });
}

function functionBody(body: Node<"FunctionBody">, convert: Converter): Body {
  return {
    statements: elementsOf(body.Statements).map((statement) => convertStatement(statement, convert)),
    result: body.Expression === null ? null : convert.expression(body.Expression),
  };
}

function setStatement(node: Node<"SetOptionStatement">, convert: Converter): Statement {
  const { Name: name, ValueClause: clause } = node;
  const value = clause?.Expression ?? null;
  return {
    kind: "set",
    option: namePart(name as VendorNode).name,
    value: value === null ? null : convert.expression(value),
    span: spanOf(node),
  };
}

function patternStatement(node: Node<"PatternStatement">, convert: Converter): Statement {
  const { Name: name, Pattern: declared } = node;
  const path = declared?.PathParameter?.Parameter ?? null;
  return {
    kind: "pattern",
    name: namePart(name as VendorNode).name,
    parameters: schemaColumns(declared?.Parameters),
    path: path === null ? null : (schemaColumnOf(path) ?? null),
    matches: elementsOf(declared?.Patterns).map((element) => {
      const match = element as Node<"PatternMatch">;
      const value = match.PathValue?.Value ?? null;
      return {
        args: elementsOf(match.ParameterValues?.Expressions).map(convert.expression),
        path: value === null ? null : convert.expression(value),
        body: match.Body === null ? { statements: [], result: null } : functionBody(match.Body, convert),
      };
    }),
    span: spanOf(node),
  };
}

/** One statement of a query or of a function's body. */
export function convertStatement(node: VendorNode, convert: Converter): Statement {
  const span = spanOf(node);
  switch (kindOf(node)) {
    case "LetStatement": {
      const { Name: name, Expression: value } = node as Node<"LetStatement">;
      return { kind: "let", name: namePart(name as VendorNode).name, value: convert.expression(value), span };
    }
    case "ExpressionStatement":
      return { kind: "query", value: convert.expression((node as Node<"ExpressionStatement">).Expression), span };
    case "SetOptionStatement":
      return setStatement(node as Node<"SetOptionStatement">, convert);
    case "QueryParametersStatement":
      return { kind: "parameters", parameters: functionParameters((node as Node<"QueryParametersStatement">).Parameters, convert), span };
    case "AliasStatement":
      return { kind: "refused", what: "alias database", span };
    case "PatternStatement":
      return patternStatement(node as Node<"PatternStatement">, convert);
    case "RestrictStatement":
      return { kind: "refused", what: "restrict access", span };
    default:
      return { kind: "refused", what: "this kind of statement", span };
  }
}

function compositeExpression(node: VendorNode, kind: string, convert: Converter): Expression | null {
  const span = spanOf(node);
  switch (kind) {
    case "SimpleNamedExpression": {
      const { Name: name, Expression: value } = node as Node<"SimpleNamedExpression">;
      return { kind: "named", names: [namePart(name as VendorNode)], isCompound: false, value: convert.expression(value), span };
    }
    case "CompoundNamedExpression": {
      const { Names: names, Expression: value } = node as Node<"CompoundNamedExpression">;
      return { kind: "named", names: elementsOf(names?.Names).map(namePart), isCompound: true, value: convert.expression(value), span };
    }
    case "FunctionDeclaration": {
      const { Parameters: parameters, Body: body } = node as Node<"FunctionDeclaration">;
      return {
        kind: "function",
        parameters: functionParameters(parameters?.Parameters, convert),
        isView: /^view\b/i.test(textOf(node).trim()),
        body: body === null ? { statements: [], result: null } : functionBody(body, convert),
        span,
      };
    }
    case "PipeExpression": {
      const { Expression: source, Operator: operator } = node as Node<"PipeExpression">;
      return { kind: "pipe", source: convert.expression(source), operator: convert.operator(operator as VendorNode), span };
    }
    case "DataTableExpression": {
      const { Schema: schema, Values: values } = node as Node<"DataTableExpression">;
      return { kind: "datatable", schema: schemaColumns(schema?.Columns), values: elementsOf(values).map(convert.expression), span };
    }
    case "ExternalDataExpression":
      return externalData(node as Node<"ExternalDataExpression">, convert);
    case "MaterializeExpression":
      return { kind: "materialize", source: convert.expression((node as Node<"MaterializeExpression">).Expression), span };
    case "ToScalarExpression":
      return { kind: "toscalar", source: convert.expression((node as Node<"ToScalarExpression">).Expression), span };
    case "ToTableExpression":
      return { kind: "totable", source: convert.expression((node as Node<"ToTableExpression">).Expression), span };
    case "NameAndTypeDeclaration":
    case "TypedColumnReference": {
      const [first] = childrenOf(node);
      const type = typeNamed(textOf((node as Node<"NameAndTypeDeclaration">).Type as VendorNode)) ?? "dynamic";
      return { kind: "typed-name", name: namePart(first as VendorNode).name, type, span };
    }
    default:
      return null;
  }
}

function nameExpression(node: VendorNode): Expression {
  const { Name: name } = node as Node<"NameReference">;
  const kind = name === null ? "" : kindOf(name);
  if (kind === "WildcardedName" || kind === "BracketedWildcardedName")
    return {
      kind: "wildcard",
      pattern: kind === "WildcardedName" ? textOf(name as VendorNode) : textOf(name as VendorNode).replaceAll(/^\[\s*["']|["']\s*\]$/g, ""),
      span: spanOf(node),
    };
  return { kind: "name", ...namePart(node) };
}

/** Turns one vendor expression into ours. Whatever is not known here becomes a `refused` node, never a guess. */
export function convertExpression(node: VendorNode | null | undefined, convert: Converter): Expression {
  if (node === null || node === undefined) return { kind: "refused", what: "an empty expression", span: { start: 0, end: 0 } };
  const kind = kindOf(node);
  const span = spanOf(node);
  const binary = BINARY_OPERATORS[kind];
  if (binary !== undefined) {
    const { Left: left, Right: right } = node as Node<"BinaryExpression">;
    return { kind: "binary", operator: binary, left: convert.expression(left), right: convert.expression(right), span };
  }
  const among = AMONG_OPERATORS[kind];
  if (among !== undefined) {
    const { Left: left, Right: right } = node as Node<"InExpression">;
    return {
      kind: "among",
      operator: among,
      left: convert.expression(left),
      items: elementsOf(right?.Expressions).map(convert.expression),
      span,
    };
  }
  switch (kind) {
    case "NameReference":
    case "NameDeclaration":
      return nameExpression(node);
    case "StarExpression":
      return { kind: "star", span };
    case "ParenthesizedExpression":
      return convert.expression((node as Node<"ParenthesizedExpression">).Expression);
    case "BracketedExpression":
      return convert.expression((node as Node<"BracketedExpression">).Expression);
    case "PathExpression":
      return pathExpression(node, convert);
    case "ElementExpression": {
      const { Expression: target, Selector: selector } = node as Node<"ElementExpression">;
      return { kind: "element", target: convert.expression(target), selector: elementSelector(selector as VendorNode, convert), span };
    }
    case "FunctionCallExpression": {
      const { Name: name, ArgumentList: list } = node as Node<"FunctionCallExpression">;
      const part = namePart(name as VendorNode);
      return { kind: "call", name: part.name, nameSpan: part.span, args: elementsOf(list?.Expressions).map(convert.expression), span };
    }
    case "UnaryMinusExpression":
    case "UnaryPlusExpression":
      return {
        kind: "unary",
        operator: kind === "UnaryMinusExpression" ? "-" : "+",
        operand: convert.expression((node as Node<"PrefixUnaryExpression">).Expression),
        span,
      };
    case "BetweenExpression":
    case "NotBetweenExpression": {
      const { Left: operand, Right: range } = node as Node<"BetweenExpression">;
      return {
        kind: "between",
        isNegated: kind === "NotBetweenExpression",
        operand: convert.expression(operand),
        low: convert.expression(range?.First),
        high: convert.expression(range?.Second),
        span,
      };
    }
    case "OrderedExpression":
      return orderedExpression(node, convert);
    default:
      break;
  }
  const converted = literalExpression(node, kind, convert) ?? compositeExpression(node, kind, convert);
  if (converted !== null) return converted;
  if (kind.endsWith("Operator")) return { kind: "source", operator: convert.operator(node), span };
  return { kind: "refused", what: REFUSED_EXPRESSIONS[kind] ?? "this expression", span };
}
