import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { announceAddress, labAddress } from "./announced-address.ts";

let dataDirectory: string;
beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), "mailroom-address-"));
});
afterEach(() => rmSync(dataDirectory, { recursive: true, force: true }));

describe("where the lab of a data folder is asked", () => {
  it("is where the running lab has said, whatever port this environment names", () => {
    const takeAway = announceAddress(dataDirectory, "http://127.0.0.1:9123");
    expect(labAddress({ dataDirectory, host: "127.0.0.1", port: 8025 })).toBe("http://127.0.0.1:9123");
    takeAway();
    expect(labAddress({ dataDirectory, host: "127.0.0.1", port: 8025 })).toBe("http://127.0.0.1:8025");
  });

  it("is this machine when the lab listens everywhere", () => {
    expect(labAddress({ dataDirectory, host: "0.0.0.0", port: 8025 })).toBe("http://127.0.0.1:8025");
  });
});
