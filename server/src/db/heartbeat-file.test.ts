import { mkdtempSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { wallMs } from "../state/ids.ts";
import { openHeartbeatFile } from "./heartbeat-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mailroom-heartbeat-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("tells the next server when this one began and when it was last alive, also when it was never closed", () => {
  const first = openHeartbeatFile(folder, wallMs(900));
  expect(first.lifeBefore).toBeNull();
  for (const now of [1_000, 1_050, 1_050, 1_100]) first.beat(wallMs(now));
  const second = openHeartbeatFile(folder, wallMs(8_000));
  expect(second.lifeBefore).toEqual({ from: 900, until: 1_100 });
  second.beat(wallMs(9_000));
  const third = openHeartbeatFile(folder, wallMs(10_000));
  expect(third.lifeBefore).toEqual({ from: 8_000, until: 9_000 });
  for (const file of [first, second, third]) file.close();
});

it("claims nothing about a life of which only half a record is left", () => {
  const first = openHeartbeatFile(folder, wallMs(900));
  first.beat(wallMs(1_000));
  first.close();
  truncateSync(join(folder, "heartbeat"), 8);
  const second = openHeartbeatFile(folder, wallMs(8_000));
  expect(second.lifeBefore).toBeNull();
  second.close();
});
