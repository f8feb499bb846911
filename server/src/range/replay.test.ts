import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { buildTinyScenario } from "../../test/fixtures/tiny-scenario.ts";
import { createWorldRun } from "./world.ts";

function digestOfRun(seed: number): string {
  const run = createWorldRun(buildTinyScenario(), seed);
  const hash = createHash("sha256");
  for (const batch of run.advance(run.window.exerciseEnd)) for (const activity of batch) hash.update(JSON.stringify(activity));
  return hash.digest("hex");
}

describe("a replay", () => {
  it("has the same SHA-256 in another process", () => {
    const path = (name: string): string => JSON.stringify(fileURLToPath(new URL(name, import.meta.url)));
    const program = `
      import { createHash } from "node:crypto";
      import { buildTinyScenario } from ${path("../../test/fixtures/tiny-scenario.ts")};
      import { createWorldRun } from ${path("./world.ts")};
      const run = createWorldRun(buildTinyScenario(), 31);
      const hash = createHash("sha256");
      for (const batch of run.advance(run.window.exerciseEnd)) for (const activity of batch) hash.update(JSON.stringify(activity));
      process.stdout.write(hash.digest("hex"));
    `;
    const elsewhere = execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program], {
      cwd: fileURLToPath(new URL("../../..", import.meta.url)),
      encoding: "utf8",
      env: { ...process.env, TZ: "Pacific/Auckland", LC_ALL: "tr_TR.UTF-8" },
    });
    expect(elsewhere).toBe(digestOfRun(31));
    expect(elsewhere).toMatch(/^[0-9a-f]{64}$/);
  });
});
