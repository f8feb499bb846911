import { expect, it } from "vitest";
import { tablesNamedIn } from "./kql-words.ts";

const TABLES = ["Event", "SecurityEvent", "W3CIISLog"];

it("finds the tables that a query names, each once", () => {
  expect(tablesNamedIn("union W3CIISLog, Event | join (W3CIISLog) on cIP", TABLES)).toEqual(["Event", "W3CIISLog"]);
});

it("is not fooled by comments, strings and longer names", () => {
  expect(tablesNamedIn(`// Event\nSecurityEventX | where a == "W3CIISLog" or b == 'Event' // W3CIISLog`, TABLES)).toEqual([]);
});
