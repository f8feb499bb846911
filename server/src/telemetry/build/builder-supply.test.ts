import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WorldFolders } from "../disk/world-folders.ts";
import { FAKE_SCENARIO } from "../testing/fake-source.ts";
import { createScratchFolder, FAKE_BUILDER, FAKE_KEY, type ScratchFolder } from "../testing/fake-store.ts";
import { BuilderSupply } from "./builder-supply.ts";
import type { BuildOrder } from "./serve-builder.ts";

let scratch: ScratchFolder;
let supply: BuilderSupply;

beforeEach(() => {
  scratch = createScratchFolder();
  supply = new BuilderSupply(FAKE_BUILDER);
});

afterEach(() => {
  supply.close();
  scratch.remove();
});

describe("a supply of builders", () => {
  it("gives the order to the builder that waits, and has another wait afterwards", async () => {
    await supply.keepOneReady();
    const first = supply.waitingPid;
    const pids = new Set<number | undefined>();
    await supply.build(order("a"), () => pids.add(supply.pids[0]));
    expect([...pids]).toEqual([first]);
    expect(supply.pids).toEqual([]);
    expect(supply.waitingPid).toBeGreaterThan(0);
    expect(supply.waitingPid).not.toBe(first);
  });

  it("starts a builder for an order where the one that waited was killed", async () => {
    await supply.keepOneReady();
    const pid = waitingPid();
    process.kill(pid, "SIGKILL");
    await expect.poll(() => isRunning(pid)).toBe(false);
    await expect(supply.build(order("a"), () => undefined)).resolves.toBeUndefined();
  });

  it("keeps none where nobody asked for it, and takes two orders at once", async () => {
    await Promise.all([supply.build(order("a"), () => undefined), supply.build(order("b"), () => undefined)]);
    expect(supply.waitingPid).toBeNull();
  });

  it("starts none ahead once it is closed, whoever still waits for that", async () => {
    supply.close();
    await supply.keepOneReady();
    expect(supply.waitingPid).toBeNull();
  });

  it("leaves no process behind when it is closed", async () => {
    await supply.keepOneReady();
    const pid = waitingPid();
    supply.close();
    await expect.poll(() => isRunning(pid)).toBe(false);
  });
});

function waitingPid(): number {
  if (supply.waitingPid === null) throw new Error("none waits");
  return supply.waitingPid;
}

function order(hash: string): BuildOrder {
  return {
    key: FAKE_KEY,
    scenario: { ...FAKE_SCENARIO, historyMinutes: 20 },
    folders: new WorldFolders(scratch.path).beginBuild(hash.repeat(64)),
  };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
