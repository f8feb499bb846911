import { execFileSync } from "node:child_process";
import { basename, dirname } from "node:path";
import { contentLines, isCommaSeparated, type NativeFile } from "./native-files.ts";
import type { Referee } from "./referee.ts";

const COUNT_FIELDS = ["--icsv", "--allow-ragged-csv-input", "--implicit-csv-header", "--onidx", "put", "-q", "print NF"];
const OUTPUT_BYTES_MAX = 1 << 28;

/** Miller reads each of Exchange's own logs; every line must have as many fields as its file's head names. */
export const miller: Referee = {
  tool: "mlr",
  debianPackage: "miller",
  reads: "lines of Exchange's comma-separated logs",
  takes: isCommaSeparated,
  judge(files) {
    const problems: string[] = [];
    let [expected, read] = [0, 0];
    for (const [fields, group] of byFieldCount(files)) {
      const lines = group.flatMap(contentLines);
      const input = `${lines.join("\n")}\n`;
      const counts = execFileSync("mlr", COUNT_FIELDS, { input, encoding: "utf8", maxBuffer: OUTPUT_BYTES_MAX }).trimEnd().split("\n");
      const right = counts.filter((count) => Number(count) === fields).length;
      expected += lines.length;
      read += right;
      const place = dirname(group[0]?.path ?? "");
      if (right < lines.length)
        problems.push(`${lines.length - right} lines like those of ${basename(place)} have not the ${fields} fields of their head`);
    }
    return { expected, read, problems };
  },
};

function byFieldCount(files: readonly NativeFile[]): ReadonlyMap<number, NativeFile[]> {
  const groups = new Map<number, NativeFile[]>();
  for (const file of files) {
    const head = /^#Fields: (.*)$/m.exec(file.text)?.[1] ?? file.text.split(/\r?\n/)[0] ?? "";
    const fields = head.split(",").length;
    groups.set(fields, [...(groups.get(fields) ?? []), file]);
  }
  return groups;
}
