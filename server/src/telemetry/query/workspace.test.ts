import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Cell } from "../../../contract/index.ts";
import { addMicros, MICROS_PER_DAY, MICROS_PER_HOUR, parseSimTime, type SimTime } from "../../base/sim-time.ts";
import { readScenarioFiles } from "../../library/read-scenario-files.ts";
import { LOG_TABLES } from "../../logs/catalogue.ts";
import { FindingList } from "../../scenario/finding-list.ts";
import { buildFunction } from "../../scenario/build/build-function.ts";
import type { WorkspaceContent } from "../../scenario/model.ts";
import { SCENARIOS_ROOT } from "../../../test/fixtures/first-scenario.ts";
import { makeWorkspace } from "../build/make-workspace.ts";
import { KQL_ENGINE } from "./kql-engine.ts";
import { OpenedWorld } from "./opened-world.ts";
import { QueryRun } from "./query-run.ts";

const START = parseSimTime("2021-03-03T09:00:00Z");
const LIMITS = { rowsMax: 100, bytesMax: 1_000_000, timeoutMs: 20_000 };

/** Rows of logs, by table: what the shipped functions are asked about. */
const ROWS = {
  W3CIISLog: [
    {
      TimeGenerated: "2021-03-03T08:00:00Z",
      cIP: "203.0.113.7",
      csUriStem: "/owa/auth/x.aspx",
      csUriQuery: "a=1",
      scStatus: "404",
      csUserAgent: "Mozilla/5.0+(x)",
      sPort: "443",
      TimeTaken: 1500,
    },
    {
      TimeGenerated: "2021-03-03T08:30:00Z",
      cIP: "10.20.1.5",
      csUriStem: "/ews/exchange.asmx",
      csUriQuery: "-",
      scStatus: "200",
      csUserAgent: "Outlook",
      sPort: "443",
      TimeTaken: 20,
    },
  ],
  SquidProxy_CL: [
    {
      TimeGenerated: "2021-03-03T08:10:00Z",
      Computer: "px01",
      RawData:
        "1614759000.000  61204 10.20.1.7 TCP_TUNNEL/200 48113 CONNECT files.sharebox.example:443 amoss@CORP.EXAMPLE HIER_DIRECT/198.18.32.7 -",
    },
    {
      TimeGenerated: "2021-03-03T08:11:00Z",
      Computer: "px01",
      RawData: "1614759060.000      0 10.20.1.7 TCP_DENIED/407 4102 CONNECT files.sharebox.example:443 - HIER_NONE/- text/html",
    },
    {
      TimeGenerated: "2021-03-03T08:12:00Z",
      Computer: "px01",
      RawData:
        "1614759120.000     31 10.20.1.7 TCP_MISS/200 1870 GET http://ocsp.trustmark.example/status - HIER_DIRECT/198.18.33.9 application/ocsp-response",
    },
  ],
  DeviceProcessEvents: [
    {
      TimeGenerated: "2021-03-03T08:00:00Z",
      ActionType: "ProcessCreated",
      DeviceName: "mx01.corp.example",
      FileName: "cmd.exe",
      FolderPath: "C:\\Windows\\System32\\cmd.exe",
      ProcessCommandLine: "cmd /c whoami",
      AccountDomain: "nt authority",
      AccountName: "system",
      InitiatingProcessFileName: "w3wp.exe",
      InitiatingProcessFolderPath: "c:\\windows\\system32\\inetsrv\\w3wp.exe",
      ProcessId: 42,
      _ItemId: "edr-row",
    },
  ],
  SecurityEvent: [
    {
      TimeGenerated: "2021-03-03T08:00:00Z",
      EventID: 4688,
      Computer: "MX01.corp.example",
      NewProcessName: "C:\\Windows\\System32\\cmd.exe",
      NewProcessId: "0x2a",
      CommandLine: "cmd /c whoami",
      SubjectAccount: "CORP\\MX01$",
      TargetUserName: "-",
      ParentProcessName: "C:\\Windows\\System32\\inetsrv\\w3wp.exe",
      ProcessId: "0x10",
    },
    {
      TimeGenerated: "2021-03-03T08:10:00Z",
      EventID: 4625,
      Computer: "MX01.corp.example",
      TargetUserName: "jo",
      TargetDomainName: "CORP",
      SubStatus: "0xC000006A",
      Status: "0xC000006D",
      LogonType: 3,
      IpAddress: "203.0.113.7",
      AuthenticationPackageName: "NTLM",
    },
  ],
  DeviceNetworkEvents: [
    {
      TimeGenerated: "2021-03-03T08:00:00Z",
      ActionType: "InboundConnectionAccepted",
      DeviceName: "mx01.corp.example",
      LocalIP: "10.20.1.10",
      LocalPort: 443,
      RemoteIP: "203.0.113.7",
      RemotePort: 50123,
      RemoteIPType: "Public",
      Protocol: "Tcp",
    },
  ],
};

