import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REFEREES } from "../referees/index.ts";
import { type NativeFile, readNativeFiles } from "../referees/native-files.ts";
import { isInstalled } from "../referees/referee.ts";
import { emitScenario } from "../src/emit/emit-scenario.ts";
import { readLibrary } from "../src/library/scenario-library.ts";
import { SCENARIOS_ROOT } from "./fixtures/first-scenario.ts";

/** Old and new servers, heads with and without the client behind a balancer, restarts in the middle of files. */
const SLUG = "_large-estate";
const SMALL = { volume: 0.002 };

const folder = mkdtempSync(join(tmpdir(), "mailroom-referees-"));
let files: readonly NativeFile[] = [];

beforeAll(async () => {
  const scenario = (await readLibrary(SCENARIOS_ROOT)).find(({ slug }) => slug === SLUG)?.scenario;
  if (scenario == null) throw new Error(`${SLUG} does not lint`);
  const small = { ...scenario, volume: SMALL.volume };
  const outDir = join(folder, "native");
  await emitScenario({ scenario: small, seed: 6, outDir, format: "native", withTruth: false });
  files = readNativeFiles(outDir);
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("tools that others wrote, over our native files (skipped where they are not installed; npm run referees reads 200,000 lines)", () => {
  for (const [index, referee] of REFEREES.entries()) {
    it.skipIf(!isInstalled(referee))(
      `${referee.tool} reads all ${referee.reads} (apt-get install ${referee.debianPackage})`,
      () => {
        const scratch = join(folder, String(index));
        mkdirSync(scratch);
        const { expected, read, problems } = referee.judge(files.filter(referee.takes), scratch);
        expect([read, problems]).toEqual([expected, []]);
        expect(expected).toBeGreaterThan(20);
      },
      60_000,
    );
  }

  it("are given every channel of events, every log of Exchange and both logs of IIS", () => {
    const taken = files.filter((file) => REFEREES.some(({ takes }) => takes(file)));
    const left = files.filter((file) => !taken.includes(file)).map(({ path }) => path);
    expect(left.filter((path) => !path.includes("HTTPERR"))).toEqual([]);
    for (const part of ["W3SVC1", "W3SVC2", "HttpProxy", "MapiHttp", "MSGTRK", "ECP", "Sysmon", "Security.xml", "MSExchange Management"])
      expect(taken.some(({ path }) => path.includes(part))).toBe(true);
  });
});
