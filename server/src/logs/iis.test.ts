import { describe, expect, it } from "vitest";
import { MX01, buildActivity, buildBackEnd } from "../../test/fixtures/activities.ts";
import { cellsOf, nativeFiles, rowsOf, steadyContext } from "../../test/fixtures/sensing.ts";
import { formatSimTime } from "../base/sim-time.ts";
import { iisLog } from "./iis.ts";

describe("W3CIISLog", () => {
  it("writes a proxied request twice: the back end sees the front end, the front end sees the client", () => {
    const [back, front] = cellsOf(iisLog, [buildActivity("http-request")]);
    expect(back).toMatchObject({ sSiteName: "Exchange Back End", sPort: 444, cIP: MX01.linkLocal, TimeTaken: 7 });
    expect(front).toMatchObject({ sSiteName: "Default Web Site", sPort: 443, cIP: "10.1.1.10", TimeTaken: 40, scStatus: "200" });
  });

  it("keeps whole seconds, the second of the HttpProxy row or the next", () => {
    const late = buildActivity("http-request", { totalMs: 10, timeTakenMs: 640, at: 1_614_754_182_999_000 as never });
    expect(rowsOf(iisLog, [late]).map((row) => formatSimTime(row.at, 6))).toEqual([
      "2021-03-03T06:49:42.000000Z",
      "2021-03-03T06:49:43.000000Z",
    ]);
  });

  it("appends Exchange's suffix to the query, also to none at all", () => {
    const id = "36f2e160-e8db-4b7e-a8ff-0255b433d25f";
    const queries = [
      buildActivity("http-request"),
      buildActivity("http-request", { protocol: "Owa", query: "" }),
      buildActivity("http-request", { protocol: "Eas", query: "Cmd=Ping", clientId: "8CD4CEC6BFFD4323B47BCFC56B08D9DA" }),
      buildActivity("http-request", { protocol: "Owa", query: "UA=0", marks: ["LogoffReason=LoginTimeoutPost"] }),
      buildActivity("http-request", { protocol: null, query: "", backEnd: null }),
    ].map((request) => cellsOf(iisLog, [request]).at(-1)?.["csUriQuery"]);
    expect(queries).toEqual([
      `MailboxId=0aa89cf8-aa07-4103-8a1d-ca9e619f223e@corp.example&CorrelationID=<empty>;&cafeReqId=${id};`,
      `&CorrelationID=<empty>;&cafeReqId=${id};&encoding=;`,
      `Cmd=Ping&CorrelationID=<empty>;&ClientId=8CD4CEC6BFFD4323B47BCFC56B08D9DA&cafeReqId=${id};`,
      `UA=0&CorrelationID=<empty>;&LogoffReason=LoginTimeoutPost&cafeReqId=${id};&encoding=;`,
      "-",
    ]);
  });

  it("writes blanks as plus and nothing as a hyphen", () => {
    const request = buildActivity("http-request", { iisUser: "", referer: "", userAgent: "Mozilla/5.0 (Windows NT 10.0)", backEnd: null });
    expect(cellsOf(iisLog, [request])[0]).toMatchObject({ csUserName: "-", csReferer: "-", csUserAgent: "Mozilla/5.0+(Windows+NT+10.0)" });
  });

  it("has a field and a file name of its own for X-Forwarded-For where a balancer sends it, and none where none does", () => {
    const context = steadyContext();
    const behind = { ...context, organisation: { ...context.organisation, logsForwardedFor: true } };
    const request = buildActivity("http-request", { clientIp: "10.20.0.40", forwardedFor: "198.51.100.7", backEnd: buildBackEnd() });
    const files = nativeFiles(iisLog, [request], behind);
    const front = files.get("MX01/inetpub/logs/LogFiles/W3SVC1/u_ex210303_x.log") ?? "";
    expect(front).toMatch(/ time-taken X-Forwarded-For\r\n/);
    expect(front).toMatch(/ 10\.20\.0\.40 .* 200 0 0 40 198\.51\.100\.7\r\n$/);
    expect(files.get("MX01/inetpub/logs/LogFiles/W3SVC2/u_ex210303_x.log")).toMatch(/ 198\.51\.100\.7,\+10\.20\.0\.40\r\n$/);
  });

  it("names its native files by site and day and separates 15 fields by one blank", () => {
    const files = nativeFiles(iisLog, [buildActivity("http-request", { backEnd: buildBackEnd() })]);
    expect([...files.keys()]).toEqual([
      "MX01/inetpub/logs/LogFiles/W3SVC2/u_ex210303.log",
      "MX01/inetpub/logs/LogFiles/W3SVC1/u_ex210303.log",
    ]);
    const front = files.get("MX01/inetpub/logs/LogFiles/W3SVC1/u_ex210303.log") ?? "";
    expect(front).toBe(
      "#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: 2021-03-03 06:49:42\r\n" +
        "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\r\n" +
        "2021-03-03 06:49:42 10.20.0.11 POST /mapi/emsmdb/ MailboxId=0aa89cf8-aa07-4103-8a1d-ca9e619f223e@corp.example&CorrelationID=<empty>;&cafeReqId=36f2e160-e8db-4b7e-a8ff-0255b433d25f; 443 CORP\\alice.moss 10.1.1.10 Microsoft+Office/16.0+(Windows+NT+10.0;+Microsoft+Outlook+16.0.13628;+Pro) - 200 0 0 40\r\n",
    );
  });
});