let world: OpenedWorld;
beforeAll(async () => {
  const { texts } = await readScenarioFiles(SCENARIOS_ROOT);
  const findings = new FindingList();
  const shared = [...texts].filter(([file]) => file.startsWith("functions/"));
  const content: WorkspaceContent = {
    functions: shared.flatMap(([file, text]) => buildFunction(file, text, findings) ?? []),
    watchlists: [{ alias: "Admins", searchKey: "upn", csv: "name,upn\n{{person.it-admin.name}},ada@corp.example\n" }],
    files: [{ address: "*/lists/bad.csv", text: "ip\n203.0.113.7\n" }],
    indicators: [
      {
        type: "ipv4",
        value: "{{actor.crow.ip}}",
        description: "Scans",
        threat: "Scanning",
        confidence: 80,
        source: "Exchange",
        tags: ["a", "b"],
        added: MICROS_PER_DAY,
        validFor: 2 * MICROS_PER_DAY,
      },
      {
        type: "sha256",
        value: "ab12",
        description: "Known file",
        threat: "Malware",
        confidence: 90,
        source: "Exchange",
        tags: [],
        added: MICROS_PER_HOUR,
        validFor: MICROS_PER_DAY,
      },
    ],
  };
  const values = new Map([
    ["person.it-admin.name", "Ada Ash"],
    ["actor.crow.ip", "203.0.113.7"],
  ]);
  const organisation = { name: "Corp", domain: "corp.example", netbios: "CORP", tenantId: "t", workspaceId: "w" };
  const window = {
    historyStart: addMicros(START, -2 * MICROS_PER_DAY),
    exerciseStart: START,
    exerciseEnd: addMicros(START, MICROS_PER_HOUR),
  };
  const workspace = makeWorkspace(content, { cast: { values, organisation }, steps: [], window });
  const plan = {
    worldId: "w",
    tables: LOG_TABLES,
    workspace: { ...workspace, rows: { ...workspace.rows, ...ROWS } },
    workspaceAt: START,
    segments: [],
  };
  world = await OpenedWorld.open(plan, KQL_ENGINE, { threads: 1, memoryLimit: "256MB" });
});
afterAll(() => world.close());

async function ask(text: string, asOf: SimTime = START): Promise<readonly (readonly Cell[])[] | readonly string[]> {
  const order = { worldId: "w", text, asOf, range: null, liveJson: {}, parameters: {}, limits: LIMITS };
  const result = await new QueryRun(KQL_ENGINE, order).execute(world);
  return result.kind === "rows" ? result.tables[0].rows : result.diagnostics.map(({ message }) => message);
}

describe("the lists that a scenario ships", () => {
  it("fill both tables of threat intelligence, with the values of the run, once they have been taken in", async () => {
    expect(
      await ask("ThreatIntelligenceIndicator | where Active and isnotempty(NetworkIP) | project NetworkIP, ConfidenceScore, Tags"),
    ).toEqual([["203.0.113.7", 80, "a, b"]]);
    expect(await ask("ThreatIntelligenceIndicator | where FileHashType == 'Sha256' | project FileHashValue, ExpirationDateTime")).toEqual([
      ["ab12", "2021-03-04T08:00:00.0000000Z"],
    ]);
    expect(
      await ask(
        "ThreatIntelIndicators | where ObservableKey == 'ipv4-addr:value' | project ObservableValue, tostring(Data.description), Pattern",
      ),
    ).toEqual([["203.0.113.7", "Scans", "[ipv4-addr:value = '203.0.113.7']"]]);
    expect(await ask("ThreatIntelIndicators | count", addMicros(START, -2 * MICROS_PER_HOUR))).toEqual([[1]]);
  });

  it("are read by _GetWatchlist and, under an address on any host, by externaldata", async () => {
    expect(await ask("_GetWatchlist('Admins') | project name, SearchKey, LastUpdatedTimeUTC")).toEqual([
      ["Ada Ash", "ada@corp.example", "2021-03-03T09:00:00.0000000Z"],
    ]);
    const list = "externaldata (ip: string) ['https://feeds.example/lists/bad.csv'] with (format='csv', ignoreFirstRecord=true)";
    expect(await ask(`let bad = ${list}; W3CIISLog | where cIP in (bad) | project csUriStem`)).toEqual([["/owa/auth/x.aspx"]]);
    expect(await ask("externaldata (ip: string) ['https://feeds.example/other.csv']")).toEqual([
      "This exercise ships no file for `https://feeds.example/other.csv`, and nothing is ever fetched from a network. It ships: `*/lists/bad.csv`.",
    ]);
  });
});

