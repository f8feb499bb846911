import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { OfflineError, describeProblem } from "./errors.ts";
import { withKey } from "./with-key.ts";

describe("an act of a person", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is sent again under the same key when the connection failed", async () => {
    const keys: string[] = [];
    const sent = withKey((key) => {
      keys.push(key);
      return keys.length < 3 ? Promise.reject(new OfflineError(null)) : Promise.resolve("done");
    });
    await vi.runAllTimersAsync();
    expect(await sent).toBe("done");
    expect(new Set(keys).size).toBe(1);
  });

  it("is not repeated when the server refused it", async () => {
    const send = vi.fn(() => Promise.reject(new Error("No.")));
    await expect(withKey(send)).rejects.toThrow("No.");
    expect(send).toHaveBeenCalledTimes(1);
  });
});

describe("a failure in words", () => {
  it("blames the network only when no answer came", () => {
    expect(describeProblem(new OfflineError(null))).toMatchObject({ title: "The server cannot be reached", canRetry: true });
    expect(describeProblem(new TypeError("x is undefined")).title).toBe("Something went wrong");
  });
});
