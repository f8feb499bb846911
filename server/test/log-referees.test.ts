import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { LOG_CATALOGUE } from "../src/logs/catalogue.ts";
import { commonSecurityLog } from "../src/logs/common-security-log.ts";
import { httpProxyLog } from "../src/logs/http-proxy.ts";
import { iisLog } from "../src/logs/iis.ts";
import { messageTrackingLog } from "../src/logs/message-tracking.ts";
import { createWorldRun } from "../src/range/world.ts";
import { nativeFiles, steadyContext } from "./fixtures/sensing.ts";
import { buildTinyScenario } from "./fixtures/tiny-scenario.ts";

const has = (tool: string): boolean => spawnSync(tool, ["--version"], { stdio: "ignore" }).error === undefined;

const folder = mkdtempSync(join(tmpdir(), "mailroom-referees-"));
const run = createWorldRun(buildTinyScenario({ volume: 0.02 }), 6);
const activities = [...run.advance(run.window.exerciseEnd)].flat();

/** Files of one log under a folder of its own, and how many lines of content they have. */
function write(
  log: Parameters<typeof nativeFiles>[0],
  kinds: readonly string[],
): { readonly files: string[]; readonly lines: number; readonly texts: string[] } {
  const of = activities.filter(({ kind }) => kinds.includes(kind));
  let lines = 0;
  const texts: string[] = [];
  const files = [...nativeFiles(log, of)].map(([path, text], index) => {
    const file = join(folder, log.table.name, String(index), basename(path));
    mkdirSync(join(file, ".."), { recursive: true });
    // Miller takes a comment for a header when a byte order mark stands before it.
    writeFileSync(file, text.replace("\uFEFF", ""));
    texts.push(text);
    lines += text.split("\r\n").filter((line) => line !== "" && !line.replace("\uFEFF", "").startsWith("#")).length;
    return file;
  });
  return { files, lines, texts };
}

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("tools that others wrote, over our native files (skipped where they are not installed)", () => {
  it.skipIf(!has("lnav"))("lnav reads every IIS line", () => {
    const { files, lines } = write(iisLog, ["http-request"]);
    const count = execFileSync("lnav", ["-n", "-c", ";select count(*) from w3c_log", "-c", ":write-csv-to -", ...files], {
      encoding: "utf8",
    });
    expect(Number(/^\d+$/m.exec(count)?.[0])).toBe(lines);
  });

  it.skipIf(!has("goaccess"))(
    "goaccess reads every IIS line but what real logs have and it does not know: addresses with a zone, methods of RPC over HTTP",
    () => {
      const { files, texts } = write(iisLog, ["http-request"]);
      const out = join(folder, "goaccess.json");
      execFileSync("goaccess", [...files, "--log-format=W3C", "--no-global-config", "-o", out], { stdio: "ignore" });
      const { general } = JSON.parse(readFileSync(out, "utf8")) as { general: Record<string, number> };
      const strange = texts
        .flatMap((text) => text.split("\r\n"))
        .filter((line) => / fe80:[0-9a-f:]+%\d+ | RPC_(?:IN|OUT)_DATA /.test(line));
      expect(general["failed_requests"]).toBe(strange.length);
      expect(general["valid_requests"]).toBeGreaterThan(1_000);
    },
  );

  it.skipIf(!has("mlr"))("miller reads every line of HttpProxy and message tracking with the right number of fields", () => {
    const tables = [
      { written: write(httpProxyLog, ["http-request"]), fields: 74 },
      { written: write(messageTrackingLog, ["mail-event"]), fields: 30 },
    ];
    for (const { written, fields } of tables) {
      const [file = ""] = written.files;
      const seen = execFileSync(
        "mlr",
        ["--csvlite", "--pass-comments-with", "#", "--implicit-csv-header", "--headerless-csv-output", "put", "-q", "print NF", file],
        {
          encoding: "utf8",
        },
      );
      const counts = new Set(seen.split("\n").filter((line) => /^\d+$/.test(line)));
      expect([...counts]).toEqual([String(fields)]);
    }
  });

  it.skipIf(!has("xmllint"))("xmllint finds every Windows event to be as the event schema says", () => {
    const files = LOG_CATALOGUE.filter(({ native }) => native !== null).flatMap((log) =>
      [...nativeFiles(log, activities)].filter(([path]) => path.endsWith(".xml")),
    );
    const channels = files.map(([path]) => basename(path));
    for (const channel of ["Security.xml", "System.xml", "MSExchange Management.xml", "Microsoft-Windows-Sysmon%4Operational.xml"])
      expect(channels).toContain(channel);
    const schema = join(import.meta.dirname, "fixtures/windows-event.xsd");
    for (const [index, [path, events]] of files.entries()) {
      const file = join(folder, `${index}.xml`);
      writeFileSync(file, `<Events xmlns="http://schemas.microsoft.com/win/2004/08/events/event">${events.replace("\uFEFF", "")}</Events>`);
      const { status, stderr } = spawnSync("xmllint", ["--huge", "--noout", "--schema", schema, file], { encoding: "utf8" });
      expect([path, status, stderr.split("\n").slice(0, 4).join("\n")]).toEqual([path, 0, expect.stringContaining("validates")]);
    }
  });

  it.skipIf(!has("lognormalizer"))("liblognorm reads every line of the firewall as CEF behind the stamp of syslog", () => {
    const steady = steadyContext();
    const firewall = { name: "FW01", version: "v6.4.5", serial: "FG-SAMPLE-1", publicIp: "203.0.113.65", workspaceId: "" };
    const context = { ...steady, organisation: { ...steady.organisation, firewall } };
    const lines = [...nativeFiles(commonSecurityLog, activities, context).values()].flatMap((text) =>
      text.split("\n").filter((line) => line !== ""),
    );
    expect(lines.length).toBeGreaterThan(100);
    const rules = join(folder, "cef.rulebase");
    writeFileSync(rules, "version=2\nrule=:%stamp:date-rfc3164% %host:word% %cef:cef%\n");
    const read = execFileSync("lognormalizer", ["-r", rules, "-e", "json"], {
      input: lines.join("\n"),
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    const records = read.trimEnd().split("\n");
    expect(records).toHaveLength(lines.length);
    expect(records.filter((record) => !record.includes('"Extensions"') || record.includes("unparsed-data"))).toEqual([]);
  });
});
