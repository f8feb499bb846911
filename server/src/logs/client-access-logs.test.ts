import { describe, expect, it } from "vitest";
import { ALICE, buildActivity, buildBackEnd, buildProcess } from "../../test/fixtures/activities.ts";
import { cellsOf, nativeFiles } from "../../test/fixtures/sensing.ts";
import { auditQueueLog } from "./audit-queue.ts";
import { ecpActivityLog } from "./ecp-activity.ts";
import { eventLog } from "./event.ts";
import { httpProxyLog } from "./http-proxy.ts";
import { iisLog } from "./iis.ts";
import { mapiHttpLog } from "./mapi-http.ts";
import { remotePowerShellLog } from "./remote-powershell.ts";
import { rpcClientAccessLog } from "./rpc-client-access.ts";
import { webServicesLog } from "./web-services.ts";

const OUTLOOK_ID = "R:{750498CA-0EBD-4E7F-B2F6-377AD1BDD198}:20373;RT:Execute;CI:{FF8D5880-5A7A-4AF7-8DDA-8F662BD6BCB6}:155680117";

const EXECUTE = buildActivity("http-request", { clientRequestId: OUTLOOK_ID });
const FIND_ITEM = buildActivity("http-request", {
  protocol: "Ews",
  stem: "/EWS/Exchange.asmx",
  query: "",
  totalMs: 44,
  requestBytes: 960,
  backEnd: buildBackEnd({ stem: "/EWS/Exchange.asmx", query: "", action: "FindItem", processingMs: 41 }),
});
const CONTROL_PANEL = buildActivity("http-request", {
  protocol: "Ecp",
  stem: "/ecp/DDI/DDIService.svc/GetList",
  query: "schema=X",
  backEnd: buildBackEnd({ stem: "/ecp/DDI/DDIService.svc/GetList", query: "schema=X&ActID=bb0a7a0e-6f3f-4f6e-9d0c-111111111111" }),
});

describe("ExchangeMapiHttp_CL", () => {
  it("joins the front end by request and the client by session, and never takes longer than the proxy saw", () => {
    const [row] = cellsOf(mapiHttpLog, [EXECUTE]);
    const [proxied] = cellsOf(httpProxyLog, [EXECUTE]);
    expect(row).toMatchObject({
      RequestId: proxied?.["RequestId"],
      MapiRequestId: "{750498CA-0EBD-4E7F-B2F6-377AD1BDD198}:20373",
      RequestType: "Execute",
      UPN: "alice.moss@corp.example",
      SourceCafeServer: "MX01.CORP.EXAMPLE",
      ClientSoftware: "OUTLOOK.EXE",
      ClientSoftwareVersion: "16.0.13628.20274",
    });
    expect(Number(row?.["TotalRequestLatency"])).toBeLessThanOrEqual(Number(proxied?.["ProxyTime"]));
    const later = { ...EXECUTE, clientRequestId: OUTLOOK_ID.replace(":20373", ":20374") };
    expect(cellsOf(mapiHttpLog, [later])[0]?.["SessionCookie"]).toBe(row?.["SessionCookie"]);
  });

  it("has no rows of Exchange 2013, whose calls are in the log of RPC Client Access", () => {
    const host = { ...EXECUTE.host, exchange: { major: 15, minor: 0, build: 1497, revision: 10 } };
    expect(cellsOf(mapiHttpLog, [{ ...EXECUTE, host, backEnd: buildBackEnd({ server: host }) }])).toEqual([]);
  });
});

describe("ExchangeEws_CL", () => {
  it("names the user by principal name, stamps the end, and adds up its latencies", () => {
    const [row] = cellsOf(webServicesLog, [FIND_ITEM]);
    expect(row).toMatchObject({
      AuthenticatedUser: "alice.moss@corp.example",
      SoapAction: "FindItem",
      RequestSize: "960",
      ProcessId: "8372",
    });
    const total = Number(row?.["HttpPipelineLatency"]) + Number(row?.["PreExecutionLatency"]) + Number(row?.["CoreExecutionLatency"]);
    expect(total).toBe(Number(row?.["TotalRequestTime"]));
    expect(row?.["StartTime"]).toBe("2021-03-03T06:49:42.119Z");
  });

  it("says what was wrong behind a status of 200, and with a whole request", () => {
    const failed = (status: number, errorCode: string): unknown =>
      cellsOf(webServicesLog, [{ ...FIND_ITEM, backEnd: buildBackEnd({ ...FIND_ITEM.backEnd, status, errorCode }) }])[0];
    expect(failed(200, "ErrorFolderNotFound")).toMatchObject({ HttpStatus: "200", ErrorCode: "ErrorFolderNotFound" });
    expect(failed(503, "ErrorServerBusy")).toMatchObject({ HttpStatus: "503", ErrorCode: "ErrorServerBusy" });
  });

  it("writes the bare header row first, replaces commas by blanks, and knows the 72 fields of Exchange 2013", () => {
    const agent = "Mozilla/5.0 (KHTML, like Gecko)";
    const [[path, text]] = [...nativeFiles(webServicesLog, [{ ...FIND_ITEM, userAgent: agent }])] as [[string, string]];
    expect(path).toBe("MX01/Logging/Ews/Ews_2021030306-1.LOG");
    const lines = text.replace("\uFEFF", "").split("\r\n");
    expect(lines[0]?.split(",")).toHaveLength(92);
    expect(lines.slice(1, 4)).toEqual(["#Software: Microsoft Exchange Server", "#Version: 15.01.2176.004", "#Log-type: EWS Logs"]);
    expect(lines[6]?.split(",")).toHaveLength(92);
    expect(lines[6]).toContain("(KHTML  like Gecko)");
    const host = { ...FIND_ITEM.host, exchange: { major: 15, minor: 0, build: 1497, revision: 10 } };
    const older = { ...FIND_ITEM, host, backEnd: buildBackEnd({ server: host, stem: "/EWS/Exchange.asmx", action: "FindItem" }) };
    const [of2013] = [...nativeFiles(webServicesLog, [older]).values()] as [string];
    for (const line of [of2013.split("\r\n")[0], of2013.split("\r\n")[6]]) expect(line?.split(",")).toHaveLength(72);
  });
});

