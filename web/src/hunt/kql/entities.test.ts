import type { KqlColumn, KqlTable } from "@mailroom/server/contract";
import { describe, expect, test } from "vitest";
import { aroundEvent, entitiesOfRow, everythingAbout } from "./entities.ts";
import { sourceTable } from "./source-table.ts";

const table = (name: string, names: readonly string[], filled = names): KqlTable => ({
  name,
  doc: "",
  blindSpot: "",
  sample: "",
  columns: names.map((column) => ({ name: column, type: "string" })),
  filled: [...filled],
});
const web = table("W3CIISLog", ["cIP", "sIP", "csUriStem", "sComputerName", "csUserName"]);
const device = table("DeviceNetworkEvents", ["RemoteIP", "LocalIP", "DeviceName"], ["RemoteIP", "DeviceName"]);

describe("entities of a row", () => {
  test("are known by the look of the value, then by the name of the column", () => {
    const columns: KqlColumn[] = ["Note", "csUserName", "DeviceName", "FolderPath", "RemoteIP", "Count"].map((name) => ({
      name,
      type: "string",
    }));
    const cells = ["203.0.113.7", "CORP\\ada", "mbx01.corp.example", "C:\\inetpub\\x.aspx", "203.0.113.7", "12"];
    expect(entitiesOfRow(columns, cells).map(({ kind, value }) => [kind, value])).toEqual([
      ["ip", "203.0.113.7"],
      ["account", "CORP\\ada"],
      ["host", "mbx01.corp.example"],
      ["file", "C:\\inetpub\\x.aspx"],
    ]);
  });

  test("a version number or a time is no address, 2001:db8:: is one", () => {
    const column: KqlColumn = { name: "Value", type: "string" };
    expect(entitiesOfRow([column], ["15.1.2176.2.9"])).toEqual([]);
    expect(entitiesOfRow([column], ["999.1.1.1"])).toEqual([]);
    expect(entitiesOfRow([column], ["06:49"])).toEqual([]);
    expect(entitiesOfRow([column], ["2001:db8::7"])[0]?.kind).toBe("ip");
  });
});

describe("pivot queries", () => {
  test("everything about an address asks every table that can name it, in the columns that are filled", () => {
    const query = everythingAbout([web, device, table("Heartbeat", ["OSType"])], { kind: "ip", value: '203.0.113.7"', column: "cIP" });
    expect(query).toContain('let value = "203.0.113.7\\"";');
    expect(query).toContain("(W3CIISLog | where cIP == value or sIP == value),");
    expect(query).toContain("(DeviceNetworkEvents | where RemoteIP == value)");
    expect(query).not.toContain("Heartbeat");
    expect(query).not.toContain("LocalIP");
  });

  test("around an event names the host and the time", () => {
    const query = aroundEvent({
      table: "W3CIISLog",
      at: "2021-03-03T06:49:42.1623451Z",
      host: { column: "sComputerName", value: "MBX01" },
    });
    expect(query).toContain("// around 06:49:42Z ± 30 min");
    expect(query).toContain("let event = datetime(2021-03-03T06:49:42.1623451Z);");
    expect(query).toContain('| where sComputerName == "MBX01"');
  });

  test("the source of a query is its first table, if it is one", () => {
    expect(sourceTable("let a = 1;\nW3CIISLog\n| where x > a", [web])?.name).toBe("W3CIISLog");
    expect(sourceTable("['W3CIISLog'] | take 1", [web])?.name).toBe("W3CIISLog");
    expect(sourceTable("union W3CIISLog, X", [web])).toBeNull();
  });
});
