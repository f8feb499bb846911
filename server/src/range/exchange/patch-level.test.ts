import { describe, expect, it } from "vitest";
import { parseExchangeBuild } from "../estate/build-hosts.ts";
import { hasMarch2021Fix } from "./patch-level.ts";

describe("hasMarch2021Fix", () => {
  it.each([
    ["15.1.2176.2", false],
    ["15.01.2176.004", false],
    ["15.1.2176.9", true],
    ["15.1.2242.4", true],
    ["15.1.2106.12", false],
    ["15.2.721.2", false],
    ["15.2.721.13", true],
    ["15.2.858.5", true],
    ["15.0.1497.10", false],
    ["15.0.1497.12", true],
    ["15.1.2308.8", true],
  ])("%s: %s", (build, isFixed) => {
    expect(hasMarch2021Fix(parseExchangeBuild(build))).toBe(isFixed);
  });
});
