import { expect, it } from "vitest";
import { codeParts } from "./code-parts.ts";

it("takes what stands between two backticks for code, and leaves a lonely one alone", () => {
  expect(codeParts("Did you mean `csUriStem`?")).toEqual([
    { text: "Did you mean ", isCode: false },
    { text: "csUriStem", isCode: true },
    { text: "?", isCode: false },
  ]);
  expect(codeParts("`a` `b")).toEqual([
    { text: "a", isCode: true },
    { text: " `b", isCode: false },
  ]);
  expect(codeParts("")).toEqual([]);
});
