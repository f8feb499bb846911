import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { emitScenario } from "../src/emit/emit-scenario.ts";
import { readLibrary } from "../src/library/scenario-library.ts";
import { REFEREES } from "./index.ts";
import { contentLines, isIis, readNativeFiles } from "./native-files.ts";
import { isContent, isInstalled } from "./referee.ts";

const SCENARIOS = fileURLToPath(new URL("../../scenarios", import.meta.url));
const [slug = "_every-technique", volumeText = "0.27"] = process.argv.slice(2);
const SEED = 1;
/** Gives somewhat more than the lines that are asked for; with a weekend. Another scenario may need another volume. */
const LARGE = { volume: Number(volumeText), historyDays: 7 };
const IIS_LINES_MIN = 200_000;

const scenario = (await readLibrary(SCENARIOS)).find((one) => one.slug === slug)?.scenario;
if (scenario == null) throw new Error(`${slug} does not lint`);
const folder = mkdtempSync(join(tmpdir(), "mailroom-referees-"));
let isEverythingRead = true;
const say = (isRight: boolean, text: string): void => {
  isEverythingRead &&= isRight;
  console.log(`${isRight ? "ok  " : "FAIL"} ${text}`);
};

try {
  console.log(`Emitting ${slug} at volume ${LARGE.volume}, ${LARGE.historyDays} days …`);
  const native = join(folder, "native");
  const large = {
    ...scenario,
    volume: LARGE.volume,
    window: { ...scenario.window, historyDays: Math.min(scenario.window.historyDays, LARGE.historyDays) },
  };
  await emitScenario({ scenario: large, seed: SEED, outDir: native, format: "native", withTruth: false });
  const files = readNativeFiles(native);
  const iisLines = files.filter(isIis).reduce((sum, file) => sum + contentLines(file).length, 0);
  say(iisLines >= IIS_LINES_MIN, `${iisLines.toLocaleString("en")} IIS lines in ${files.length} files`);
  for (const [index, referee] of REFEREES.entries()) {
    const taken = files.filter(referee.takes);
    if (taken.length === 0) {
      console.log(`none ${referee.tool}: this estate writes no ${referee.reads}`);
      continue;
    }
    if (!isInstalled(referee)) {
      console.log(`skip ${referee.tool} is not installed: apt-get install ${referee.debianPackage}`);
      continue;
    }
    const scratch = join(folder, String(index));
    mkdirSync(scratch);
    const judgement = referee.judge(taken, scratch);
    const counts = `${judgement.read.toLocaleString("en")} of ${judgement.expected.toLocaleString("en")}`;
    say(isContent(judgement), `${referee.tool}: ${counts} ${referee.reads}`);
    for (const problem of judgement.problems) console.log(`     ${problem}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(isEverythingRead ? 0 : 1);
