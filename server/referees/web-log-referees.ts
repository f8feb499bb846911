import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { contentLines, isIis, type NativeFile } from "./native-files.ts";
import type { Referee } from "./referee.ts";

const OUTPUT_BYTES_MAX = 1 << 28;

function countLines(files: readonly NativeFile[]): number {
  return files.reduce((sum, file) => sum + contentLines(file).length, 0);
}

/** lnav takes a line that does not fit for a part of the one before it, so the rows of its table tell. */
export const lnav: Referee = {
  tool: "lnav",
  debianPackage: "lnav",
  reads: "IIS lines",
  takes: isIis,
  judge(files) {
    const query = ["-n", "-c", ";select count(*) from w3c_log", "-c", ":write-csv-to -"];
    const out = execFileSync("lnav", [...query, ...files.map(({ path }) => path)], { encoding: "utf8", maxBuffer: OUTPUT_BYTES_MAX });
    return { expected: countLines(files), read: Number(/^\d+$/m.exec(out)?.[0] ?? 0), problems: [] };
  },
};

/** What real servers log and goaccess does not know: addresses with a zone, and the methods of RPC over HTTP. */
const UNKNOWN_TO_GOACCESS = / fe80:[0-9a-f:]+%\d+ | RPC_(?:IN|OUT)_DATA /;

export const goaccess: Referee = {
  tool: "goaccess",
  debianPackage: "goaccess",
  reads: "IIS lines but those with a zoned address or an RPC method, which it does not know",
  takes: isIis,
  judge(files, scratch) {
    const out = join(scratch, "report.json");
    execFileSync("goaccess", [...files.map(({ path }) => path), "--log-format=W3C", "--no-global-config", "--num-tests=0", "-o", out], {
      stdio: "ignore",
    });
    const { general } = JSON.parse(readFileSync(out, "utf8")) as { general: Readonly<Record<string, number>> };
    const unknown = files.flatMap(contentLines).filter((line) => UNKNOWN_TO_GOACCESS.test(line)).length;
    const failed = general["failed_requests"] ?? 0;
    const problems = failed === unknown ? [] : [`${failed} lines failed, ${unknown} were bound to`];
    return { expected: countLines(files) - unknown, read: general["valid_requests"] ?? 0, problems };
  },
};
