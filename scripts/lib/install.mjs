import { fingerprint, isFresh, stamp } from "./fingerprint.mjs";
import { run } from "./run.mjs";

const STAMP = "node_modules/.mailroom-install";

/**
 * Brings node_modules in step with the lock file. No install script of any package runs: none is needed. With `aside` it speaks
 * on stderr, for programs whose stdout is an answer.
 */
export async function ensureInstalled({ aside = false } = {}) {
  const wanted = `${process.versions.modules} ${await fingerprint(["package-lock.json"])}`;
  if (await isFresh(STAMP, wanted)) return;
  (aside ? console.error : console.log)("Installing packages (once, about half a minute) …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { code } = await run(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { aside });
  if (code !== 0) {
    console.error("Installing the packages failed. Check the network and the free disk space, then try again.");
    process.exit(1);
  }
  await stamp(STAMP, wanted);
}
