import { expect, test } from "vitest";
import { newRowsSince } from "./new-rows.ts";

test("only rows of the tables that a query names, and only later ones, are new to it", () => {
  const question = {
    queryId: "q",
    text: 'let t = "Event"; // SecurityEvent\nW3CIISLog | join DeviceFileEvents on x',
    start: 0,
    tabText: "",
    range: { from: "2021-03-03T00:00:00Z", to: "2021-03-04T00:00:00Z" },
    heard: { W3CIISLog: 10 },
  };
  expect(newRowsSince(question, { W3CIISLog: 15, DeviceFileEvents: 2, Event: 100, SecurityEvent: 100 })).toBe(7);
});
