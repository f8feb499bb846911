import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from "yaml";
import type { FindingList, Place } from "../finding-list.ts";

export type YamlPath = readonly (string | number)[];

/** A YAML file with its data and a way back from any value to its place in the text. */
export interface YamlSource {
  readonly file: string;
  readonly data: unknown;
  /** Where the value at a path begins; for a path that does not exist, where its nearest parent begins. */
  placeOf(path: YamlPath): Place;
  /** Where the key of a map entry stands. */
  placeOfKey(path: YamlPath): Place;
}

/** Null when the text is not YAML; the findings say where and why. */
export function parseYaml(file: string, text: string, findings: FindingList): YamlSource | null {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, strict: true, prettyErrors: false });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  for (const problem of document.errors) {
    findings.error(
      file,
      placeAt(problem.pos[0]),
      "yaml-syntax",
      `This is not YAML: ${problem.message.replace(/[.\s]+$/, "")}.`,
      yamlFix(problem.code),
    );
  }
  if (document.errors.length > 0) return null;
  const root = document.contents;
  const offsetOf = (node: Node | null): number => node?.range?.[0] ?? 0;
  return {
    file,
    data: toData(document),
    placeOf: (path) => placeAt(offsetOf(walk(root, path))),
    placeOfKey: (path) => {
      const parent = walk(root, path.slice(0, -1));
      return placeAt(isMap(parent) ? keyOffset(parent, path.at(-1)) : offsetOf(parent));
    },
  };
}

function toData(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch {
    return null;
  }
}

function yamlFix(code: string): string | null {
  switch (code) {
    case "DUPLICATE_KEY":
      return "Keep one of the two.";
    case "TAB_AS_INDENT":
      return "Indent with blanks, not tabs.";
    case "BAD_INDENT":
    case "MULTILINE_IMPLICIT_KEY":
      return "Check the indentation of this line and the one above.";
    default:
      return "Put the text in quotes if it holds `: `, ` #`, or begins with one of `@ & * ! % > | [ {`.";
  }
}

function walk(root: Node | null, path: YamlPath): Node | null {
  let node = root;
  for (const step of path) {
    const next: unknown = isMap(node) || isSeq(node) ? node.get(step, true) : undefined;
    if (next === undefined || next === null) return node;
    node = next as Node;
  }
  return node;
}

function keyOffset(map: YAMLMap, key: string | number | undefined): number {
  for (const pair of map.items) {
    if (isScalar(pair.key) && pair.key.value === key) return pair.key.range?.[0] ?? 0;
  }
  return map.range?.[0] ?? 0;
}
