import { describe, expect, it } from "vitest";
import { buildTinyScenario } from "../../test/fixtures/tiny-scenario.ts";
import { DOCUMENTATION_NETWORKS, isInside } from "./estate/addresses.ts";
import { createWorldRun } from "./world.ts";

const ALLOWED_NETWORKS = [...DOCUMENTATION_NETWORKS, "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8"];

/** Four numbers that are versions, not addresses, by what stands before them. */
const VERSION_BEFORE =
  /(?:version|chrome|edg|firefox|rv|exchangeservicesclient|outlook|windows nt|build|platform|psversion|owa\/auth|owa\/prem|updated to)[ :=/\\]*(?:v|version )?$/i;

function collectStrings(value: unknown, into: Set<string>): void {
  if (typeof value === "string") into.add(value);
  else if (Array.isArray(value)) for (const item of value) collectStrings(item, into);
  else if (value !== null && typeof value === "object") for (const item of Object.values(value)) collectStrings(item, into);
}

function allStrings(): ReadonlySet<string> {
  const run = createWorldRun(buildTinyScenario(), 21);
  const strings = new Set<string>();
  for (const batch of run.advance(run.window.exerciseEnd)) collectStrings(batch, strings);
  return strings;
}

describe("everything that a world emits", () => {
  const strings = [...allStrings()];

  it("was really looked at", () => {
    expect(strings.length).toBeGreaterThan(5_000);
  });

  it("names only documentation and private addresses", () => {
    const foreign = strings.flatMap((text) =>
      [...text.matchAll(/(?<![\d.])(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?![\d.])/g)]
        .filter((match) => !VERSION_BEFORE.test(text.slice(0, match.index)))
        .map((match) => match[1] ?? "")
        .filter((address) => address.split(".").every((part) => Number(part) <= 255) && !isInside(address, ALLOWED_NETWORKS))
        // File versions and builds as values of their own.
        .filter((address) => !/^(?:1\.13\d\d|4\.18|10\.0|15\.1)\./.test(address) && address !== "1.0.0.1" && address !== "0.0.0.0")
        .map((address) => `${address} in ${text.slice(0, 120)}`),
    );
    expect(foreign).toEqual([]);
  });

  it("names only hosts under .example in addresses and links", () => {
    const foreign = strings.flatMap((text) =>
      [...text.matchAll(/(?:https?:\/\/|@)([a-z0-9-]+(?:\.[a-z0-9-]+)+)/gi)]
        .map((match) => match[1] ?? "")
        .filter((host) => !/\.(?:example|test)$/i.test(host) && !/^\d+\.\d+\.\d+\.\d+$/.test(host)),
    );
    expect([...new Set(foreign)]).toEqual([]);
  });

  it("holds no script body: where there is a script, its body is withheld", () => {
    const scripts = strings.filter((text) => /<script/i.test(text));
    expect(scripts.length).toBeGreaterThan(0);
    for (const text of scripts)
      expect(text).toMatch(/<script[^>]*>\/\* inert training text, function Page_Load\(\) omitted \*\/<\/script>/);
    expect(strings.filter((text) => /eval\s*\(|Request\.(?:Item|Form)|unsafe|FromBase64String|powershell.*-enc/i.test(text))).toEqual([]);
  });
});
