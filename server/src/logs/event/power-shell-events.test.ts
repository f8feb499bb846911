import { describe, expect, it } from "vitest";
import { buildActivity, buildProcess } from "../../../test/fixtures/activities.ts";
import { cellsOf, rowsOf, steadyContext } from "../../../test/fixtures/sensing.ts";
import { eventLog } from "../event.ts";

const SHELL = buildProcess({
  pid: 5_120,
  path: "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe",
  fileName: "powershell.exe",
  commandLine: "powershell.exe -NoProfile -Command Get-Date",
});
const STARTED = buildActivity("process-started", { process: SHELL });
const ENDED = buildActivity("process-ended", { process: SHELL });
const noSysmon = steadyContext({ isCollected: (_host, source) => !source.includes("Sysmon") });

describe("the channels of Windows PowerShell", () => {
  it("tell in order of a console that starts, with the command line that it was started with", () => {
    const rows = cellsOf(eventLog, [STARTED], noSysmon);
    expect(rows.map((row) => row["EventID"])).toEqual([40_961, 53_504, 600, 600, 600, 600, 600, 600, 400, 40_962]);
    const times = rowsOf(eventLog, [STARTED], noSysmon).map(({ at }) => Number(at));
    expect(times.toSorted((a, b) => a - b)).toEqual(times);
    const engine = rows.find((row) => row["EventID"] === 400);
    expect(engine).toMatchObject({ EventLog: "Windows PowerShell", Source: "PowerShell" });
    expect(engine?.["ParameterXml"]).toMatch(/^<Param>Available<\/Param><Param>None<\/Param><Param>\tNewEngineState=Available/);
    expect(engine?.["RenderedDescription"]).toContain("\tHostApplication=powershell.exe -NoProfile -Command Get-Date\r\n");
    expect(engine?.["RenderedDescription"]).toContain("SequenceNumber=13");
  });

  it("end with the same engine, and other programs write nothing there", () => {
    const runspace = (row: unknown): unknown => /RunspaceId=([0-9a-f-]{36})/.exec(JSON.stringify(row))?.[1];
    const [ended] = cellsOf(eventLog, [ENDED], noSysmon);
    expect(ended).toMatchObject({ EventID: 403 });
    expect(runspace(ended)).toBe(runspace(cellsOf(eventLog, [STARTED], noSysmon).find((row) => row["EventID"] === 400)));
    expect(cellsOf(eventLog, [buildActivity("process-started")], noSysmon)).toEqual([]);
  });
});
