import { describe, expect, it } from "vitest";
import { NOON, buildActivity, buildProcess } from "../../test/fixtures/activities.ts";
import { cellsOf, nativeFiles, rowsOf, steadyContext } from "../../test/fixtures/sensing.ts";
import { eventLog } from "./event.ts";

/** Values of `<Data Name=…>` elements in order, as a reader of the XML sees them. */
function dataOf(xml: unknown): string[] {
  return [...String(xml).matchAll(/<Data(?: Name="[^"]*")?>([^<]*)<\/Data>/g)].map((match) => match[1] ?? "");
}

describe("Event", () => {
  it("writes the admin audit with 27 strings, quoted parameters and the product's own spelling", () => {
    const [row] = cellsOf(eventLog, [buildActivity("cmdlet-run")]);
    const parameters = '-ExternalUrl "https://mail.corp.example/oab" -Identity "MX01\\OAB (Default Web Site)"';
    expect(row).toMatchObject({
      EventLog: "MSExchange Management",
      Source: "MSExchange CmdletLogs",
      EventID: 1,
      EventLevel: 4,
      EventLevelName: "Information",
      UserName: "N/A",
      RenderedDescription: `Cmdlet suceeded. Cmdlet Set-OabVirtualDirectory, parameters ${parameters}.`,
    });
    expect(row?.["ParameterXml"]).toMatch(/^<Param>Set-OabVirtualDirectory<\/Param><Param>-ExternalUrl "https/);
    expect(String(row?.["ParameterXml"]).split("</Param><Param>").slice(2, 7)).toEqual([
      "corp.example/Users/Alice Moss",
      "S-1-5-21-594047938-393122191-2580508586-1104",
      "S-1-5-21-594047938-393122191-2580508586-1104",
      "ServerRemoteHost-EMC",
      "8372 w3wp#MSExchangeOWAAppPool",
    ]);
    expect(dataOf(row?.["EventData"])).toHaveLength(27);
    expect(dataOf(row?.["EventData"]).slice(9, 11)).toEqual([
      "00:00:00.0590000",
      "View Entire Forest: 'False', Default Scope: 'corp.example', Configuration Domain Controller: 'DC01.corp.example', Preferred Global Catalog: 'DC01.corp.example', Preferred Domain Controllers: '{ DC01.corp.example }'",
    ]);
    expect(dataOf(row?.["EventData"])[23]).toBe("ActivityId: bb0a7a0e-6f3f-4f6e-9d0c-111111111111");
  });

  it("logs a failed cmdlet as event 6 with its error", () => {
    const [row] = cellsOf(eventLog, [
      buildActivity("cmdlet-run", { error: "Microsoft.Exchange.Data.Directory.ADNoSuchObjectException: x" }),
    ]);
    expect(row).toMatchObject({ EventID: 6, EventLevel: 1, EventLevelName: "Error" });
    expect(row?.["RenderedDescription"]).toMatch(/^Cmdlet failed\. Cmdlet Set-OabVirtualDirectory, parameters /);
    expect(dataOf(row?.["EventData"])[11]).toContain("ADNoSuchObjectException");
  });

  it("keeps markup in parameters readable in the message and escaped in XML", () => {
    const run = buildActivity("cmdlet-run", {
      parameters: [{ name: "ExternalUrl", value: 'http://f/<script language="JScript">Page_Load</script>' }],
    });
    const [row] = cellsOf(eventLog, [run]);
    expect(row?.["RenderedDescription"]).toContain('-ExternalUrl "http://f/<script language="JScript">Page_Load</script>".');
    expect(row?.["ParameterXml"]).toContain('&lt;script language="JScript"&gt;');
  });

  it("gives Sysmon's network event the positions that published queries index", () => {
    const [row] = cellsOf(eventLog, [buildActivity("network-connection")]);
    const data = dataOf(row?.["EventData"]);
    expect([data[9], data[14], data[7], data[16]]).toEqual(["10.20.0.11", "203.0.113.40", "true", "443"]);
    const inbound = dataOf(cellsOf(eventLog, [buildActivity("network-connection", { direction: "inbound" })])[0]?.["EventData"]);
    expect([inbound[9], inbound[14], inbound[7]]).toEqual(["203.0.113.40", "10.20.0.11", "false"]);
    expect(cellsOf(eventLog, [buildActivity("network-connection", { outcome: "failed" })])).toEqual([]);
  });

  it("describes a process as Sysmon does, joined to its parent and its other events by ProcessGuid", () => {
    const parent = buildProcess();
    const process = buildProcess({
      pid: 4660,
      fileName: "whoami.exe",
      path: "C:\\Windows\\System32\\whoami.exe",
      commandLine: "whoami",
      parent,
    });
    const [start, end, file] = cellsOf(eventLog, [
      buildActivity("process-started", { process }),
      buildActivity("process-ended", { process }),
      buildActivity("file-changed", { process: parent }),
    ]);
    const data = dataOf(start?.["EventData"]);
    expect(data.slice(3, 10)).toEqual([
      "4660",
      "C:\\Windows\\System32\\whoami.exe",
      "10.0.14393.4225",
      "whoami - displays logged on user information",
      "Microsoft® Windows® Operating System",
      "Microsoft Corporation",
      "whoami.exe",
    ]);
    expect(data[1]).toBe("2021-03-03 06:49:42.162");
    expect(data[12]).toBe("NT AUTHORITY\\SYSTEM");
    expect(data[17]).toMatch(/^SHA1=[0-9A-F]{40},MD5=[0-9A-F]{32},SHA256=[0-9A-F]{64},IMPHASH=[0-9A-F]{32}$/);
    expect(data[2]).toMatch(/^\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/);
    expect(dataOf(end?.["EventData"])[2]).toBe(data[2]);
    expect(dataOf(file?.["EventData"])[2]).toBe(data[18]);
    expect(start?.["RenderedDescription"]).toMatch(/^Process Create:\r\nRuleName: -\r\nUtcTime: /);
  });

  it("writes a Sysmon event a moment after what it tells, and other events at once", () => {
    const [file, service] = rowsOf(eventLog, [buildActivity("file-changed"), buildActivity("windows-event")]);
    expect(file!.at - NOON).toBeGreaterThan(0);
    expect(file!.at - NOON).toBeLessThan(2_000);
    expect(service!.at).toBe(NOON);
  });

  it("logs the creation of a file and not its later life", () => {
    const path = "C:\\inetpub\\wwwroot\\aspnet_client\\Rkd83jsl.aspx";
    const [row] = cellsOf(eventLog, [buildActivity("file-changed", { path })]);
    expect(dataOf(row?.["EventData"]).slice(3)).toEqual(["4", "System", path, "2021-03-03 06:49:42.162"]);
    expect(
      cellsOf(eventLog, [buildActivity("file-changed", { change: "modified" }), buildActivity("file-changed", { change: "deleted" })]),
    ).toEqual([]);
  });

  it("passes on what other providers log, with the level's classic number", () => {
    const event = buildActivity("windows-event", {
      channel: "Application",
      provider: "MSExchange Control Panel",
      eventId: 4,
      level: 2,
      named: null,
      strings: ["Current user: 'x'"],
      message: "Current user: 'x'",
    });
    const warning = { ...event, level: 3 as const };
    expect(cellsOf(eventLog, [event, warning]).map((row) => [row["EventLevel"], row["EventLevelName"]])).toEqual([
      [1, "Error"],
      [2, "Warning"],
    ]);
    expect(cellsOf(eventLog, [event])[0]).toMatchObject({ ParameterXml: "<Param>Current user: 'x'</Param>", EventLog: "Application" });
  });

  it("writes nothing for a channel that the host does not collect, and does not count it", () => {
    const context = steadyContext({ isCollected: (_host, source) => source !== "Event/Microsoft-Windows-Sysmon/Operational" });
    const rows = rowsOf(eventLog, [buildActivity("process-started"), buildActivity("windows-event", { at: NOON })], context);
    expect(rows.map((row) => row.recordNumber)).toEqual([7184]);
  });

  it("renders classic and manifest events in the two native shapes", () => {
    const files = nativeFiles(eventLog, [buildActivity("cmdlet-run"), buildActivity("windows-event"), buildActivity("file-changed")]);
    const [management, system, sysmon] = [...files.values()] as [string, string, string];
    expect([...files.keys()].map((path) => path.split("/").at(-1))).toEqual([
      "MSExchange Management.xml",
      "System.xml",
      "Microsoft-Windows-Sysmon%4Operational.xml",
    ]);
    expect(management).toContain(
      "<Provider Name='MSExchange CmdletLogs'/><EventID Qualifiers='16384'>1</EventID><Level>4</Level><Task>1</Task><Keywords>0x80000000000000</Keywords>",
    );
    expect(management).toContain("<Data>-ExternalUrl &quot;https://mail.corp.example/oab&quot; -Identity");
    expect(system).toContain("Guid='{555908D1-A6D7-4695-8E1E-26931D2012F4}'/><EventID>7036</EventID>");
    expect(system).toContain("<EventData><Data Name='param1'>WMI Performance Adapter</Data><Data Name='param2'>running</Data></EventData>");
    expect(sysmon).toContain("<EventID>11</EventID><Version>2</Version><Level>4</Level>");
  });
});
