import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { ExerciseId, UserId } from "../../src/state/ids.ts";
import type { TestAddress } from "./test-engine.ts";

const WRITER = fileURLToPath(new URL("write-until-killed.ts", import.meta.url));

/**
 * Starts a writer, kills it with SIGKILL after so many acknowledged writes, and returns the keys that were acknowledged
 * (some more may have been, between the count and the kill).
 */
export async function writeAndKill(address: TestAddress, exercise: ExerciseId, author: UserId, acknowledgedMin: number): Promise<string[]> {
  const child = spawn(process.execPath, ["--import", "tsx", WRITER, JSON.stringify(address), exercise, author], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const keys: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    keys.push(line);
    if (keys.length === acknowledgedMin) child.kill("SIGKILL");
  }
  await exited;
  if (keys.length < acknowledgedMin) throw new Error(`the writer stopped after ${keys.length} of ${acknowledgedMin} writes`);
  return keys;
}
