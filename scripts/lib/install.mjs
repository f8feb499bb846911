import { fingerprint, isFresh, stamp } from "./fingerprint.mjs";
import { run } from "./run.mjs";

const STAMP = "node_modules/.mailroom-install";

/** Brings node_modules in step with the lock file. No install script of any package runs: none is needed. */
export async function ensureInstalled() {
  const wanted = `${process.versions.modules} ${await fingerprint(["package-lock.json"])}`;
  if (await isFresh(STAMP, wanted)) return;
  console.log("Installing packages (once, about half a minute) …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { code } = await run(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
  if (code !== 0) {
    console.error("Installing the packages failed. Check the network and the free disk space, then try again.");
    process.exit(1);
  }
  await stamp(STAMP, wanted);
}
