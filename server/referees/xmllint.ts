import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isEventFile } from "./native-files.ts";
import type { Referee } from "./referee.ts";

const SCHEMA = fileURLToPath(new URL("windows-event.xsd", import.meta.url));
const NAMESPACE = "http://schemas.microsoft.com/win/2004/08/events/event";
const EVENTS_PER_DOCUMENT = 20_000;
const COMPLAINTS_MAX = 3;
const OUTPUT_BYTES_MAX = 1 << 28;

/** Every file as the one document that it is, and its events, in documents of a bearable size, against the schema of Windows events. */
export const xmllint: Referee = {
  tool: "xmllint",
  debianPackage: "libxml2-utils",
  reads: "Windows events against their schema",
  takes: isEventFile,
  judge(files, scratch) {
    const counts = new Map<string, number>();
    for (const [index, { text }] of files.entries()) {
      const events = text.match(/<Event xmlns[^]*?<\/Event>/g) ?? [];
      for (let from = 0; from < events.length; from += EVENTS_PER_DOCUMENT) {
        const part = events.slice(from, from + EVENTS_PER_DOCUMENT);
        const document = join(scratch, `${index}-${from}.xml`);
        writeFileSync(document, `<Events xmlns="${NAMESPACE}">${part.join("")}</Events>`);
        counts.set(document, part.length);
      }
    }
    const whole = lint(["--stream", ...files.map(({ path }) => path)]);
    const held = lint(["--schema", SCHEMA, ...counts.keys()]);
    const valid = held.flatMap((line) => counts.get(/^(.*) validates$/.exec(line)?.[1] ?? "") ?? []);
    const complaints = [...whole, ...held.filter((line) => !line.endsWith(" validates"))];
    return { expected: sum([...counts.values()]), read: sum(valid), problems: complaints.slice(0, COMPLAINTS_MAX) };
  },
};

/** What it says about files, line by line. */
function lint(args: readonly string[]): string[] {
  const { stderr } = spawnSync("xmllint", ["--huge", "--noout", ...args], { encoding: "utf8", maxBuffer: OUTPUT_BYTES_MAX });
  return stderr.split("\n").filter((line) => line !== "");
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
