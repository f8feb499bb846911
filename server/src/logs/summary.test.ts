import { describe, expect, it } from "vitest";
import { buildActivity } from "../../test/fixtures/activities.ts";
import { rowsOf } from "../../test/fixtures/sensing.ts";
import { LOG_CATALOGUE } from "./catalogue.ts";
import { iisLog } from "./iis.ts";
import { summariser } from "./summary.ts";

describe("the one-line summary of a row", () => {
  it("can be made for every log of the lab from columns that its sensor fills", () => {
    for (const log of LOG_CATALOGUE) {
      expect(log.summary.length).toBeGreaterThan(1);
      expect(() => summariser(log)).not.toThrow();
    }
  });

  it("shows the telling values in the log's order and leaves out what says nothing", () => {
    const front = { method: "POST", stem: "/owa/a.aspx", status: 200, clientIp: "192.0.2.7", iisUser: "", backEnd: null };
    const [row] = rowsOf(iisLog, [buildActivity("http-request", front)]);
    const line = summariser(iisLog)(row?.cells ?? []);
    expect(line).toBe("POST · /owa/a.aspx · 200 · 192.0.2.7 · Default Web Site");
  });

  it("stays one line and short, whatever is in a cell", () => {
    const table = { ...iisLog.table, filled: ["TimeGenerated", "csMethod", "csUriStem", "cIP"] };
    const sumUp = summariser({ table, summary: ["csUriStem", "cIP", "csMethod"] });
    expect(sumUp([null, "a\r\n\tb", ""])).toBe("a b");
    expect(sumUp(["POST", "x".repeat(5_000), "-"])).toBe(`${"x".repeat(199)}… · POST`);
    expect(() => summariser({ table, summary: ["scStatus"] })).toThrow("does not fill scStatus");
  });
});
