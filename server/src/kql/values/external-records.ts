import { parseDelimited } from "./delimited-text.ts";

export type ExternalFormat = "csv" | "tsv" | "psv" | "scsv" | "txt" | "raw" | "json" | "multijson";

const SEPARATORS: Readonly<Partial<Record<ExternalFormat, string>>> = { csv: ",", tsv: "\t", psv: "|", scsv: ";" };

export const EXTERNAL_FORMATS: readonly ExternalFormat[] = ["csv", "tsv", "psv", "scsv", "txt", "raw", "json", "multijson"];

/** The format that a file's name tells, as Kusto guesses it where a query does not say; csv where it tells none. */
export function formatOfName(address: string): ExternalFormat {
  const path = address.replace(/[?#;].*$/, "").replace(/\.(?:gz|zip)$/i, "");
  const extension = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  return EXTERNAL_FORMATS.find((format) => format === extension) ?? "csv";
}

function jsonText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** One object per line, one array of objects, or one object. What is no object is left out. */
function jsonObjects(text: string): Readonly<Record<string, unknown>>[] {
  const whole = parseJson(text);
  const values = whole === null ? text.split(/\r?\n/).map(parseJson) : Array.isArray(whole) ? whole : [whole];
  return values.filter(
    (value): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value),
  );
}

/** A file's rows as text cells of the declared columns: by position, or by name where the format has names. Short rows are padded. */
export function externalRecords(text: string, format: ExternalFormat, columns: readonly string[], ignoresFirstRecord: boolean): string[][] {
  if (format === "json" || format === "multijson")
    return jsonObjects(text).map((object) => columns.map((column) => jsonText(object[column])));
  const separator = SEPARATORS[format];
  const lines =
    separator !== undefined
      ? parseDelimited(text, separator)
      : format === "raw"
        ? [[text]]
        : text
            .split(/\r\n|\n|\r/)
            .filter((line) => line !== "")
            .map((line) => [line]);
  return lines.slice(ignoresFirstRecord ? 1 : 0).map((fields) => columns.map((_, index) => fields[index] ?? ""));
}
