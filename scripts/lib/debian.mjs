import { readFile } from "node:fs/promises";
import { run } from "./run.mjs";

/** True for Debian and its children, when this process may install packages. */
export async function canInstallDebianPackages() {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  const release = await readFile("/etc/os-release", "utf8").catch(() => "");
  return /^ID(_LIKE)?=.*debian/m.test(release);
}

/** @returns whether the packages are there now. */
export async function installDebianPackages(...names) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = () => run("apt-get", ["install", "-y", "--no-install-recommends", ...names], { quiet: true, env });
  console.log(`Installing Debian's ${names.join(", ")} …`);
  if ((await install()).code === 0) return true;
  await run("apt-get", ["update"], { quiet: true, env });
  return (await install()).code === 0;
}
