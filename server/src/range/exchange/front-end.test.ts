import { describe, expect, it } from "vitest";
import { buildQuietWorld, only, type QuietWorld } from "../../../test/fixtures/quiet-world.ts";
import { MICROS_PER_MS } from "../../base/sim-time.ts";
import { ordinaryCause } from "../people/cause.ts";
import { systemProcess } from "../windows/standing-processes.ts";
import { blockNetwork, changePassword, deleteWebFile, installUpdate, setPoolStopped } from "./changes.ts";
import { handleRequest } from "./front-end.ts";
import { describeRequest, WRONG_PASSWORD, type ClientRequest, type Response } from "./request.ts";

let asked = 0;

function ask({ world, server, second }: QuietWorld, details: Partial<ClientRequest> & { stem: string }, at = 10): Response {
  asked += 1;
  const draws = world.stream(`test/${asked}`);
  return handleRequest(
    world,
    server,
    describeRequest({
      at: second(at),
      cause: ordinaryCause("test"),
      draws,
      clientIp: "192.0.2.7",
      userAgent: "test",
      host: "mail.tiny.example",
      ...details,
    }),
  );
}

const FORGED = "a]@mx01.corp.tiny.example:444/autodiscover/autodiscover.xml?#";

describe("strangers", () => {
  it("are redirected from OWA, also when the page below /owa/auth does not exist, and get 404 elsewhere", () => {
    const quiet = buildQuietWorld();
    const statusOf = (stem: string): number => ask(quiet, { stem }).status;
    expect(statusOf("/owa/")).toBe(302);
    expect(statusOf("/owa/auth/logon.aspx")).toBe(200);
    expect(statusOf("/owa/auth/nothing.aspx")).toBe(302);
    expect(statusOf("/OWA/AUTH/RedirSuiteServiceProxy.aspx")).toBe(200);
    expect(statusOf("/aspnet_client/nothing.aspx")).toBe(404);
    expect(statusOf("/robots.txt")).toBe(404);
    expect(statusOf("/")).toBe(302);
    const requests = only(quiet.settle(), "http-request");
    const missing = requests.find(({ stem }) => stem === "/owa/auth/nothing.aspx");
    expect(missing).toMatchObject({ protocol: "Owa", backEnd: null, marks: ["NoCookies=302 - GET/E14AuthPost"] });
    expect(requests.find(({ stem }) => stem === "/robots.txt")).toMatchObject({ protocol: null, status: 404, win32Status: 2 });
  });

  it("are challenged with 401.2 by everything that authenticates itself", () => {
    const quiet = buildQuietWorld();
    for (const stem of [
      "/mapi/emsmdb/",
      "/EWS/Exchange.asmx",
      "/Microsoft-Server-ActiveSync/default.eas",
      "/Autodiscover/Autodiscover.xml",
      "/powershell",
    ]) {
      expect(ask(quiet, { stem }).status).toBe(401);
    }
    for (const request of only(quiet.settle(), "http-request"))
      expect(request).toMatchObject({ subStatus: 2, win32Status: 5, proxyUser: "", backEnd: null });
  });
});

describe("a request in time", () => {
  it("is recorded when it ends: a long poll minutes after it began", () => {
    const quiet = buildQuietWorld();
    const [person] = quiet.world.estate.people;
    if (person === undefined) throw new Error("nobody");
    const credentials = {
      kind: "integrated",
      account: person.account,
      package: "Kerberos",
      workstation: person.workstation.name,
      isNewConnection: true,
    } as const;
    ask(quiet, {
      stem: "/mapi/emsmdb/",
      method: "POST",
      action: "NotificationWait",
      holdMs: 300_000,
      mailbox: person.mailbox,
      credentials,
    });
    const activities = quiet.settle();
    const [poll] = only(activities, "http-request");
    expect((poll?.at ?? 0) - quiet.second(10)).toBeGreaterThan(300_000 * MICROS_PER_MS);
    expect(poll?.timeTakenMs).toBeGreaterThanOrEqual(poll?.totalMs ?? 0);
    expect(poll?.totalMs).toBeGreaterThanOrEqual(poll?.backEnd?.processingMs ?? 0);
    const [logon] = only(activities, "logon").filter(({ account }) => account.name === person.account.name);
    expect(logon).toMatchObject({ logonType: 3, package: "Kerberos", sourceIp: "192.0.2.7" });
    expect(logon?.at).toBeLessThan(poll?.at ?? 0);
    const [ticket] = only(activities, "ticket");
    expect(ticket).toMatchObject({ event: "service", serviceName: "MX01$", logonGuid: logon?.logonGuid });
    expect(ticket?.host.name).toBe("DC01");
  });

  it("logs the computer account on, with privileges, for every new connection to the back end", () => {
    const quiet = buildQuietWorld();
    const [health] = quiet.server.healthMailboxes;
    if (health === undefined) throw new Error("no health mailbox");
    const credentials = {
      kind: "integrated",
      account: health.account,
      package: "NTLM",
      workstation: "MX01",
      isNewConnection: false,
    } as const;
    for (let n = 0; n < 300; n++) ask(quiet, { stem: "/EWS/Exchange.asmx", method: "POST", credentials, mailbox: health }, n);
    const activities = quiet.settle();
    const opened = only(activities, "http-request").filter(({ backEnd }) => backEnd?.isNewConnection === true);
    expect(opened.length).toBeGreaterThan(3);
    const logons = only(activities, "logon").filter(({ account }) => account.name === "MX01$");
    expect(logons).toHaveLength(opened.length);
    expect(only(activities, "privileges-assigned").map(({ logonId }) => logonId)).toEqual(logons.map(({ logonId }) => logonId));
  });
});

