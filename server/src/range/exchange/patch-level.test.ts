import { describe, expect, it } from "vitest";
import { formatExchangeBuild, parseExchangeBuild } from "../estate/exchange-build.ts";
import { BUILD_LIST, patchLevelOf } from "./build-list.ts";
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
    ["15.1.1261.39", false],
    ["15.1.1415.8", true],
    ["15.1.1415.10", true],
    ["15.2.1118.7", true],
    ["14.3.509.0", false],
    ["14.3.513.0", true],
  ])("%s: %s", (build, isFixed) => {
    expect(hasMarch2021Fix(parseExchangeBuild(build))).toBe(isFixed);
  });
});

describe("the list of builds", () => {
  it("names every version once, in ascending order within an update, with the month in which it came out", () => {
    const levels = BUILD_LIST.flatMap((update) => update.levels);
    expect(new Set(levels.map(({ build }) => formatExchangeBuild(build))).size).toBe(levels.length);
    for (const { levels: ofUpdate } of BUILD_LIST)
      expect(ofUpdate.map(({ month }) => month)).toEqual(ofUpdate.map(({ month }) => month).toSorted());
    expect(levels.filter(({ month }) => !/^20(1\d|2[01])-(0[1-9]|1[0-2])-01$/.test(month))).toEqual([]);
    expect(patchLevelOf(parseExchangeBuild("15.1.2176.4"))?.name).toBe("CU19 Feb21SU");
    expect(patchLevelOf(parseExchangeBuild("14.3.509.0"))?.name).toBe("SP3 RU31");
  });
});
