import { describe, expect, it } from "vitest";
import { buildActivity, buildBackEnd, buildProcess } from "../../test/fixtures/activities.ts";
import { nativeFiles } from "../../test/fixtures/sensing.ts";
import { HAS_SHARED_KNOWLEDGE, readShared } from "../../test/fixtures/shared-knowledge.ts";
import { agentLog } from "./agent-log.ts";
import { auditQueueLog } from "./audit-queue.ts";
import { LOG_CATALOGUE } from "./catalogue.ts";
import { ecpActivityLog } from "./ecp-activity.ts";
import { ecpServerLog } from "./ecp-server.ts";
import { eventLog } from "./event.ts";
import { httpProxyLog } from "./http-proxy.ts";
import { iisLog } from "./iis.ts";
import { mapiHttpLog } from "./mapi-http.ts";
import { messageTrackingLog } from "./message-tracking.ts";
import { remotePowerShellLog } from "./remote-powershell.ts";
import { rpcClientAccessLog } from "./rpc-client-access.ts";
import { SECURITY_EVENTS } from "./security/event-catalogue.ts";
import { smtpProtocolLog } from "./smtp-protocol.ts";
import { transportConnectivityLog } from "./transport-connectivity.ts";
import { webServicesLog } from "./web-services.ts";

// Reference data is read from `../shared` or MAILROOM_SHARED; without it these comparisons are skipped.

interface Header {
  readonly fields: readonly string[];
  readonly field_count: number;
}

interface Observed {
  readonly version: string | null;
  readonly count: number;
  readonly fields: readonly string[];
}

/** A cmdlet of a local shell. */
const SHELL = buildActivity("cmdlet-run", { process: buildProcess({ fileName: "powershell.exe" }) });

function linesOf(text: string): string[] {
  return text
    .replace(/^\uFEFF/, "")
    .split("\r\n")
    .filter((line) => line !== "");
}

function fieldsLine(lines: readonly string[]): string {
  return lines.find((line) => line.startsWith("#Fields: ")) ?? "";
}

describe.runIf(HAS_SHARED_KNOWLEDGE)("native files beside the reference", () => {
  const headers = HAS_SHARED_KNOWLEDGE ? (JSON.parse(readShared("domain/exchange-log-headers.json")) as Record<string, Header>) : {};

  it.each([
    ["httpproxy", httpProxyLog, "http-request", "domain/golden/HttpProxy_2021030306-1.LOG", ","],
    ["iis_frontend", iisLog, "http-request", "domain/golden/W3SVC1_u_ex210303.log", " "],
    ["ecp_server", ecpServerLog, "ecp-command", "domain/golden/ECPServer20210303-1.LOG", ","],
    ["message_tracking", messageTrackingLog, "mail-event", "domain/golden/MSGTRK2021030306-1.LOG", ","],
  ] as const)("have the fields, their order and the head of %s", (name, log, kind, golden, separator) => {
    const reference = linesOf(readShared(golden));
    for (const text of nativeFiles(log, [buildActivity(kind)]).values()) {
      const ours = linesOf(text);
      expect(fieldsLine(ours)).toBe(fieldsLine(reference));
      expect(fieldsLine(ours)).toBe(`#Fields: ${headers[name]?.fields.join(separator)}`);
      const heads = (lines: readonly string[]): string[] =>
        lines.filter((line) => line.startsWith("#") || line.startsWith("DateTime,")).map((line) => line.split(": ", 1)[0] ?? "");
      expect(heads(ours)).toEqual(heads(reference));
    }
  });

  const call = buildActivity("http-request", { backEnd: buildBackEnd({ stem: "/ews/exchange.asmx", action: "Connect" }) });
  it.each([
    ["ews_2016plus", webServicesLog, call],
    ["mapihttp_mailbox", mapiHttpLog, call],
    ["rca_2013plus", rpcClientAccessLog, call],
    ["ecp_activity", ecpActivityLog, buildActivity("ecp-pulse")],
    ["smtp_protocol", smtpProtocolLog, buildActivity("smtp-session")],
    ["connectivity", transportConnectivityLog, buildActivity("smtp-session", { leg: "hub-to-internet" })],
    ["agent_log", agentLog, buildActivity("mail-event")],
    ["rps_cmdlet", remotePowerShellLog, SHELL],
    ["cosmosqueue_audit", auditQueueLog, SHELL],
  ] as const)("have the fields and their order of %s", (name, log, activity) => {
    for (const text of nativeFiles(log, [activity]).values())
      expect(fieldsLine(linesOf(text))).toBe(`#Fields: ${headers[name]?.fields.join(",")}`);
  });

  it("shapes a proxied HttpProxy line like the reference: the same columns are filled", () => {
    const [header, ...rest] = linesOf(readShared("domain/golden/HttpProxy_2021030306-1.LOG"));
    const reference = (rest.find((line) => line.includes(",Mapi,")) ?? "").split(",");
    const [text] = [...nativeFiles(httpProxyLog, [buildActivity("http-request")]).values()] as [string];
    const ours = (linesOf(text).at(-1) ?? "").split(",");
    const filled = (cells: readonly string[]): string[] =>
      (header ?? "").split(",").filter((_name, index) => cells[index] !== "" && _name !== "ClientRequestId");
    expect(filled(ours)).toEqual(filled(reference));
  });

  it("writes the same elements of an admin audit event, 27 strings included", () => {
    const reference = readShared("domain/golden/msexchange_management_1.xml");
    const [ours] = [...nativeFiles(eventLog, [buildActivity("cmdlet-run")]).values()] as [string];
    const elements = (xml: string): string[] =>
      [...xml.matchAll(/<([A-Za-z]+)/g)].map((match) => match[1] ?? "").filter((name) => name !== "Binary" && name !== "Events");
    expect(elements(ours)).toEqual(elements(reference));
  });
});

