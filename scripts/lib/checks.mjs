import { bin, run } from "./run.mjs";

const tsx = [bin("tsx")];

/** Everything that reads the tree without running the product; each is one line of the final count. */
export const CHECKS = [
  { name: "format", command: [bin("oxfmt"), "--check", "."] },
  { name: "lint (type-aware)", command: [bin("oxlint"), "--type-aware"] },
  { name: "types: server", command: [bin("tsc"), "-p", "server"] },
  { name: "types: web", command: [bin("tsc"), "-p", "web"] },
  { name: "types: e2e", command: [bin("tsc"), "-p", "e2e"] },
  { name: "dead code", command: [bin("knip"), "--no-progress"] },
  { name: "scenario lint", command: [...tsx, "server/src/cli/main.ts", "scenario", "lint", "--all"] },
];

/** Runs the checks two at a time. @returns {Promise<{passed: number, failed: number}>} */
export async function runChecks() {
  const waiting = [...CHECKS];
  let failed = 0;
  const worker = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const [command, ...args] = check.command;
      const { code, output } = await run(command, args, { quiet: true });
      console.log(`${code === 0 ? "ok  " : "FAIL"} ${check.name}`);
      if (code !== 0) {
        failed += 1;
        console.log(output);
      }
    }
  };
  await Promise.all([worker(), worker()]);
  return { passed: CHECKS.length - failed, failed };
}
