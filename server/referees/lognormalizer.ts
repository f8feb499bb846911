import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { contentLines, isCef, isSyslog, type NativeFile } from "./native-files.ts";
import type { Referee } from "./referee.ts";

const OUTPUT_BYTES_MAX = 1 << 30;

/** liblognorm, which rsyslog normalises with, by a rule that a line fits or does not. */
function judgeBy(
  rule: string,
  files: readonly NativeFile[],
  scratch: string,
  isRead: (record: string) => boolean,
): ReturnType<Referee["judge"]> {
  const rules = join(scratch, "lines.rulebase");
  writeFileSync(rules, `version=2\nrule=:${rule}\n`);
  const lines = files.flatMap(contentLines);
  const arguments_ = ["-r", rules, "-e", "json"];
  const out = execFileSync("lognormalizer", arguments_, { input: `${lines.join("\n")}\n`, encoding: "utf8", maxBuffer: OUTPUT_BYTES_MAX });
  const records = out.trimEnd().split("\n");
  const unread = records.findIndex((record) => record.includes('"unparsed-data"') || !isRead(record));
  const read = records.filter((record) => !record.includes('"unparsed-data"') && isRead(record)).length;
  return { expected: lines.length, read, problems: unread < 0 ? [] : [`for example ${lines[unread]?.slice(0, 160) ?? ""}`] };
}

export const cefReferee: Referee = {
  tool: "lognormalizer",
  debianPackage: "liblognorm-utils",
  reads: "lines of the firewall as CEF behind a syslog stamp",
  takes: isCef,
  judge: (files, scratch) =>
    judgeBy("%stamp:date-rfc3164% %host:word% %cef:cef%", files, scratch, (record) => record.includes('"Extensions"')),
};

export const syslogReferee: Referee = {
  tool: "lognormalizer",
  debianPackage: "liblognorm-utils",
  reads: "lines of the relay as syslog",
  takes: isSyslog,
  judge: (files, scratch) => judgeBy("%stamp:date-rfc3164% %host:word% %tag:char-to::%: %message:rest%", files, scratch, () => true),
};
