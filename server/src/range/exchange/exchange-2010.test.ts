import { beforeAll, describe, expect, it } from "vitest";
import { nativeFiles } from "../../../test/fixtures/sensing.ts";
import { buildTinyScenario, describeStep } from "../../../test/fixtures/tiny-scenario.ts";
import { LOG_CATALOGUE } from "../../logs/catalogue.ts";
import type { LogDefinition, LogRow } from "../../logs/log.ts";
import type { Activity, ActivityKind, ActivityOf } from "../activity.ts";
import { steadyContext } from "../../../test/fixtures/sensing.ts";
import { createWorldRun } from "../world.ts";

/** What came with Exchange 2013, or was not switched on before it. */
const ABSENT = [
  "ExchangeHttpProxy_CL",
  "ExchangeEcpServer_CL",
  "ExchangeEcpActivity_CL",
  "ExchangeEws_CL",
  "ExchangeMapiHttp_CL",
  "ExchangeRpsCmdlet_CL",
  "ExchangeAuditQueue_CL",
  "ExchangeSmtpProtocol_CL",
  "ExchangeConnectivity_CL",
  "ExchangeAgentLog_CL",
];

const activities: Activity[] = [];
const only = <K extends ActivityKind>(kind: K): ActivityOf<K>[] =>
  activities.filter((activity): activity is ActivityOf<K> => activity.kind === kind);
const logOf = (name: string): LogDefinition => {
  const log = LOG_CATALOGUE.find(({ table }) => table.name === name);
  if (log === undefined) throw new Error(`no log ${name}`);
  return log;
};
const rowsOf = (name: string): LogRow[] => {
  const log = logOf(name);
  const context = steadyContext();
  return activities.filter(({ kind }) => log.kinds.includes(kind)).flatMap((activity) => log.rows(activity, context));
};
/** The native files of a log, by how their path ends. */
const filesOf = (name: string): Map<string, string> =>
  nativeFiles(
    logOf(name),
    activities.filter(({ kind }) => logOf(name).kinds.includes(kind)),
  );

beforeAll(() => {
  const tiny = buildTinyScenario();
  const hosts = tiny.cast.hosts.map((host) =>
    host.exchange === null ? host : { ...host, exchange: { product: "2010" as const, build: "14.3.509.0" } },
  );
  const story = [describeStep("probe", "ssrf-probe", {}, { kind: "at", at: tiny.window.exerciseStart, jitter: 0 })];
  const run = createWorldRun(buildTinyScenario({ cast: { ...tiny.cast, hosts }, story }), 6);
  for (const batch of run.advance(run.window.exerciseEnd)) activities.push(...batch);
});

describe("a server of Exchange 2010", () => {
  it("has none of the logs that came later", () => {
    for (const name of ABSENT) expect([name, rowsOf(name).length]).toEqual([name, 0]);
    for (const name of ["W3CIISLog", "HttpErr_CL", "MessageTrackingLog_CL", "ExchangeRpcClientAccess_CL", "Event", "SecurityEvent"])
      expect([name, rowsOf(name).length > 10]).toEqual([name, true]);
  });

  it("answers each request in its one site, in fourteen fields of IIS 7.5, without Exchange's later suffix", () => {
    const requests = only("http-request").length;
    expect(rowsOf("W3CIISLog")).toHaveLength(requests);
    const files = filesOf("W3CIISLog");
    expect([...files.keys()].filter((path) => !path.includes("/W3SVC1/"))).toEqual([]);
    for (const text of files.values()) {
      expect(text).toMatch(/^#Software: Microsoft Internet Information Services 7\.5\r\n/);
      const lines = text.split("\r\n").filter((line) => line !== "" && !line.startsWith("#"));
      expect(lines.filter((line) => line.split(" ").length !== 14 || line.includes("cafeReqId"))).toEqual([]);
    }
    expect([...files.values()].join("")).toMatch(/&prfltncy=\d+&prfrpccnt=\d+&prfrpcltncy=\d+&prfldpcnt=0/);
  });

  it("is reached by RPC over HTTP, in two requests that stay open, and by no protocol that it does not know", () => {
    const channels = only("http-request").filter(({ method }) => method.startsWith("RPC_"));
    expect(channels.filter(({ status, totalMs }) => status === 200 && totalMs > 600_000).length).toBeGreaterThan(10);
    const paths = only("http-request")
      .filter(({ cause }) => !cause.actor.startsWith("internet/"))
      .map(({ stem }) => stem.toLowerCase());
    expect(paths.filter((path) => path.startsWith("/mapi/") || path.endsWith("service.svc") || path.endsWith("healthcheck.htm"))).toEqual(
      [],
    );
    const sessions = [...filesOf("ExchangeRpcClientAccess_CL").values()].join("").split("\r\n");
    const connects = only("http-request").filter(
      ({ method, status, backEnd }) => method === "RPC_OUT_DATA" && status === 200 && backEnd?.mailbox != null,
    );
    expect(sessions.filter((line) => line.includes(",Connect,"))).toHaveLength(connects.length);
    expect(sessions.filter((line) => line.includes("Monitoring.dll"))).toEqual([]);
    const heads = sessions.filter((line) => line.startsWith("#Fields: "));
    expect(new Set(heads.map((line) => line.slice("#Fields: ".length).split(",").length))).toEqual(new Set([17]));
  });

  it("tracks mail in files of a day, without network message ids, shadows or probes, straight into the mailbox", () => {
    const mail = only("mail-event");
    expect(mail.filter(({ eventId, source }) => eventId.startsWith("HA") || (eventId === "SEND" && source === "SMTP"))).toEqual([]);
    expect(mail.some(({ eventId }) => eventId === "DELIVER")).toBe(true);
    const files = filesOf("MessageTrackingLog_CL");
    expect([...files.keys()].filter((path) => !/\/MSGTRKM?20210\d{3}-1\.LOG$/.test(path))).toEqual([]);
    expect([...files.values()].join("")).not.toContain("network-message-id");
    expect(only("http-request").filter(({ userAgent }) => /AMProbe|ActiveMonitor|MapiHttpClient/.test(userAgent))).toEqual([]);
  });

  it("writes its audit in fourteen strings, the parameters in a bag", () => {
    const events = only("cmdlet-run").filter(({ isAudited }) => isAudited);
    const [first] = events;
    if (first === undefined) return;
    const [row] = logOf("Event").rows(first, steadyContext());
    expect(JSON.stringify(row?.cells)).toContain(`Cmdlet ${first.cmdlet}, parameters {`);
  });

  it("does not believe a forged cookie: the probe of the flaw is a stranger's request, and the checks of March 2021 find nothing to read", () => {
    const probes = only("http-request").filter(({ cause }) => cause.story?.stepId === "probe");
    expect(probes.length).toBeGreaterThan(0);
    expect(probes.filter(({ status, anchorMailbox }) => status === 200 || anchorMailbox.startsWith("ServerInfo~"))).toEqual([]);
    expect([...filesOf("ExchangeHttpProxy_CL").keys(), ...filesOf("ExchangeEcpServer_CL").keys()]).toEqual([]);
  });

  it("runs on an older Windows, and its workers in the older runtime", () => {
    const server = only("http-request")[0]?.host;
    expect(server?.osBuild).toMatch(/^6\.1\./);
    const workers = new Set(
      activities.flatMap((activity) =>
        "process" in activity && typeof activity.process === "object" && activity.process?.fileName === "w3wp.exe"
          ? [activity.process.commandLine]
          : [],
      ),
    );
    expect([...workers].filter((line) => !line.includes('-v "v2.0"'))).toEqual([]);
  });
});