describe("ExchangeRpcClientAccess_CL", () => {
  const connect = (changes: Parameters<typeof buildBackEnd>[0]): ReturnType<typeof cellsOf> =>
    cellsOf(rpcClientAccessLog, [{ ...EXECUTE, backEnd: buildBackEnd({ action: "Connect", ...changes }) }]);

  it("writes two lines for a session that begins, and tells an owner from a delegate", () => {
    expect(connect({}).map((row) => row["operation"])).toEqual(["Connect", "OwnerLogon"]);
    expect(
      connect({ mailbox: { address: "ceo@corp.example", guid: "1", databaseGuid: "5e0e18b4-73a0-428e-9719-802b957a517d" } }).map(
        (row) => row["operation"],
      ),
    ).toEqual(["Connect", "DelegateLogon"]);
    expect(connect({})[0]?.["operationSpecific"]).toBe(`SID=${ALICE.sid}, Flags=None`);
  });

  it("writes nothing for the calls in between", () => {
    expect(connect({ action: "Execute" })).toEqual([]);
  });
});

describe("ExchangeEcpActivity_CL", () => {
  it("carries the ActID that the back-end IIS query ends with, and the URL without it", () => {
    const [row] = cellsOf(ecpActivityLog, [CONTROL_PANEL]);
    const query = cellsOf(iisLog, [CONTROL_PANEL]).find((line) => line["sPort"] === 444)?.["csUriQuery"];
    expect(query).toBe("schema=X&ActID=bb0a7a0e-6f3f-4f6e-9d0c-111111111111");
    expect(row?.["EventData"]).toContain("S:ActID=bb0a7a0e-6f3f-4f6e-9d0c-111111111111;");
    expect(row?.["EventData"]).toContain(";S:URL=https://mx01.corp.example:444/ecp/DDI/DDIService.svc/GetList?schema=X;");
  });

  it("keeps a file per worker, and the worker's own five minutes in it", () => {
    const files = [...nativeFiles(ecpActivityLog, [CONTROL_PANEL, buildActivity("ecp-pulse", { processId: 8372 })])] as [[string, string]];
    expect(files.map(([path]) => path)).toEqual(["MX01/Logging/ECP/Activity/ECPActivity_8372_20210303-1.LOG"]);
    expect(files[0]?.[1]).toMatch(/,Request,.*\r\n.*,GlobalActivity,.*Dbl:WLM\.TS=600000\r\n$/);
  });
});

describe("ExchangeRpsCmdlet_CL and ExchangeAuditQueue_CL", () => {
  const remote = buildProcess({ commandLine: 'c:\\windows\\system32\\inetsrv\\w3wp.exe -ap "MSExchangePowerShellAppPool"' });
  const read = buildActivity("cmdlet-run", {
    cmdlet: "Get-Mailbox",
    isAudited: false,
    process: remote,
    clientApplication: "ManagementShell",
  });
  const change = buildActivity("cmdlet-run", { process: remote, clientApplication: "ManagementShell" });

  it("log a reading cmdlet in remote PowerShell's own log only", () => {
    expect(cellsOf(remotePowerShellLog, [read])[0]).toMatchObject({
      Cmdlet: "Get-Mailbox",
      ProcessName: "w3wp#MSExchangePowerShellAppPool",
      StartTime: "2021-03-03T06:49:42.103Z",
      AuthenticatedUser: "alice.moss",
      ExecutionResult: "Success",
    });
    expect(cellsOf(auditQueueLog, [read])).toEqual([]);
    expect(cellsOf(eventLog, [read])).toEqual([]);
  });

  it("keep cmdlets of the control panel out of it, and give local shells a folder of their own", () => {
    expect(cellsOf(remotePowerShellLog, [buildActivity("cmdlet-run")])).toEqual([]);
    const local = { ...change, process: buildProcess({ fileName: "powershell.exe", commandLine: "powershell.exe" }) };
    const paths = [change, local].map((run) => [...nativeFiles(remotePowerShellLog, [run]).keys()][0]);
    expect(paths).toEqual([
      "MX01/Logging/CmdletInfra/Powershell-Proxy/Cmdlet/Rps_Cmdlet_2021030306-1.LOG",
      "MX01/Logging/CmdletInfra/LocalPowerShell/Cmdlet/Rps_Cmdlet_2021030306-1.LOG",
    ]);
  });

  it("quote parameters as CSV in files, and omit secrets from the queue", () => {
    const [text] = [...nativeFiles(remotePowerShellLog, [change]).values()] as [string];
    expect(text).toContain(',Set-OabVirtualDirectory,"-ExternalUrl ""https://mail.corp.example/oab"" -Identity');
    const secret = { ...change, parameters: [{ name: "Password", value: "inert" }] };
    const [[path, queue]] = [...nativeFiles(auditQueueLog, [secret])] as [[string, string]];
    expect(path).toBe("MX01/Logging/LocalQueue/Exchange/audit20210303-1.LOG");
    expect(queue).toContain("#Software: Microsoft Exchange\r\n#Version: 15.01.2176.004\r\n#Log-type: audit\r\n");
    expect(queue).toContain('{""Name"":""Password"",""Value"":""<Secure Information Omitted>""}');
    expect(queue).not.toContain("inert");
  });
});
