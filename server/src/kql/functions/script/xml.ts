import { XMLParser, XMLValidator } from "fast-xml-parser";
import { asText, script, type Scripted } from "./script.ts";

/** Longer documents are not read, as in Kusto. */
const XML_MAX = 1_048_576;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  textNodeName: "#text",
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  preserveOrder: true,
});

/** One node as the parser keeps it: its name with its children (a text: its value), and its attributes under `:@`. */
type Node = Readonly<Record<string, unknown>>;

/** Numbers in elements become numbers as they are written, attributes stay text. */
const printText = (text: string): string => (/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) ? text : JSON.stringify(text));

/** Attributes, then children in their order, those of one name together; an element with nothing in it is null. */
function printNodes(nodes: readonly Node[], attributes: Readonly<Record<string, unknown>> = {}): string {
  const members = new Map<string, string[]>(Object.entries(attributes).map(([name, value]) => [name, [JSON.stringify(String(value))]]));
  for (const node of nodes)
    for (const [name, content] of Object.entries(node)) {
      if (name === ":@") continue;
      const own = node[":@"] as Readonly<Record<string, unknown>> | undefined;
      const value = name === "#text" ? printText(String(content)) : printNodes(content as readonly Node[], own);
      members.set(name, [...(members.get(name) ?? []), value]);
    }
  const texts = members.get("#text");
  if (members.size === 0) return "null";
  if (members.size === 1 && texts?.length === 1) return texts[0] ?? "null";
  const printed = [...members].map(
    ([name, values]) => `${JSON.stringify(name)}:${values.length === 1 ? (values[0] ?? "null") : `[${values.join(",")}]`}`,
  );
  return `{${printed.join(",")}}`;
}

function parseXml(text: string): string | null {
  if (text.length > XML_MAX || XMLValidator.validate(text) !== true) return null;
  try {
    return printNodes(parser.parse(text) as readonly Node[]);
  } catch {
    return null;
  }
}

export const XML_SCRIPTS: readonly Scripted[] = [script("parse_xml", ["string"], "dynamic", (text) => parseXml(asText(text)))];
