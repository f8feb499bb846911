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
});

/** Numbers in elements become numbers as they are written, attributes stay text, an empty element is null. */
function print(value: unknown, isAttribute: boolean): string {
  if (Array.isArray(value)) return `[${value.map((item) => print(item, isAttribute)).join(",")}]`;
  if (typeof value === "object" && value !== null)
    return `{${Object.entries(value)
      .map(([key, inner]) => `${JSON.stringify(key)}:${print(inner, key.startsWith("@"))}`)
      .join(",")}}`;
  const text = String(value);
  if (isAttribute) return JSON.stringify(text);
  if (text === "") return "null";
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) ? text : JSON.stringify(text);
}

function parseXml(text: string): string | null {
  if (text.length > XML_MAX || XMLValidator.validate(text) !== true) return null;
  try {
    return print(parser.parse(text), false);
  } catch {
    return null;
  }
}

export const XML_SCRIPTS: readonly Scripted[] = [script("parse_xml", ["string"], "dynamic", (text) => parseXml(asText(text)))];