describe("the functions that the lab ships", () => {
  it("tell web requests apart by result, user agent and address, with the address line whole", async () => {
    const columns = "project SrcIpAddr, Url, HttpUserAgent, EventResultDetails, NetworkApplicationProtocol, EventStartTime";
    expect(await ask(`_Im_WebSession(eventresult = 'Failure') | where EventProduct == 'IIS' | ${columns}`)).toEqual([
      ["203.0.113.7", "/owa/auth/x.aspx?a=1", "Mozilla/5.0 (x)", "404", "HTTPS", "2021-03-03T07:59:58.5000000Z"],
    ]);
    expect(await ask("_Im_WebSession(srcipaddr_has_any_prefix = dynamic(['203.0.113.'])) | count")).toEqual([[1]]);
    expect(await ask("let bad = dynamic(['exchange.asmx']); _Im_WebSession(url_has_any = bad) | project SrcIpAddr")).toEqual([
      ["10.20.1.5"],
    ]);
    expect(await ask("_Im_WebSession(starttime = datetime(2021-03-03T08:15:00Z)) | count")).toEqual([[1]]);
    expect(await ask("imWebSession | count")).toEqual([[5]]);
  });

  it("take the proxy's raw lines apart: who went where, by tunnel or in the open, and who was asked for credentials", async () => {
    const columns = "project Url, SrcUsername, DstHostname, DstIpAddr, DstPortNumber, DstBytes, DvcAction, HttpContentType, EventStartTime";
    expect(await ask(`_Im_WebSession(srcipaddr_has_any_prefix = dynamic(['10.20.1.7'])) | sort by TimeGenerated asc | ${columns}`)).toEqual(
      [
        [
          "files.sharebox.example:443",
          "amoss@CORP.EXAMPLE",
          "files.sharebox.example",
          "198.18.32.7",
          443,
          48_113,
          "Allow",
          "",
          "2021-03-03T08:08:58.7960000Z",
        ],
        ["files.sharebox.example:443", "", "files.sharebox.example", "", 443, 4102, "Deny", "text/html", "2021-03-03T08:11:00.0000000Z"],
        [
          "http://ocsp.trustmark.example/status",
          "",
          "ocsp.trustmark.example",
          "198.18.33.9",
          80,
          1870,
          "Allow",
          "application/ocsp-response",
          "2021-03-03T08:11:59.9690000Z",
        ],
      ],
    );
    expect(await ask("_Im_WebSession(url_has_any = dynamic(['sharebox']), eventresult = 'Success') | count")).toEqual([[1]]);
  });

  it("see one process start through both sensors", async () => {
    const seen = await ask(
      "_Im_ProcessCreate(commandline_has_any = dynamic(['whoami'])) | project EventProduct, TargetProcessFilename, TargetProcessId, TargetUsername, DvcHostname | sort by EventProduct asc",
    );
    expect(seen).toEqual([
      ["M365 Defender for Endpoint", "cmd.exe", "42", "nt authority\\system", "mx01"],
      ["Security Events", "cmd.exe", "42", "CORP\\MX01$", "MX01"],
    ]);
    expect(await ask("imProcessCreate | where Process has 'cmd.exe' and ActingProcessName has 'w3wp.exe' | count")).toEqual([[2]]);
    expect(await ask("_Im_ProcessCreate(targetusername_has = 'system') | project EventUid")).toEqual([["edr-row"]]);
  });

  it("say why a sign-in failed, and which way a connection went", async () => {
    expect(
      await ask(
        "imAuthentication(targetusername_has = 'jo') | project EventType, EventResult, EventResultDetails, EventSubType, SrcIpAddr",
      ),
    ).toEqual([["Logon", "Failure", "Incorrect password", "Remote", "203.0.113.7"]]);
    expect(await ask("_Im_NetworkSession(dstportnumber = 443) | project SrcIpAddr, DstIpAddr, NetworkDirection, NetworkProtocol")).toEqual([
      ["203.0.113.7", "10.20.1.10", "Inbound", "TCP"],
    ]);
  });

  it("have their columns where nothing is recorded", async () => {
    expect(await ask("_Im_Dns(domain_has_any = dynamic(['bad.example'])) | project DnsQuery, SrcIpAddr, DnsResponseName")).toEqual([]);
    expect(await ask("union imFileEvent, imRegistry | project EventType, TargetFilePath, RegistryKey")).toEqual([]);
    expect(await ask("ExchangeAdminAuditLogs | project CmdletName, Caller")).toEqual([]);
    expect(await ask("ExchangeHttpProxy | where HttpStatus >= 400 and TotalTime > 1s | project UrlStem")).toEqual([]);
  });
});
