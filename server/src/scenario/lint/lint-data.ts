import { suggestName } from "../nearest-name.ts";
import type { TextFile } from "../read-files.ts";
import type { YamlPath } from "../yaml/yaml-source.ts";
import type { LintContext } from "./lint-context.ts";

const START = { line: 1, column: 1 } as const;

/** Watchlists and files for `externaldata`: each name once, each file there and used, each list a table with its search key. */
export function lintData(context: LintContext): void {
  const { files, findings } = context;
  const { scenario, data } = files;
  if (scenario === null) return;
  const { watchlists = [], external = [] } = scenario.data.data ?? {};
  const used = new Set<string>();
  const fileAt = (path: string, place: YamlPath): TextFile | null => {
    used.add(path);
    const found = data.get(path);
    if (found !== undefined) return found;
    const message = `There is no file \`${path}\` in this folder.`;
    const fix = suggestName(path, [...data.keys()]) ?? "Put it there, or take this entry out.";
    findings.error(scenario.source.file, scenario.source.placeOf(place), "data-file-not-found", message, fix);
    return null;
  };
  for (const [i, { file, searchKey }] of watchlists.entries()) {
    const found = fileAt(file, ["data", "watchlists", i, "file"]);
    if (found !== null) lintWatchlist(context, found, searchKey, ["data", "watchlists", i, "searchKey"]);
  }
  for (const [i, { file }] of external.entries()) fileAt(file, ["data", "external", i, "file"]);
  for (const [path, { file }] of data) {
    if (used.has(path)) continue;
    const message = `No entry under \`data\` in scenario.yaml uses this file, so no query can reach it.`;
    findings.error(file, START, "data-file-unused", message, `Name \`${path}\` there, or take the file out.`);
  }
}

function lintWatchlist({ files, findings }: LintContext, { file, text }: TextFile, searchKey: string, place: YamlPath): void {
  const { scenario } = files;
  const [names = [], ...lines] = text.split("\n").map(cellsOf);
  if (scenario !== null && !names.includes(searchKey)) {
    const message = `The list has no column \`${searchKey}\`.`;
    findings.error(scenario.source.file, scenario.source.placeOf(place), "data-unknown-column", message, suggestName(searchKey, names));
  }
  for (const [index, cells] of lines.entries()) {
    if (cells.length === names.length || (cells.length === 1 && cells[0] === "")) continue;
    const message = `This line has ${cells.length} values and the list ${names.length} columns.`;
    findings.error(file, { line: index + 2, column: 1 }, "data-uneven-line", message, 'Put a value that holds a comma into `"`.');
  }
}

/** Values of one line; the lists of this lab have no line breaks inside a value. */
function cellsOf(line: string): string[] {
  return [...`${line},`.matchAll(/("(?:[^"]|"")*"|[^,]*),/g)].map(([, cell = ""]) => cell.trim());
}
