import { describe, expect, it } from "vitest";
import { buildActivity, buildBackEnd } from "../../test/fixtures/activities.ts";
import { cellsOf, nativeFiles, rowsOf, steadyContext } from "../../test/fixtures/sensing.ts";
import { formatSimTime } from "../base/sim-time.ts";
import { httpProxyLog } from "./http-proxy.ts";

describe("ExchangeHttpProxy_CL", () => {
  it("holds text in every cell, and stamps the end of the request to the millisecond", () => {
    const [row] = rowsOf(httpProxyLog, [buildActivity("http-request")]);
    expect(row?.cells.every((cell) => typeof cell === "string")).toBe(true);
    expect(formatSimTime(row!.at, 6)).toBe("2021-03-03T06:49:42.162000Z");
    const [cells] = cellsOf(httpProxyLog, [buildActivity("http-request")]);
    expect(cells?.["GenericInfo"]).toMatch(
      /^BeginRequest=2021-03-03T06:49:42\.152Z;CorrelationID=<empty>;.*EndRequest=2021-03-03T06:49:42\.162Z;$/,
    );
  });

  it("keeps the identities of real rows between the stages of a proxied request", () => {
    for (const [totalMs, processingMs] of [
      [10, 7],
      [0, 0],
      [600_021, 600_004],
      [5_000, 12],
    ] as const) {
      const [cells] = cellsOf(httpProxyLog, [buildActivity("http-request", { totalMs, backEnd: buildBackEnd({ processingMs }) })]);
      const number = (name: string): number => Number(cells?.[name]);
      expect(number("ActivityContextLifeTime")).toBe(number("TotalRequestTime"));
      expect(Math.abs(number("ProxyTime") + number("HttpProxyOverhead") - totalMs)).toBeLessThanOrEqual(3);
      expect(number("BackendProcessingLatency")).toBeLessThanOrEqual(number("ProxyTime"));
    }
  });

  it("gives the small stages their milliseconds out of the front end's own time, and names the controller that it waited for", () => {
    const context = steadyContext({ draw: (_activity, label, bound) => (label === "directory" ? 0 : Math.min(1, bound - 1)) });
    const request = buildActivity("http-request", { totalMs: 60, backEnd: buildBackEnd({ processingMs: 7, isNewConnection: true }) });
    const [cells] = cellsOf(httpProxyLog, [request], context);
    const number = (name: string): number => Number(cells?.[name]);
    const stages = ["KerberosAuthHeaderLatency", "HttpPipelineLatency", "ModuleToHandlerSwitchingLatency", "HandlerCompletionLatency"];
    const sum = stages.reduce((total, stage) => total + number(stage), 0);
    expect(number("KerberosAuthHeaderLatency")).toBeGreaterThan(0);
    expect(sum + number("ADLatency")).toBeLessThanOrEqual(number("HttpProxyOverhead"));
    expect(cells?.["GenericInfo"]).toMatch(/EndRequest=[^;]+;I32:ADS\.C\[DC01\]=\d;F:ADS\.AL\[DC01\]=[\d.]+;I32:ATE/);
  });

  it("leaves nearly everything empty when the front end answered by itself", () => {
    const request = buildActivity("http-request", {
      protocol: "Owa",
      authenticationType: "FBA",
      isAuthenticated: false,
      proxyUser: "",
      anchorMailbox: "",
      routingHint: "",
      backEndCookie: "",
      status: 302,
      totalMs: 0,
      requestBytes: 0,
      query: "",
      backEnd: null,
      marks: ["NoCookies=302 - GET/E14AuthPost"],
    });
    const [cells] = cellsOf(httpProxyLog, [request]);
    expect(cells).toMatchObject({
      IsAuthenticated: "false",
      HttpStatus: "302",
      BackEndStatus: "",
      ProxyAction: "",
      TargetServer: "",
      ResponseBytes: "",
      RoutingStatus: "",
      ProxyTime: "",
      ActivityContextLifeTime: "0",
      CoreLatency: "0",
      HttpProxyOverhead: "0",
      TotalRequestTime: "0",
      UrlQuery: "",
    });
    expect(cells?.["GenericInfo"]).toContain("SharedCacheGuard=0;NoCookies=302 - GET/E14AuthPost;EndRequest=");
  });

  it("prints no version for a target that an intruder made up", () => {
    const backEnd = buildBackEnd({ targetServer: "a]@mx01.corp.example:444/autodiscover/autodiscover.xml?#" });
    expect(cellsOf(httpProxyLog, [buildActivity("http-request", { backEnd })])[0]).toMatchObject({ TargetServerVersion: "" });
    expect(cellsOf(httpProxyLog, [buildActivity("http-request")])[0]).toMatchObject({ TargetServerVersion: "15.01.2176.000" });
  });

  it("replaces commas by blanks and does not see static files", () => {
    const userAgent = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko)";
    expect(cellsOf(httpProxyLog, [buildActivity("http-request", { userAgent })])[0]?.["UserAgent"]).toContain("(KHTML  like Gecko)");
    expect(cellsOf(httpProxyLog, [buildActivity("http-request", { protocol: null })])).toEqual([]);
  });

  it("packs the build of the back end into one integer", () => {
    expect(cellsOf(httpProxyLog, [buildActivity("http-request")])[0]?.["GenericInfo"]).toContain("FEAuth=BEVersion-1942063232;");
  });

  it("starts its hourly file with the bare header row, and gives each line 74 fields", () => {
    const [[path, content]] = [...nativeFiles(httpProxyLog, [buildActivity("http-request")])] as [[string, string]];
    expect(path).toBe("MX01/Logging/HttpProxy/Mapi/HttpProxy_2021030306-1.LOG");
    const lines = content.split("\r\n");
    expect(lines[0]).toMatch(/^\uFEFFDateTime,RequestId,MajorVersion,/);
    expect(lines.slice(1, 5)).toEqual([
      "#Software: Microsoft Exchange Server",
      "#Version: 15.01.2176.004",
      "#Log-type: HttpProxy Logs",
      "#Date: 2021-03-03T06:49:42.162Z",
    ]);
    expect(`#Fields: ${lines[0]!.slice(1)}`).toBe(lines[5]);
    expect(lines[6]!.split(",")).toHaveLength(74);
    expect(lines[6]).toMatch(/^2021-03-03T06:49:42\.162Z,36f2e160-e8db-4b7e-a8ff-0255b433d25f,15,1,2176,4,,Mapi,mail\.corp\.example,/);
  });
});
