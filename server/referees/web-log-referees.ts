import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { contentLines, isIis, isSquid, type NativeFile } from "./native-files.ts";
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

/** What real servers log and goaccess does not know: addresses with a zone, the methods of RPC over HTTP, requests without an answer. */
const UNKNOWN_TO_GOACCESS = / fe80:[0-9a-f:]+%\d+ | RPC_(?:IN|OUT)_DATA | 0 0 1236 \d+(?: \S+)?$/;

/** It reads no head that lacks the referer (that of IIS 7.5), unless it is told which field is which. */
const WITHOUT_REFERER = ["--log-format=%d %t %^ %m %U %q %^ %e %h %u %s %^ %^ %L", "--date-format=%Y-%m-%d", "--time-format=%H:%M:%S"];

export const goaccess: Referee = {
  tool: "goaccess",
  debianPackage: "goaccess",
  reads: "IIS lines but those with a zoned address, an RPC method or no answer, which it does not know",
  takes: isIis,
  judge(files, scratch) {
    const problems: string[] = [];
    let [expected, read] = [0, 0];
    // It takes the first head that it meets for all of them.
    for (const group of byHead(files)) {
      const isWithoutReferer = group[0]?.text.includes("cs(Referer)") === false;
      const general = report(group, scratch, isWithoutReferer ? WITHOUT_REFERER : ["--log-format=W3C"]);
      const unknown = group.flatMap(contentLines).filter((line) => UNKNOWN_TO_GOACCESS.test(line)).length;
      const failed = general["failed_requests"] ?? 0;
      if (failed !== unknown) problems.push(`${failed} lines failed, ${unknown} were bound to`);
      expected += countLines(group) - unknown;
      read += general["valid_requests"] ?? 0;
    }
    return { expected, read, problems };
  },
};

/** Its own preset of that name, with the instant in full: the preset leaves it out. */
const SQUID = ["--log-format=%x.%^ %~%L %h %^/%s %b %m %U", "--datetime-format=%s", "--date-format=%s", "--time-format=%s"];

export const goaccessOfSquid: Referee = {
  tool: "goaccess",
  debianPackage: "goaccess",
  reads: "lines of the web proxy in Squid's format",
  takes: isSquid,
  judge(files, scratch) {
    const general = report(files, scratch, SQUID);
    return { expected: countLines(files), read: general["valid_requests"] ?? 0, problems: [] };
  },
};

function report(files: readonly NativeFile[], scratch: string, format: readonly string[]): Readonly<Record<string, number>> {
  const out = join(scratch, "report.json");
  const options = [...format, "--no-global-config", "--num-tests=0", "-o", out];
  execFileSync("goaccess", [...files.map(({ path }) => path), ...options], { stdio: "ignore" });
  return (JSON.parse(readFileSync(out, "utf8")) as { general: Readonly<Record<string, number>> }).general;
}

function byHead(files: readonly NativeFile[]): Iterable<readonly NativeFile[]> {
  const groups = new Map<string, NativeFile[]>();
  for (const file of files) {
    const head = /^#Fields: .*$/m.exec(file.text)?.[0] ?? "";
    groups.set(head, [...(groups.get(head) ?? []), file]);
  }
  return groups.values();
}
