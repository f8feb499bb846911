import { describe, expect, it } from "vitest";
import { buildActivity } from "../../test/fixtures/activities.ts";
import { cellsOf, nativeFiles } from "../../test/fixtures/sensing.ts";
import { httpErrLog } from "./http-err.ts";

const idled = buildActivity("connection-idled");

describe("HttpErr_CL", () => {
  it("has a line for a client that hung up and for an application that was down, with the pool's name", () => {
    const rows = cellsOf(httpErrLog, [
      buildActivity("http-request", { win32Status: 64 }),
      buildActivity("http-request", { status: 503, stem: "/owa/", query: "" }),
    ]);
    expect(rows.map((row) => [row["sReason"], row["scStatus"], row["csUri"], row["sQueueName"]])).toEqual([
      [
        "Connection_Dropped",
        "-",
        "/mapi/emsmdb/?MailboxId=0aa89cf8-aa07-4103-8a1d-ca9e619f223e@corp.example",
        "MSExchangeMapiFrontEndAppPool",
      ],
      ["AppOffline", "503", "/owa/", "MSExchangeOWAAppPool"],
    ]);
  });

  it("has connections that idled out, without a request, and nothing for ordinary requests", () => {
    expect(cellsOf(httpErrLog, [idled])[0]).toMatchObject({
      sReason: "Timer_ConnectionIdle",
      csMethod: "-",
      csUri: "-",
      sSiteId: "-",
      cPort: "51514",
    });
    expect(cellsOf(httpErrLog, [buildActivity("http-request")])).toEqual([]);
  });

  it("writes thirteen fields below http.sys's own head", () => {
    const [[path, text]] = [...nativeFiles(httpErrLog, [idled])] as [[string, string]];
    expect(path).toBe("MX01/Windows/System32/LogFiles/HTTPERR/httperr1.log");
    const lines = text.split("\r\n");
    expect(lines[0]).toBe("#Software: Microsoft HTTP API 2.0");
    expect(lines[3]?.replace("#Fields: ", "").split(" ")).toHaveLength(13);
    expect(lines[4]?.split(" ")).toHaveLength(13);
    expect(lines[4]).toMatch(/^2021-03-03 06:49:42 10\.1\.1\.10 51514 .* Timer_ConnectionIdle -$/);
  });
});
