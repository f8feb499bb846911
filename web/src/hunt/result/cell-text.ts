import type { Cell } from "@mailroom/server/contract";
import type { ResultRow, ResultTable } from "./result-table.ts";

/** The whole value as text, the way `tostring()` would show it; null is the empty text. */
export function cellText(cell: Cell): string {
  if (cell === null) return "";
  return typeof cell === "string" ? cell : JSON.stringify(cell);
}

/** One line for the grid: line ends and tabs shown as signs, long values cut (the inspector has all of it). */
export function cellLine(cell: Cell, lengthMax = 400): string {
  const text = cellText(cell);
  const cut = text.length > lengthMax ? `${text.slice(0, lengthMax)}…` : text;
  return cut.replaceAll(/\r?\n/g, "⏎").replaceAll("\t", "⇥");
}

/** JSON with two-space indent for dynamic values and for text that holds a JSON object or array; null for anything else. */
export function prettyJson(cell: Cell): string | null {
  if (cell !== null && typeof cell === "object") return JSON.stringify(cell, null, 2);
  if (typeof cell !== "string" || !/^\s*[[{]/.test(cell)) return null;
  try {
    return JSON.stringify(JSON.parse(cell), null, 2);
  } catch {
    return null;
  }
}

/** Well-formed XML, such as an event record, one element per line, indented; null for any other text. Nothing it names is fetched. */
export function prettyXml(cell: Cell): string | null {
  if (typeof cell !== "string" || !/^\s*<[?A-Za-z][\s\S]*>\s*$/.test(cell) || !isWellFormed(cell)) return null;
  let depth = 0;
  return cell
    .replaceAll(/>\s*</g, ">\n<")
    .split("\n")
    .map((line) => {
      const isClosing = line.startsWith("</");
      if (isClosing) depth = Math.max(0, depth - 1);
      const indented = "  ".repeat(depth) + line.trim();
      const isLeaf = line.endsWith("/>") || line.startsWith("<?") || line.startsWith("<!") || /<\/[^>]+>\s*$/.test(line);
      if (!isLeaf && line.startsWith("<")) depth += 1;
      return indented;
    })
    .join("\n");
}

/** The document that this makes is thrown away unseen: it is not rendered, and an XML document runs and loads nothing. */
function isWellFormed(text: string): boolean {
  // An event record declares nothing of its own; declarations can be made to grow without end.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return false;
  return new DOMParser().parseFromString(text, "application/xml").getElementsByTagName("parsererror").length === 0;
}

/** A row as a Markdown table of field and value, for tickets and chats. Empty fields are left out. */
export function rowToMarkdown(table: ResultTable, row: ResultRow): string {
  const lines = table.columns.flatMap((column, index) => {
    const text = cellText(row.cells[index] ?? null);
    return text === "" ? [] : [`| ${escapeMarkdown(column.name)} | ${escapeMarkdown(text)} |`];
  });
  return ["| Field | Value |", "| --- | --- |", ...lines].join("\n");
}

function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\|`<>*_]/g, (mark) => `\\${mark}`).replaceAll(/\r?\n/g, "<br>");
}
