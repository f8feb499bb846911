import { parse } from "yaml";
import { elements, isArray } from "./arrays.ts";
import { asText, script, type Scripted } from "./script.ts";

/** One rule of uap-core, whose keys end in `_replacement` where a field is not simply the next capture group. */
type Rule = Readonly<Record<string, string | undefined>> & { readonly regex: string };

interface Rules {
  readonly user_agent_parsers: readonly Rule[];
  readonly os_parsers: readonly Rule[];
  readonly device_parsers: readonly Rule[];
}

interface Compiled {
  readonly pattern: RegExp;
  readonly rule: Rule;
}

type Kind = keyof Rules;

let compiled: Readonly<Record<Kind, readonly Compiled[]>> | null = null;

let readRules: () => string = () => "{ user_agent_parsers: [], os_parsers: [], device_parsers: [] }";

/** Whoever installs a query session hands in how to read uap-core's `regexes.yaml`: this engine opens no files. */
export function provideUserAgentRules(read: () => string): void {
  readRules = read;
  compiled = null;
}

/** Read once, when the first query asks: some 200 kB of patterns. */
function rulesOf(kind: Kind): readonly Compiled[] {
  if (compiled === null) {
    const rules = parse(readRules()) as Rules;
    const compile = (list: readonly Rule[]): Compiled[] =>
      list.map((rule) => ({ rule, pattern: new RegExp(rule.regex, rule["regex_flag"] ?? "") }));
    compiled = {
      user_agent_parsers: compile(rules.user_agent_parsers),
      os_parsers: compile(rules.os_parsers),
      device_parsers: compile(rules.device_parsers),
    };
  }
  return compiled[kind];
}

/** Fields of the first rule that matches: a replacement with its groups filled in, else the capture group of that place. */
function fields(kind: Kind, agent: string, keys: readonly (readonly [replacement: string, group: number])[]): string[] | null {
  for (const { pattern, rule } of rulesOf(kind)) {
    const match = pattern.exec(agent);
    if (match === null) continue;
    return keys.map(([key, group]) => {
      const replacement = rule[key];
      if (replacement === undefined) return group === 0 ? "" : (match[group] ?? "").trim();
      return replacement.replaceAll(/\$(\d)/g, (_, digit: string) => match[Number(digit)] ?? "").trim();
    });
  }
  return null;
}

function browser(agent: string): Readonly<Record<string, string>> {
  const [family = "Other", major = "", minor = "", patch = ""] =
    fields("user_agent_parsers", agent, [
      ["family_replacement", 1],
      ["v1_replacement", 2],
      ["v2_replacement", 3],
      ["v3_replacement", 4],
    ]) ?? [];
  return { Family: family, MajorVersion: major, MinorVersion: minor, Patch: patch };
}

function system(agent: string): Readonly<Record<string, string>> {
  const [family = "Other", major = "", minor = "", patch = "", patchMinor = ""] =
    fields("os_parsers", agent, [
      ["os_replacement", 1],
      ["os_v1_replacement", 2],
      ["os_v2_replacement", 3],
      ["os_v3_replacement", 4],
      ["os_v4_replacement", 5],
    ]) ?? [];
  return { Family: family, MajorVersion: major, MinorVersion: minor, Patch: patch, PatchMinor: patchMinor };
}

function device(agent: string): Readonly<Record<string, string>> {
  const [family = "Other", brand = "", model = ""] =
    fields("device_parsers", agent, [
      ["device_replacement", 1],
      ["brand_replacement", 0],
      ["model_replacement", 1],
    ]) ?? [];
  return { Family: family, Brand: brand, Model: model };
}

const PARTS: Readonly<Record<string, readonly [key: string, read: (agent: string) => Readonly<Record<string, string>>]>> = {
  browser: ["Browser", browser],
  os: ["OperatingSystem", system],
  device: ["Device", device],
};

export const USER_AGENT_SCRIPTS: readonly Scripted[] = [
  script("parse_user_agent", ["string", "dynamic?"], "dynamic", (agent, wanted) => {
    const given = isArray(wanted) ? elements(wanted) : wanted === null || wanted === undefined ? [] : [asText(wanted)];
    const names = given.map((token) => String(JSON.parse(token)).toLowerCase());
    const parts = (names.length === 0 ? Object.keys(PARTS) : names).flatMap((name) => {
      const part = PARTS[name];
      return part === undefined ? [] : [[part[0], part[1](asText(agent))] as const];
    });
    return JSON.stringify(Object.fromEntries(parts));
  }),
];
