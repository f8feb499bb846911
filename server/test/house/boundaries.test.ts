import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** First-level folders of server/src, and which of them each may import. What is not listed may not be imported. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  base: [],
  programs: [],
  range: ["base", "scenario", "logs"],
  logs: ["base", "range"],
  scenario: ["base", "range"],
  kql: ["base"],
  score: ["base", "scenario", "range"],
  state: ["base", "scenario"],
  telemetry: ["base", "programs", "kql", "range", "logs", "scenario"],
  db: ["base", "state", "scenario"],
  library: ["base", "programs", "scenario", "range", "kql", "logs", "exercise"],
  conformance: ["base", "programs", "kql", "telemetry"],
  audit: ["base", "scenario", "telemetry"],
  emit: ["base", "range", "logs", "scenario"],
  policy: ["base", "state"],
  // From exercise only the types of what commands hand over; the linter forbids the rest.
  present: ["base", "state", "range", "scenario", "score", "telemetry", "exercise"],
  exercise: ["base", "state", "range", "logs", "scenario", "score", "telemetry", "policy"],
  auth: ["base", "state", "db", "exercise", "policy"],
  live: ["base", "state", "exercise", "policy", "present", "auth"],
  listener: ["base"],
  http: ["base", "state", "exercise", "policy", "present", "auth", "live"],
};
/** Composition roots: they may import anything, and only each other may import them. */
const ROOTS = new Set(["main.ts", "config.ts", "start-server.ts", "start-live.ts", "issue-link.ts", "cli"]);

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => join(folder, name));
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map((match) => resolve(dirname(file), match[1] ?? ""));
}

function violations(src: string): string[] {
  return sources(src).flatMap((file) => {
    const from = relative(src, file).split("/")[0] ?? "";
    if (ROOTS.has(from)) return [];
    return importsOf(file)
      .filter((target) => target.startsWith(src))
      .map((target) => relative(src, target).split("/")[0] ?? "")
      .filter((to) => to !== from && !(ALLOWED[from] ?? []).includes(to))
      .map((to) => `${relative(src, file)} imports ${to}`);
  });
}

describe("import directions", () => {
  const src = join(ROOT, "server/src");

  it("hold over the whole server", () => {
    expect(sources(src).length).toBeGreaterThan(100);
    expect(violations(src)).toEqual([]);
  });

  it("keep the query engine publishable: it imports nothing of the server but base and the contract", () => {
    expect(importsOutOfEngine()).toEqual([]);
  });
});

/** What the query engine imports that is neither its own nor `base` nor the contract. */
function importsOutOfEngine(): string[] {
  const server = join(ROOT, "server");
  return sources(join(server, "src/kql")).flatMap((file) =>
    importsOf(file)
      .map((target) => relative(server, target))
      .filter((target) => !/^(src\/kql|src\/base|contract)\//.test(target))
      .map((target) => `${relative(server, file)} imports ${target}`),
  );
}

/** Packages that the query engine may import, and the folder or file of it that may. */
const KQL_PACKAGES: readonly (readonly [name: string, from: string])[] = [
  ["@kusto/language-service-next", "syntax/"],
  ["h3-js", "functions/geo/"],
  ["s2js", "functions/geo/"],
  ["fast-xml-parser", "functions/script/xml.ts"],
  ["fflate", "functions/script/compression.ts"],
  ["punycode", "functions/script/punycode.ts"],
  ["xxhash-wasm", "functions/script/hashes.ts"],
  ["yaml", "functions/script/user-agents.ts"],
];

describe("packages of the query engine", () => {
  const kql = join(ROOT, "server/src/kql");

  it("are few, each in the one place that needs it", () => {
    for (const file of sources(kql))
      for (const [, name = ""] of readFileSync(file, "utf8").matchAll(/^(?:import [^"\n]*|\} )from "([^."][^"]*)"/gm))
        expect(
          KQL_PACKAGES.some(([allowed, from]) => name.startsWith(allowed) && relative(kql, file).startsWith(from)),
          `${file} imports ${name}`,
        ).toBe(true);
  });
});

describe("the checks themselves", () => {
  const planted = join(ROOT, "server/src/zz-planted");

  beforeAll(() => {
    mkdirSync(planted, { recursive: true });
    writeFileSync(join(planted, "bad.ts"), 'import { pool } from "../db/pool.ts";\nexport const x = pool;\n');
  });
  afterAll(() => rmSync(planted, { recursive: true, force: true }));

  it("find a planted import in the wrong direction", () => {
    expect(violations(join(ROOT, "server/src"))).toContain("zz-planted/bad.ts imports db");
  });

  it("find a planted import that would tie the query engine to the server", () => {
    const file = join(ROOT, "server/src/kql/zz-planted.ts");
    writeFileSync(file, 'import type { World } from "../telemetry/store.ts";\nexport type X = World;\n');
    try {
      expect(importsOutOfEngine()).toEqual(["src/kql/zz-planted.ts imports src/telemetry/store.ts"]);
    } finally {
      rmSync(file);
    }
  });

  it.each([
    [
      "server/src/range/zz-planted.ts",
      'import { readFileSync } from "node:fs";\nexport const x = readFileSync;\n',
      "no-restricted-imports",
    ],
    ["server/src/score/zz-planted.ts", "export const x = (): number => Math.random();\n", "no-restricted-properties"],
    ["server/src/logs/zz-planted.ts", "export const x = (): number => Date.now();\n", "no-restricted-properties"],
    [
      "server/src/http/zz-planted.ts",
      'import { compileKql } from "../kql/compile.ts";\nexport const x = compileKql;\n',
      "no-restricted-imports",
    ],
    ["web/src/zz-planted.ts", 'import { x } from "../../server/src/config.ts";\nexport const y = x;\n', "no-restricted-imports"],
  ])("make the linter refuse %s", (path, text, rule) => {
    const file = join(ROOT, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    try {
      expect(lintOutput(path)).toContain(rule);
    } finally {
      rmSync(file);
    }
  });

  it("make the type checker refuse an import of server source from the console", () => {
    const file = join(ROOT, "web/src/zz-planted-types.ts");
    writeFileSync(file, 'import { x } from "@mailroom/server/src/config.ts";\nexport const y = x;\n');
    try {
      expect(() =>
        execFileSync(join(ROOT, "node_modules/.bin/tsc"), ["-p", "web"], { cwd: ROOT, encoding: "utf8", stdio: "pipe" }),
      ).toThrow("Command failed");
    } finally {
      rmSync(file);
    }
  });
});

function lintOutput(path: string): string {
  try {
    return execFileSync(join(ROOT, "node_modules/.bin/oxlint"), [path], { cwd: ROOT, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    return String((error as { stdout?: string }).stdout);
  }
}
