import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { isEventFile } from "./native-files.ts";
import type { Referee } from "./referee.ts";

const SCHEMA = fileURLToPath(new URL("windows-event.xsd", import.meta.url));
const NAMESPACE = "http://schemas.microsoft.com/win/2004/08/events/event";
const EVENTS_PER_FILE = 20_000;
const COMPLAINTS_MAX = 3;

/** A channel's events, one element a line, wrapped into documents and held to the schema of Windows events. */
export const xmllint: Referee = {
  tool: "xmllint",
  debianPackage: "libxml2-utils",
  reads: "Windows events against their schema",
  takes: isEventFile,
  judge(files, scratch) {
    const problems: string[] = [];
    let [expected, read] = [0, 0];
    for (const [index, { path, text }] of files.entries()) {
      const events = text.split(/(?=<Event xmlns)/).filter((event) => event.startsWith("<Event "));
      expected += events.length;
      for (let from = 0; from < events.length; from += EVENTS_PER_FILE) {
        const part = events.slice(from, from + EVENTS_PER_FILE);
        const document = join(scratch, `${index}-${from}.xml`);
        writeFileSync(document, `<Events xmlns="${NAMESPACE}">${part.join("")}</Events>`);
        const { status, stderr } = spawnSync("xmllint", ["--huge", "--noout", "--schema", SCHEMA, document], { encoding: "utf8" });
        if (status === 0) read += part.length;
        else problems.push(`${basename(path)}: ${stderr.split("\n").slice(0, COMPLAINTS_MAX).join(" ")}`);
      }
    }
    return { expected, read, problems };
  },
};