describe("passwords", () => {
  function logOn(quiet: QuietWorld, passwordVersion: number, at: number): Response {
    const { account } = quiet.world.estate.peopleByRole.get("reception")!;
    return ask(
      quiet,
      {
        stem: "/owa/auth.owa",
        method: "POST",
        credentials: { kind: "password", name: account.name, account, passwordVersion, isTokenCached: false },
      },
      at,
    );
  }

  it("answer 302 right or wrong; the cookie and the security log tell which", () => {
    const quiet = buildQuietWorld();
    const right = logOn(quiet, 0, 1);
    const wrong = logOn(quiet, WRONG_PASSWORD, 2);
    expect([right.status, wrong.status]).toEqual([302, 302]);
    expect([right.setCookie === "", wrong.setCookie === ""]).toEqual([false, true]);
    const activities = quiet.settle();
    expect(only(activities, "logon").map(({ logonType }) => logonType)).toEqual([8]);
    expect(only(activities, "logon-failed")[0]).toMatchObject({ reason: "bad-password", logonType: 8, process: { fileName: "w3wp.exe" } });
    expect(only(activities, "ticket")[0]).toMatchObject({ event: "preauth-failed", status: "0x18" });
  });

  it("stop working for whoever was not told of a change", () => {
    const quiet = buildQuietWorld();
    const { account } = quiet.world.estate.peopleByRole.get("reception")!;
    expect(logOn(quiet, 0, 1).setCookie).not.toBe("");
    changePassword(quiet.world, account.name);
    expect(logOn(quiet, 0, 2).setCookie).toBe("");
    expect(logOn(quiet, 1, 3).setCookie).not.toBe("");
  });

  it("open a session that is good for the mailbox until nobody used it for half an hour", () => {
    const quiet = buildQuietWorld();
    const { setCookie: cookie } = logOn(quiet, 0, 1);
    expect(ask(quiet, { stem: "/owa/", cookie }, 2).status).toBe(200);
    expect(ask(quiet, { stem: "/owa/", cookie }, 1_000).status).toBe(200);
    expect(ask(quiet, { stem: "/owa/ev.owa2", cookie }, 1_000 + 31 * 60).status).toBe(440);
    expect(ask(quiet, { stem: "/owa/", cookie }, 1_000 + 32 * 60).status).toBe(302);
  });
});

describe("a server that defenders change", () => {
  it("no longer believes forged routing once it is updated", () => {
    const quiet = buildQuietWorld();
    expect(ask(quiet, { stem: "/ecp/y.js", backEndCookie: FORGED }).status).toBe(200);
    installUpdate(quiet.world, quiet.server, { major: 15, minor: 1, build: 2176, revision: 9 });
    expect(ask(quiet, { stem: "/ecp/y.js", backEndCookie: FORGED }, 60).status).toBe(302);
    const [before, after] = only(quiet.settle(), "http-request");
    expect([before?.anchorMailbox, after?.anchorMailbox]).toEqual([`ServerInfo~${FORGED}`, ""]);
  });

  it("answers 500 to a forged route that names no server of its own", () => {
    expect(ask(buildQuietWorld(), { stem: "/ecp/y.js", backEndCookie: "localhost~1942062522" }).status).toBe(500);
  });

  it("redirects where it used to serve a page that was deleted", () => {
    const quiet = buildQuietWorld();
    const stem = "/owa/auth/frowny.aspx";
    const path = "C:\\Program Files\\Microsoft\\Exchange Server\\V15\\FrontEnd\\HttpProxy\\owa\\auth\\frowny.aspx";
    expect(ask(quiet, { stem }).status).toBe(200);
    const occasion = { at: quiet.second(20), cause: ordinaryCause("test"), process: systemProcess(quiet.world, quiet.server.host) };
    expect(deleteWebFile(quiet.world, quiet.server, path, occasion)).toBe(true);
    expect(deleteWebFile(quiet.world, quiet.server, path, occasion)).toBe(false);
    expect(ask(quiet, { stem }, 30).status).toBe(302);
    expect(only(quiet.settle(), "file-changed").map(({ change }) => change)).toEqual(["deleted"]);
  });

  it("does not answer blocked networks at all and says 503 for a stopped pool", () => {
    const quiet = buildQuietWorld();
    blockNetwork(quiet.world, quiet.server, "192.0.2.0/24");
    expect(ask(quiet, { stem: "/owa/" })).toMatchObject({ status: 0, activityId: 0 });
    expect(ask(quiet, { stem: "/owa/", clientIp: "198.51.100.9" }).status).toBe(302);
    setPoolStopped(quiet.world, quiet.server, "MSExchangeOWAAppPool", true);
    expect(ask(quiet, { stem: "/owa/", clientIp: "198.51.100.9" }).status).toBe(503);
    expect(only(quiet.settle(), "http-request")).toHaveLength(2);
  });
});