describe.runIf(HAS_SHARED_KNOWLEDGE)("event data beside what was observed", () => {
  const observed = HAS_SHARED_KNOWLEDGE
    ? (JSON.parse(readShared("domain/windows-event-fields.json")) as { observed_in_evtx_samples: Record<string, Observed[]> })
        .observed_in_evtx_samples
    : {};

  it.each(Object.entries(SECURITY_EVENTS))("names the data of Security event %s in the order of real records", (id, kind) => {
    const versions = observed[`Security|Microsoft-Windows-Security-Auditing|${id}`] ?? [];
    const known = versions.filter((candidate) => candidate.version === String(kind.version)).map((candidate) => candidate.fields);
    expect(known.length === 0 || known.some((fields) => fields.join() === kind.fields.join())).toBe(true);
  });

  it.each([
    ["1", "process-started"],
    ["3", "network-connection"],
    ["11", "file-changed"],
  ] as const)("names the data of Sysmon event %s in the order of real records", (id, kind) => {
    const [xml] = [...nativeFiles(eventLog, [buildActivity(kind)]).values()] as [string];
    const names = [...xml.matchAll(/<Data Name='([^']+)'/g)].map((match) => match[1]);
    const known = (observed[`Microsoft-Windows-Sysmon/Operational|Microsoft-Windows-Sysmon|${id}`] ?? []).map((candidate) =>
      candidate.fields.join(),
    );
    expect(known).toContain(names.join());
  });
});

describe.runIf(HAS_SHARED_KNOWLEDGE)("tables beside the published schemas", () => {
  it.each(LOG_CATALOGUE.map(({ table }) => [table.name, table] as const))(
    "has every column of %s with its type, in order",
    (name, table) => {
      const schemas = JSON.parse(readShared("domain/table-schemas.json")) as Record<string, { name: string; type: string }[]>;
      const published = schemas[name]?.map((column) => `${column.name}: ${column.type}`);
      expect(table.columns.slice(0, published?.length ?? 0).map((column) => `${column.name}: ${column.type}`)).toEqual(published ?? []);
    },
  );
});
