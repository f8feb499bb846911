import { describe, expect, it } from "vitest";
import { readLibrary } from "../src/library/scenario-library.ts";
import type { StoryStep } from "../src/scenario/model.ts";
import { withoutStory } from "../src/scenario/without-story.ts";
import { SCENARIOS_ROOT } from "./fixtures/first-scenario.ts";
import { imageServers, testProxyLogon, TOOL_VERSIONS } from "./fixtures/test-proxylogon.ts";
import type { ServerImage, ToolFinding, ToolVersion } from "./fixtures/test-proxylogon.ts";
import { buildTinyScenario, describeStep } from "./fixtures/tiny-scenario.ts";

type Answers = Record<ToolVersion, ToolFinding[]>;

const ask = (image: ServerImage): Answers =>
  Object.fromEntries(TOOL_VERSIONS.map((version) => [version, testProxyLogon(image, version)])) as Answers;

/** What each version says of the one server of a world with this story. */
function answers(story: readonly StoryStep[]): Answers {
  const image = imageServers(buildTinyScenario({ story, volume: 0.01 }), 4).get("MX01");
  expect(image?.logs.size).toBeGreaterThan(20);
  return ask(image ?? { logs: new Map(), files: new Set() });
}

const { story: whole, window } = buildTinyScenario();
const at = { kind: "at", at: window.exerciseStart, jitter: 0 } as const;
const before = (minutes: number): StoryStep["when"] => ({ ...at, at: (at.at - minutes * 60_000_000) as typeof at.at });

describe("Test-ProxyLogon over a server", () => {
  it("finds a compromise on every date, and the reset since 18 March", () => {
    const story = whole.filter(({ actorId }) => actorId === "heron");
    expect(answers(story)).toEqual({
      "2021-03-05": ["archive", "directory set", "forged routing"],
      "2021-03-11": ["archive", "directory set", "forged routing"],
      "2021-03-18": ["archive", "directory reset", "directory set", "forged routing"],
    });
  });

  it("calls a mere probe of autodiscover suspicious until 11 March, and nothing since", () => {
    expect(answers([describeStep("probe", "ssrf-probe", { autodiscoverOnly: true }, before(600))])).toEqual({
      "2021-03-05": ["archive", "forged routing"],
      "2021-03-11": ["archive"],
      "2021-03-18": [],
    });
  });

  it("calls an administrator's plain URL a finding until 18 March, and is silent about it since", () => {
    const story = [describeStep("url-change", "oab-url-change", { person: "it-admin", to: "public-name" }, before(900), "staff")];
    const said = answers(story);
    expect(said["2021-03-11"]).toEqual(["archive", "directory set"]);
    expect(said["2021-03-18"]).toEqual([]);
  });

  it("is silent about a clean server since 18 March; before, the backup agent's archive alone was reported", () => {
    const { "2021-03-11": second, "2021-03-18": third } = answers([]);
    expect([second, third]).toEqual([["archive"], []]);
  });
});

/** What the last version says of each server of the shipped scenarios; a server that is not named was left alone. */
const COMPROMISED: Readonly<Record<string, Readonly<Record<string, readonly ToolFinding[]>>>> = {
  "page-that-should-not-be-there": { MX01: ["archive", "directory reset", "directory set", "forged routing"] },
  _example: { MX01: ["archive", "directory reset", "directory set", "forged routing"] },
  "_several-intruders": { MX01: ["archive", "directory reset", "directory set", "forged routing", "voice mail fault"] },
  "_every-technique": { "HV-MX01": ["archive", "directory reset", "directory set", "forged routing", "voice mail fault"] },
  // The request is forged at the server that it came in by; the cmdlet runs where the mailbox is that it was forged for.
  "_large-estate": { "TW-MX01": ["archive", "directory set"], "TW-MX02": ["archive", "directory reset", "forged routing"] },
};
/** Ordinary life moves none of it. */
const VOLUME = 0.002;
const SEED = 11;

const library = await readLibrary(SCENARIOS_ROOT);

describe("Test-ProxyLogon over the servers of every scenario", () => {
  it("is told here what to expect of each", () => {
    expect(Object.keys(COMPROMISED).sort()).toEqual(library.map(({ slug }) => slug).sort());
  });

  it.each(library.map(({ slug }) => slug))("hits exactly what it should in %s, and nothing where the story does not happen", (slug) => {
    const written = library.find((entry) => entry.slug === slug)?.scenario;
    if (written === null || written === undefined) throw new Error(`${slug} does not lint`);
    const scenario = { ...written, volume: VOLUME };
    const told = [...imageServers(scenario, SEED)].map(([name, image]) => ({ name, said: ask(image) }));
    const expected = COMPROMISED[slug] ?? {};
    expect(Object.fromEntries(told.map(({ name, said }) => [name, said["2021-03-18"]]))).toEqual(
      Object.fromEntries(told.map(({ name }) => [name, expected[name] ?? []])),
    );
    expect(Object.keys(expected).filter((name) => told.every((one) => one.name !== name))).toEqual([]);
    // The first version took the scanners of those weeks for intruders, and both earlier ones the backup agent's archive for theirs.
    for (const image of imageServers(withoutStory(scenario), SEED).values()) {
      const { "2021-03-05": first, "2021-03-11": second, "2021-03-18": third } = ask(image);
      expect(first.filter((finding) => finding !== "forged routing")).toEqual(["archive"]);
      expect(second).toEqual(["archive"]);
      expect(third).toEqual([]);
    }
  });
});
