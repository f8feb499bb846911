import { describe, expect, it } from "vitest";
import { parseSearchText, writeSearchText } from "./search-codec.ts";

describe("search parameters", () => {
  it("come back as they went, whatever is in them", () => {
    const search = { q: 'W3CIISLog\n| where csUriStem has "a&b=c#d%20+é"', n: "007", empty: "" };
    expect(parseSearchText(writeSearchText(search))).toEqual(search);
  });

  it("leave out what is not set", () => {
    expect(writeSearchText({ status: undefined, tab: null })).toBe("");
    expect(writeSearchText({ status: "open", tab: undefined })).toBe("?status=open");
  });
});
