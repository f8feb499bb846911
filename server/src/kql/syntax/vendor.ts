/// <reference types="@kusto/language-service-next" />
import "@kusto/language-service-next/bridge.js";
import "@kusto/language-service-next/Kusto.Language.Bridge.js";
import type { Expression, Operator, Span } from "./nodes.ts";

/** Any node or token of Microsoft's syntax tree. */
export type VendorNode = Kusto.Language.Syntax.SyntaxNode;
export type VendorElement = Kusto.Language.Syntax.SyntaxElement;
export type VendorToken = Kusto.Language.Syntax.SyntaxToken;

/** The two halves of the conversion call each other through this, so that neither imports the other. */
export interface Converter {
  readonly expression: (node: VendorNode | null | undefined) => Expression;
  readonly operator: (node: VendorNode) => Operator;
}

const kindNames = new Map<number, string>();

/** Name of a node's kind as Microsoft spells it: `PipeExpression`. */
export function kindOf(node: VendorElement): string {
  if (kindNames.size === 0)
    for (const [name, value] of Object.entries(Kusto.Language.Syntax.SyntaxKind)) if (typeof value === "number") kindNames.set(value, name);
  return kindNames.get(node.Kind) ?? "Unknown";
}

export function spanOf(node: VendorElement): Span {
  return { start: node.TextStart, end: Math.max(node.TextStart, node.End) };
}

export function childrenOf(node: VendorElement | null | undefined): VendorElement[] {
  if (node === null || node === undefined) return [];
  const children: VendorElement[] = [];
  for (let index = 0; index < node.ChildCount; index++) {
    const child = node.GetChild(index);
    if (child !== null) children.push(child);
  }
  return children;
}

/** Elements of a list, without its separators. */
export function elementsOf(list: VendorElement | null | undefined): VendorNode[] {
  return childrenOf(list)
    .map((child) => (kindOf(child) === "SeparatedElement" ? child.GetChild(0) : child))
    .filter((child): child is VendorNode => child !== null);
}

/**
 * Text of a node without the white space and comments before it. The parser's own `ToString` looks every token up from the
 * root: in a list of thousands that alone takes seconds.
 */
export function textOf(node: VendorElement): string {
  const parts: string[] = [];
  const visit = (element: VendorElement): void => {
    if (!element.IsToken) for (const child of childrenOf(element)) visit(child);
    else if (element.FullWidth > 0) {
      const { Trivia: before, Text: text } = element as VendorToken;
      parts.push(parts.length === 0 ? "" : (before ?? ""), text ?? "");
    }
  };
  visit(node);
  return parts.join("");
}

/** Iterates a .NET collection. */
export function listOf<T>(collection: System.Collections.Generic.IReadOnlyList$1<T> | null | undefined): T[] {
  const items: T[] = [];
  if (collection === null || collection === undefined) return items;
  const bridge = Bridge as unknown as { getEnumerator(from: unknown): { moveNext(): boolean; readonly Current: T } };
  const enumerator = bridge.getEnumerator(collection);
  while (enumerator.moveNext()) items.push(enumerator.Current);
  return items;
}
