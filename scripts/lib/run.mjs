import { spawn } from "node:child_process";
import { ROOT } from "./paths.mjs";

/**
 * Runs a program to its end. With `quiet` its output is returned instead of shown; with `aside` it is shown on stderr.
 * @returns {Promise<{code: number, output: string}>}
 */
export function run(command, args, { cwd = ROOT, env = process.env, quiet = false, aside = false } = {}) {
  return new Promise((resolve, reject) => {
    const shown = ["ignore", aside ? process.stderr : "inherit", "inherit"];
    const child = spawn(command, args, { cwd, env, stdio: quiet ? ["ignore", "pipe", "pipe"] : shown });
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Path of a program that a dependency brought. */
export function bin(name) {
  return new URL(`../../node_modules/.bin/${name}`, import.meta.url).pathname;
}
