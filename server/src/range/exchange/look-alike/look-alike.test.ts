import { describe, expect, it } from "vitest";
import { buildTinyScenario } from "../../../../test/fixtures/tiny-scenario.ts";
import { cellColumns } from "../../../logs/table.ts";
import { LOG_TABLES } from "../../../logs/catalogue.ts";
import type { ExchangeBuild } from "../../activity.ts";
import { createWorldRun } from "../../world.ts";
import { LookAlike, type LookAlikeAnswer, type OutsideRequest } from "./look-alike.ts";

const scenario = buildTinyScenario();
const AT = scenario.window.exerciseStart;

function askFor(path: string, changes: Partial<OutsideRequest> = {}, lookAlike = new LookAlike(scenario, 5)): LookAlikeAnswer {
  const request = {
    method: "GET",
    host: "mail.tiny.example",
    path,
    query: "",
    userAgent: "curl/7.88.1",
    referer: "",
    clientIp: "198.51.100.200",
    bodyBytes: 0,
    origin: "http://mail.tiny.example",
    ...changes,
  };
  return lookAlike.answer(request, AT);
}

const headersOf = ({ answer }: LookAlikeAnswer, name: string): string[] =>
  (answer?.headers ?? []).filter(([header]) => header.toLowerCase() === name).map(([, value]) => value);

function rowOf({ rows }: LookAlikeAnswer, table: string): Readonly<Record<string, unknown>> {
  const columns = cellColumns(LOG_TABLES.find(({ name }) => name === table)!);
  const row = rows.find((candidate) => candidate.table === table);
  return Object.fromEntries(columns.map(({ name }, index) => [name, row?.cells[index]]));
}

describe("the simulated server for requests from outside", () => {
  it("leads a stranger from / to the sign-in page, which gives the build away and asks for nothing", () => {
    expect(headersOf(askFor("/"), "location")).toEqual(["http://mail.tiny.example/owa/"]);
    const [toLogon = ""] = headersOf(askFor("/owa/"), "location");
    expect(toLogon).toBe("http://mail.tiny.example/owa/auth/logon.aspx?url=http%3a%2f%2fmail.tiny.example%2fowa%2f&reason=0");
    const page = askFor("/owa/auth/logon.aspx", { query: "url=x&reason=0" });
    expect(page.answer).toMatchObject({ status: 200 });
    expect(page.answer?.body).toContain("/owa/auth/15.1.2176/themes/");
    expect(page.answer?.body).not.toMatch(/<form|<input|<script/i);
    expect(headersOf(page, "x-owa-version")).toEqual(["15.1.2176.4"]);
    expect(headersOf(askFor("/ecp/"), "location")[0]).toContain("/owa/auth/logon.aspx?url=");
  });

  it("asks for the schemes that each protocol knows, names itself and says that it is well", () => {
    const ews = askFor("/EWS/Exchange.asmx", { method: "POST", bodyBytes: 900 });
    expect([ews.answer?.status, headersOf(ews, "www-authenticate")]).toEqual([401, ["Negotiate", "NTLM"]]);
    expect(headersOf(ews, "x-feserver")).toEqual(["MX01"]);
    expect(headersOf(askFor("/autodiscover/autodiscover.xml"), "www-authenticate")).toContain('Basic realm="mail.tiny.example"');
    expect(askFor("/owa/healthcheck.htm").answer).toMatchObject({ status: 200, body: "200 OK<br/>MX01.corp.tiny.example" });
    expect(askFor("/nothing/here").answer?.status).toBe(404);
    expect(headersOf(askFor("/owa/auth/absent.aspx"), "location")[0]).toContain("logon.aspx");
  });

  it("logs each request as the sensors of that server do, under one request id", () => {
    const asked = askFor("/owa/auth/logon.aspx", { userAgent: "Mozilla/5.0 (test)", query: "reason=0" });
    const id = headersOf(asked, "request-id")[0];
    expect(rowOf(asked, "W3CIISLog")).toMatchObject({
      csUriStem: "/owa/auth/logon.aspx",
      cIP: "198.51.100.200",
      scStatus: "200",
      csUserAgent: "Mozilla/5.0+(test)",
    });
    expect(String(rowOf(asked, "W3CIISLog")["csUriQuery"])).toContain(id);
    expect(rowOf(asked, "ExchangeHttpProxy_CL")).toMatchObject({ RequestId: id, UrlStem: "/owa/auth/logon.aspx" });
    for (const { stepId } of asked.rows) expect(stepId).toBeNull();
  });

  it("shows the state of the world that it goes on from: a page that was written by then answers", () => {
    const run = createWorldRun(scenario, 5);
    for (const batch of run.advance(AT)) expect(batch.length).toBeGreaterThan(0);
    const path =
      run.cast.values.get("story.drop.urlPath") ?? [...run.cast.values].find(([, value]) => /^\/owa\/auth\/\w+\.aspx$/.test(value))?.[1];
    expect(path).toMatch(/^\/owa\/auth\/\w+\.aspx$/);
    const later = new LookAlike(scenario, 5);
    later.resumeFrom(run.checkpoint());
    expect(askFor(String(path)).answer?.status).toBe(302);
    expect(askFor(String(path), {}, later).answer?.status).toBe(200);
  });

  it("tells the version of the build that is installed", () => {
    const build: ExchangeBuild = { major: 15, minor: 2, build: 792, revision: 10 };
    const hosts = scenario.cast.hosts.map((host) =>
      host.kind === "exchange" ? { ...host, exchange: { product: "2019" as const, build: Object.values(build).join(".") } } : host,
    );
    const patched = new LookAlike(buildTinyScenario({ cast: { ...scenario.cast, hosts } }), 5);
    expect(headersOf(askFor("/owa/auth/logon.aspx", {}, patched), "x-owa-version")).toEqual(["15.2.792.10"]);
  });
});
