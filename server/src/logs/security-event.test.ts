import { describe, expect, it } from "vitest";
import { ALICE, DC01, MX01, SYSTEM_ACCOUNT, buildActivity, buildProcess } from "../../test/fixtures/activities.ts";
import { SENSED_SCENARIO, cellsOf, nativeFiles, rowsOf } from "../../test/fixtures/sensing.ts";
import { CollectionPolicy } from "../range/sensors/collection-policy.ts";
import { securityEventLog } from "./security-event.ts";

const W3WP = buildProcess();
const CMD = buildProcess({
  pid: 4660,
  path: "C:\\Windows\\System32\\cmd.exe",
  fileName: "cmd.exe",
  commandLine: 'cmd /c "net group "Domain Admins" /domain & echo [S]"',
  parent: W3WP,
});

describe("SecurityEvent", () => {
  it("flattens a network logon and names its type", () => {
    expect(cellsOf(securityEventLog, [buildActivity("logon")])[0]).toMatchObject({
      EventID: 4624,
      Activity: "4624 - An account was successfully logged on.",
      LogonType: 3,
      LogonTypeName: "3 - Network",
      Account: "CORP\\alice.moss",
      AccountType: "User",
      TargetAccount: "CORP\\alice.moss",
      SubjectAccount: "-\\-",
      SubjectUserSid: "S-1-0-0",
      LogonProcessName: "NtLmSsp ",
      AuthenticationPackageName: "NTLM",
      LmPackageName: "NTLM V2",
      KeyLength: 128,
      WorkstationName: "WS014",
      IpAddress: "10.1.1.10",
      IpPort: "51514",
      ProcessId: "0x0",
      ProcessName: "-",
      LogonGuid: "00000000-0000-0000-0000-000000000000",
      EventRecordId: "7184",
      EventData: "",
    });
  });

  it("pads the names of logon processes as Windows does, and drops the zone of a link-local address", () => {
    const basic = buildActivity("logon", { logonType: 8, package: "Negotiate", process: W3WP, sourceIp: MX01.linkLocal });
    expect(cellsOf(securityEventLog, [basic])[1]).toMatchObject({
      EventID: 4624,
      LogonProcessName: "Advapi  ",
      SubjectAccount: "CORP\\MX01$",
      SubjectLogonId: "0x3e7",
      ProcessName: W3WP.path,
      Process: "w3wp.exe",
      IpAddress: "fe80::b14f:e9ef:a6b2:f79f",
    });
    const desk = buildActivity("logon", { logonType: 10, package: "Negotiate" });
    expect(cellsOf(securityEventLog, [desk])[0]).toMatchObject({ LogonProcessName: "User32 ", RestrictedAdminMode: "%%1843" });
  });

  it("names the process that gave the credentials, just before the session, and nobody's for one of the system or over the network alone", () => {
    const basic = buildActivity("logon", { logonType: 8, package: "Negotiate", process: W3WP, sourceIp: "192.0.2.7", sourcePort: 50_001 });
    const [explicit, session] = rowsOf(securityEventLog, [basic]);
    expect(Number(explicit?.at)).toBeLessThan(Number(session?.at));
    expect(cellsOf(securityEventLog, [basic])[0]).toMatchObject({
      EventID: 4648,
      SubjectAccount: "CORP\\MX01$",
      SubjectLogonId: "0x3e7",
      TargetAccount: "CORP\\alice.moss",
      TargetServerName: "localhost",
      ProcessName: W3WP.path,
      IpAddress: "192.0.2.7",
      IpPort: "50001",
      EventData: "",
    });
    const system = buildActivity("logon", { logonType: 5, account: SYSTEM_ACCOUNT, process: W3WP });
    const ids = (logon: typeof basic): unknown[] => cellsOf(securityEventLog, [logon]).map((row) => row["EventID"]);
    expect([ids(basic), ids(system), ids(buildActivity("logon"))]).toEqual([
      [4648, 4624, 4627],
      [4624, 4627],
      [4624, 4627],
    ]);
  });

  it("lists the groups of a session where the audit policy asks for it, which it does not as Windows comes", () => {
    const [, groups] = cellsOf(securityEventLog, [buildActivity("logon")]);
    expect(groups?.["GroupMembership"]).toMatch(/%\{S-1-5-2\}.*%\{S-1-5-64-10\}.*%\{S-1-16-8192\}$/s);
    expect(groups?.["EventData"]).toContain('<Data Name="EventCountTotal">1</Data>');
    const policy = new CollectionPolicy(SENSED_SCENARIO);
    expect([policy.isCollected("MX01", "SecurityEvent/Group Membership"), policy.isCollected("MX01", "SecurityEvent/Logon")]).toEqual([
      false,
      true,
    ]);
  });

  it("says that somebody leaves a desktop before the session ends", () => {
    const ids = (logonType: 3 | 10): unknown[] =>
      cellsOf(securityEventLog, [buildActivity("logoff", { logonType })]).map((row) => row["EventID"]);
    expect([ids(10), ids(3)]).toEqual([[4647, 4634], [4634]]);
  });

  it.each([
    ["bad-password", "0xc000006a", "%%2313"],
    ["no-such-user", "0xc0000064", "%%2313"],
    ["locked-out", "0xc0000234", "%%2307"],
    ["disabled", "0xc0000072", "%%2310"],
    ["expired", "0xc0000071", "%%2309"],
  ] as const)("tells %s by its sub-status", (reason, SubStatus, FailureReason) => {
    expect(cellsOf(securityEventLog, [buildActivity("logon-failed", { reason })])[0]).toMatchObject({
      EventID: 4625,
      Status: "0xc000006d",
      SubStatus,
      FailureReason,
      Keywords: "0x8010000000000000",
      TargetUserSid: "S-1-0-0",
      Account: "CORP\\alice.moss",
    });
  });

  it("shows a process with its parent under the computer's own account", () => {
    expect(cellsOf(securityEventLog, [buildActivity("process-started", { process: CMD })])[0]).toMatchObject({
      EventID: 4688,
      Account: "CORP\\MX01$",
      AccountType: "Machine",
      SubjectUserName: "MX01$",
      NewProcessName: "C:\\Windows\\System32\\cmd.exe",
      NewProcessId: "0x1234",
      Process: "cmd.exe",
      ProcessId: "0x20b4",
      ParentProcessName: "C:\\Windows\\System32\\inetsrv\\w3wp.exe",
      CommandLine: 'cmd /c "net group "Domain Admins" /domain & echo [S]"',
      TargetUserSid: "S-1-0-0",
      MandatoryLabel: "S-1-16-16384",
      TokenElevationType: "%%1936",
    });
  });

  it("names the target when a child runs as somebody else", () => {
    const process = buildProcess({ account: ALICE, logonId: "0x77", parent: W3WP });
    expect(cellsOf(securityEventLog, [buildActivity("process-started", { process })])[0]).toMatchObject({
      SubjectAccount: "CORP\\MX01$",
      TargetAccount: "CORP\\alice.moss",
      TargetLogonId: "0x77",
      Account: "CORP\\MX01$",
    });
  });

  it("keeps a directory change only as XML, escaped, in the order that published rules expand", () => {
    const change = buildActivity("directory-changed", { host: DC01, value: 'http://f/<script language="JScript">' });
    const [row] = cellsOf(securityEventLog, [change]);
    expect(row).toMatchObject({
      EventID: 5136,
      Computer: "DC01.corp.example",
      SubjectAccount: "CORP\\alice.moss",
      OperationType: "%%14674",
    });
    expect(row?.["EventData"]).toMatch(
      /^<EventData xmlns="http:\/\/schemas\.microsoft\.com\/win\/2004\/08\/events\/event"><Data Name="OpCorrelationID">/,
    );
    expect(row?.["EventData"]).toContain(
      '<Data Name="ObjectClass">msExchOABVirtualDirectory</Data><Data Name="AttributeLDAPDisplayName">msExchExternalHostName</Data>',
    );
    expect(row?.["EventData"]).toContain('<Data Name="AttributeValue">http://f/&lt;script language="JScript"&gt;</Data>');
  });

  it("separates opening a share from checking a path below it", () => {
    const checked = buildActivity("share-accessed");
    const opened = buildActivity("share-accessed", { relativePath: null, accessMask: "0x1" });
    const [first, second] = cellsOf(securityEventLog, [checked, opened]);
    expect(first).toMatchObject({
      EventID: 5145,
      ShareName: "\\\\*\\C$",
      RelativeTargetName: "inetpub\\wwwroot\\aspnet_client\\Rkd83jsl.aspx",
      ObjectType: "File",
    });
    expect(first?.["AccessList"]).toContain("%%4417\n\t\t\t\t");
    expect(second).toMatchObject({ EventID: 5140, AccessList: "%%4416\n\t\t\t\t", EventData: "" });
  });

  it("writes Kerberos and NTLM as a domain controller does", () => {
    const service = buildActivity("ticket", { host: DC01, clientIp: "10.1.1.10" });
    const wrong = buildActivity("ticket", { host: DC01, event: "preauth-failed", status: "0x18" });
    const unknown = buildActivity("ticket", { host: DC01, event: "tgt", status: "0x6" });
    const ntlm = buildActivity("ntlm-validated", { host: DC01, status: "0xc000006a" });
    const machine = buildActivity("ticket", { host: DC01, account: { ...ALICE, name: "MX01$" } });
    const [a, b, c, d, e] = cellsOf(securityEventLog, [service, wrong, unknown, ntlm, machine]);
    expect([a?.["AccountType"], e?.["AccountType"]]).toEqual(["User", "Machine"]);
    expect(a).toMatchObject({
      EventID: 4769,
      TargetUserName: "alice.moss@CORP.EXAMPLE",
      ServiceName: "MX01$",
      IpAddress: "::ffff:10.1.1.10",
    });
    expect(a?.["EventData"]).toContain('<Data Name="TicketEncryptionType">0x12</Data>');
    expect(b).toMatchObject({ EventID: 4771, Status: "0x18", Keywords: "0x8010000000000000" });
    expect(c).toMatchObject({ EventID: 4768, Status: "0x6", TargetSid: "S-1-0-0" });
    expect(d).toMatchObject({ EventID: 4776, Workstation: "WS014", Status: "0xc000006a", Keywords: "0x8010000000000000", EventData: "" });
  });

  it("joins privileges with the separator of real rows and pairs logoff with logon by id", () => {
    const [special, off] = cellsOf(securityEventLog, [buildActivity("privileges-assigned"), buildActivity("logoff")]);
    expect(special).toMatchObject({
      EventID: 4672,
      PrivilegeList: "SeSecurityPrivilege\n\t\t\tSeImpersonatePrivilege",
      Account: "CORP\\MX01$",
    });
    expect(off).toMatchObject({ EventID: 4634, TargetLogonId: "0x1a2b3c", LogonTypeName: "3 - Network" });
  });

  it("takes other Security events as an activity states them, and leaves other channels alone", () => {
    const task = buildActivity("windows-event", {
      channel: "Security",
      provider: "Microsoft-Windows-Security-Auditing",
      eventId: 4698,
      named: [
        { name: "SubjectUserName", value: "alice.moss" },
        { name: "SubjectDomainName", value: "CORP" },
        { name: "TaskName", value: "\\Backup" },
      ],
      message: "A scheduled task was created.\r\nTask Name: \\Backup",
    });
    expect(cellsOf(securityEventLog, [task])[0]).toMatchObject({
      EventID: 4698,
      Activity: "4698 - A scheduled task was created.",
      Account: "CORP\\alice.moss",
      EventData: expect.stringContaining('<Data Name="TaskName">\\Backup</Data>') as string,
    });
    expect(cellsOf(securityEventLog, [buildActivity("windows-event")])).toEqual([]);
  });

  it("renders the native event with all data in order, in a document of its channel", () => {
    const [[path, xml]] = [...nativeFiles(securityEventLog, [buildActivity("logoff", { account: SYSTEM_ACCOUNT })])] as [[string, string]];
    expect(path).toBe("MX01/Windows/System32/winevt/Logs/Security.xml");
    expect(xml).toBe(
      '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\r\n<Events>\r\n' +
        "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Security-Auditing' " +
        "Guid='{54849625-5478-4994-A5BA-3E3B0328C30D}'/><EventID>4634</EventID><Version>0</Version><Level>0</Level><Task>12545</Task>" +
        "<Opcode>0</Opcode><Keywords>0x8020000000000000</Keywords><TimeCreated SystemTime='2021-03-03T06:49:42.162345000Z'/>" +
        "<EventRecordID>7184</EventRecordID><Correlation/><Execution ProcessID='812' ThreadID='288'/><Channel>Security</Channel>" +
        "<Computer>MX01.corp.example</Computer><Security/></System><EventData><Data Name='TargetUserSid'>S-1-5-18</Data>" +
        "<Data Name='TargetUserName'>MX01$</Data><Data Name='TargetDomainName'>CORP</Data><Data Name='TargetLogonId'>0x1a2b3c</Data>" +
        "<Data Name='LogonType'>3</Data></EventData></Event>\r\n</Events>\r\n",
    );
  });
});
