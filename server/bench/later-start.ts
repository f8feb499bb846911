import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createScratchFolder } from "../src/telemetry/testing/fake-store.ts";
import type { Benchmark } from "./benchmark.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const POLL_MS = 25;
const START_MAX_MS = 120_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function isServed(port: number): Promise<boolean> {
  try {
    const answers = await Promise.all(["healthz", ""].map((path) => fetch(`http://127.0.0.1:${port}/${path}`)));
    return answers.every((answer) => answer.ok);
  } catch {
    return false;
  }
}

/** Seconds from `npm start`'s program to the first page, then a stop as by Ctrl-C. */
async function measureStart(dataFolder: string): Promise<number> {
  const port = await freePort();
  const startedAt = performance.now();
  const env = { ...process.env, PORT: String(port), MAILROOM_DATA: dataFolder };
  const child = spawn(process.execPath, ["scripts/start.mjs"], { cwd: ROOT, env, stdio: ["ignore", "ignore", "inherit"] });
  const ended = once(child, "exit");
  while (!(await isServed(port))) {
    if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode} while it started`);
    if (performance.now() - startedAt > START_MAX_MS) throw new Error("the server did not start");
    await pause(POLL_MS);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  child.kill("SIGTERM");
  await ended;
  return seconds;
}

export const laterStart: Benchmark = {
  name: "npm start",
  async run() {
    const scratch = createScratchFolder();
    const first = await measureStart(scratch.path);
    const later = await measureStart(scratch.path);
    scratch.remove();
    return [
      {
        name: "later start → first page",
        value: later,
        unit: "s",
        budget: { value: 5, is: "at most" },
        against: `${first.toFixed(1)} s of the first start in an empty data folder, all built`,
      },
    ];
  },
};
