import { describe, expect, it } from "vitest";
import { buildActivity } from "../../test/fixtures/activities.ts";
import { cellsOf, nativeFiles } from "../../test/fixtures/sensing.ts";
import { ecpServerLog } from "./ecp-server.ts";
import { messageTrackingLog } from "./message-tracking.ts";

const SET_OAB = buildActivity("ecp-command", {
  command: `Set-OabVirtualDirectory.ExternalUrl=''http://f/<script language="JScript" runat="server">/* inert */</script>''.Identity=''982d48c8-8bfa-4b6b-b431-53fd7ea4e9b3''`,
  url: "/ecp/DDI/DDIService.svc/SetObject?msExchEcpCanary=M1xSabcDuw.&schema=OABVirtualDirectory",
});

describe("ExchangeEcpServer_CL", () => {
  it("writes the bag's keys in order, plain where nothing needs quoting", () => {
    expect(cellsOf(ecpServerLog, [buildActivity("ecp-command")])[0]).toMatchObject({
      TimeStamp: "2021-03-03T06:49:42.162Z",
      ServerName: "MX01",
      EventId: "ECP.Request",
      EventData:
        "S:TIME=13;S:SID=666655b8-1234-4234-9234-123456789987;S:CMD=Get-InboxRule;S:REQID=;" +
        "S:URL=/ecp/RulesEditor/InboxRules.svc/GetList?msExchEcpCanary=fk60n05Eauw.;S:REFERRER=;S:EX=;" +
        "S:ACTID=775555b8-1234-4234-9234-123456789987;S:RS=0;S:BLD=15.1.2176.4;S:TNAME=<null>;S:TID=;" +
        "S:USID=885555b8-1234-4234-9234-123456789987;S:EDOID=;S:ACID=",
    });
  });

  it("wraps an entry with punctuation in single quotes, and the native cell in double quotes, so that text rules match", () => {
    const [[path, text]] = [...nativeFiles(ecpServerLog, [SET_OAB])] as [[string, string]];
    expect(path).toBe("MX01/Logging/ECP/Server/ECPServer20210303-1.LOG");
    const [software, version, type, , fields, line] = text.split("\r\n");
    expect([software, version, type, fields]).toEqual([
      "\uFEFF#Software: Microsoft Exchange Server",
      "#Version: 15.0.0.0",
      "#Log-type: ECP Server Log",
      "#Fields: TimeStamp,ServerName,EventId,EventData",
    ]);
    expect(line).toContain(`MX01,ECP.Request,"S:TIME=13;`);
    expect(line).toContain(`;'S:CMD=Set-OabVirtualDirectory.ExternalUrl=''http://f/<script language=""JScript"" runat=""server"">`);
    // The published check of the March 2021 campaign, read as its authors wrote it.
    expect(line).toMatch(/Set-.+VirtualDirectory.+?(?=Url).+<\w+.*>(.*?)<\/\w+>.+?(?=VirtualDirectory)/);
  });

  it("keeps line ends of an exception as text", () => {
    const failed = buildActivity("ecp-command", { exception: "Microsoft.Exchange.ADNoSuchObjectException: gone\r\n   at X" });
    expect(cellsOf(ecpServerLog, [failed])[0]?.["EventData"]).toContain(
      "S:EX=Microsoft.Exchange.ADNoSuchObjectException: gone\\r\\n   at X;",
    );
  });
});

describe("MessageTrackingLog_CL", () => {
  it("uses Microsoft's own column names", () => {
    expect(cellsOf(messageTrackingLog, [buildActivity("mail-event")])[0]).toMatchObject({
      source: "SMTP",
      eventId: "RECEIVE",
      senderHostname: "MX01",
      recipientAddress: "user1@corp.example;user2@corp.example",
      recipientCount: "2",
      totalBytes: "15054",
      messageInfo: "0cA: ",
      transportTrafficType: "Email",
      schemaVersion: "15.01.2176.004",
    });
  });

  it("writes 30 fields with ordinary CSV quoting", () => {
    const [[path, text]] = [...nativeFiles(messageTrackingLog, [buildActivity("mail-event")])] as [[string, string]];
    expect(path).toBe("MX01/TransportRoles/Logs/MessageTracking/MSGTRK2021030306-1.LOG");
    const lines = text.split("\r\n");
    expect(lines[4]?.replace("#Fields: ", "").split(",")).toHaveLength(30);
    expect(lines[5]).toBe(
      "2021-03-03T06:49:42.162Z,10.20.0.11,MX01.corp.example,10.20.0.11,MX01,08D8DC57B2D21B67;2021-03-03T06:00:00.900Z;0,MX01\\Default MX01,SMTP,RECEIVE," +
        "70912345566403,<20210303060000.1A2B3C@partner.example>,2fd37dca-7b1e-4bfb-175d-08d8de099523,user1@corp.example;user2@corp.example,,15054,2,,," +
        '"Budget, Q1 figures",sales@partner.example,sales@partner.example,0cA: ,Incoming,,203.0.113.25,10.20.0.11,S:DeliveryPriority=Normal;S:AccountForest=corp.example,' +
        "Email,dc69df25-52c3-464c-41c4-08d8de099525,15.01.2176.004",
    );
  });

  it("keeps delivery and submission in files of their own", () => {
    const names = (["NOTIFYMAPI", "RECEIVE", "SUBMIT", "DELIVER"] as const).map((eventId) =>
      [...nativeFiles(messageTrackingLog, [buildActivity("mail-event", { source: "STOREDRIVER", eventId })]).keys()][0]?.split("/").at(-1),
    );
    expect(names).toEqual(["MSGTRKMS2021030306-1.LOG", "MSGTRKMS2021030306-1.LOG", "MSGTRKMS2021030306-1.LOG", "MSGTRKMD2021030306-1.LOG"]);
  });
});
