import { describe, expect, it } from "vitest";
import { ecpServerLog } from "../src/logs/ecp-server.ts";
import { httpProxyLog } from "../src/logs/http-proxy.ts";
import { createWorldRun } from "../src/range/world.ts";
import type { StoryStep } from "../src/scenario/model.ts";
import { nativeFiles } from "./fixtures/sensing.ts";
import { buildTinyScenario, describeStep } from "./fixtures/tiny-scenario.ts";

/**
 * The conditions of Microsoft's Test-ProxyLogon over native files, as defenders had them on three dates (microsoft/CSS-Exchange,
 * history of Security/src/Test-ProxyLogon.ps1).
 */
type Version = "2021-03-05" | "2021-03-11" | "2021-03-18";
const VERSIONS: readonly Version[] = ["2021-03-05", "2021-03-11", "2021-03-18"];
type Finding = "forged routing" | "directory reset" | "directory set";

/** Rows of an Exchange CSV as Import-Csv would give them: the first line is the header, comments become odd rows. */
function rowsOf(text: string): Record<string, string>[] {
  const [header = "", ...lines] = text.replace(/^\uFEFF/, "").split("\r\n");
  const names = header.split(",");
  return lines.map((line) => {
    const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ""]));
  });
}

/** PowerShell's -like: `*` alone is special, case is not. */
function like(text: string, pattern: string): boolean {
  const escaped = pattern.replaceAll(/[.?+^$()[\]{}|\\/]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${escaped}$`, "is").test(text);
}

function testProxyLogon(files: ReadonlyMap<string, string>, version: Version): Finding[] {
  const found = new Set<Finding>();
  const isLater = (than: Version): boolean => version >= than;
  for (const [path, text] of files) {
    if (path.includes("/HttpProxy/") && text.includes("ServerInfo~")) {
      for (const { AnchorMailbox = "", AuthenticatedUser = "", HttpStatus = "" } of rowsOf(text)) {
        const isNoise = like(AnchorMailbox, "ServerInfo~*/autodiscover*") || like(AnchorMailbox, "ServerInfo~localhost*/*");
        const counts = isLater("2021-03-11") ? !isNoise : AuthenticatedUser === "";
        if (like(AnchorMailbox, "ServerInfo~*/*") && counts) found.add("forged routing");
        const isReset = like(AnchorMailbox, "ServerInfo~*/*Reset*VirtualDirectory#") && HttpStatus === "200";
        if (isLater("2021-03-18") && isReset) found.add("directory reset");
      }
    }
    const set = isLater("2021-03-18")
      ? /Set-.+VirtualDirectory.+?(?=Url).+<\w+.*>(.*?)<\/\w+>.+?(?=VirtualDirectory)/i
      : /Set-.+VirtualDirectory/i;
    if (path.includes("/ECP/Server/") && text.split("\r\n").some((line) => set.test(line))) found.add("directory set");
  }
  return [...found].sort();
}

/** What each version says of the native logs of a world with this story. */
function answers(story: readonly StoryStep[]): Record<string, Finding[]> {
  const run = createWorldRun(buildTinyScenario({ story, volume: 0.01 }), 4);
  const activities = [...run.advance(run.window.exerciseEnd)]
    .flat()
    .filter(({ kind }) => kind === "http-request" || kind === "ecp-command");
  const files = new Map([...nativeFiles(httpProxyLog, activities), ...nativeFiles(ecpServerLog, activities)]);
  expect(files.size).toBeGreaterThan(20);
  return Object.fromEntries(VERSIONS.map((version) => [version, testProxyLogon(files, version)]));
}

const { story: whole, window } = buildTinyScenario();
const at = { kind: "at", at: window.exerciseStart, jitter: 0 } as const;
const before = (minutes: number): StoryStep["when"] => ({ ...at, at: (at.at - minutes * 60_000_000) as typeof at.at });

describe("Test-ProxyLogon over native files", () => {
  it("finds a compromise on every date, and the reset since 18 March", () => {
    const story = whole.filter(({ actorId }) => actorId === "heron");
    expect(answers(story)).toEqual({
      "2021-03-05": ["directory set", "forged routing"],
      "2021-03-11": ["directory set", "forged routing"],
      "2021-03-18": ["directory reset", "directory set", "forged routing"],
    });
  });

  it("calls a mere probe of autodiscover suspicious until 11 March, and nothing since", () => {
    expect(answers([describeStep("probe", "ssrf-probe", { autodiscoverOnly: true }, before(600))])).toEqual({
      "2021-03-05": ["forged routing"],
      "2021-03-11": [],
      "2021-03-18": [],
    });
  });

  it("calls an administrator's plain URL a finding until 18 March, and is silent about it since", () => {
    const story = [describeStep("url-change", "oab-url-change", { person: "it-admin", to: "public-name" }, before(900), "staff")];
    const said = answers(story);
    expect(said["2021-03-11"]).toEqual(["directory set"]);
    expect(said["2021-03-18"]).toEqual([]);
  });

  it("is silent about a clean server since 11 March", () => {
    const said = answers([]);
    expect([said["2021-03-11"], said["2021-03-18"]]).toEqual([[], []]);
  });
});
