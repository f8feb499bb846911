import { describe, expect, it } from "vitest";
import { buildActivity } from "../../test/fixtures/activities.ts";
import { cellsOf, nativeFiles } from "../../test/fixtures/sensing.ts";
import { agentLog } from "./agent-log.ts";
import { smtpProtocolLog } from "./smtp-protocol.ts";
import { transportConnectivityLog } from "./transport-connectivity.ts";

const RECEIVED = buildActivity("smtp-session");
const PROXIED = buildActivity("smtp-session", {
  leg: "front-end-proxy",
  connector: "Inbound Proxy Internal Send Connector",
  remoteEndpoint: "10.20.0.11:2525",
  durationMs: 90,
  proxyFor: { sessionId: RECEIVED.sessionId, peerIp: "203.0.113.25", peerPort: 56_026, peerName: "mx.partner.example" },
});

describe("ExchangeSmtpProtocol_CL", () => {
  it("counts the lines of a conversation from 0, in order of time, the last at its end", () => {
    const rows = cellsOf(smtpProtocolLog, [RECEIVED]);
    expect(rows.map((row) => row["sequenceNumber"])).toEqual(rows.map((_row, index) => String(index)));
    expect(rows[0]).toMatchObject({ event: "+", data: "", connectorId: "MX01\\Default Frontend MX01" });
    expect(rows[1]?.["data"]).toBe("220 MX01.corp.example Microsoft ESMTP MAIL Service ready at Wed, 3 Mar 2021 06:49:40 +0000");
    expect(rows.at(-1)).toMatchObject({ event: "-", context: "Local" });
    const [text] = [...nativeFiles(smtpProtocolLog, [RECEIVED]).values()] as [string];
    const stamps = text
      .split("\r\n")
      .filter((line) => line.startsWith("2021"))
      .map((line) => line.slice(0, 24));
    expect(stamps).toEqual(stamps.toSorted());
    expect(stamps.at(0)).toBe("2021-03-03T06:49:40.762Z");
    // 60 ms before the end, as the session says: when the hub had accepted it.
    expect(
      text
        .split("\r\n")
        .find((line) => line.includes("Queued mail"))
        ?.slice(0, 24),
    ).toBe("2021-03-03T06:49:42.102Z");
    expect(stamps.at(-1)).toBe("2021-03-03T06:49:42.162Z");
  });

  it("notes the certificate and the missing one of the peer, with two blanks after 250", () => {
    const rows = cellsOf(smtpProtocolLog, [RECEIVED]);
    expect(rows.find((row) => String(row["context"]).startsWith("Sending certificate"))?.["data"]).toMatch(
      /^ CN=MX01 CN=MX01 [0-9A-F]{32} [0-9A-F]{40} /,
    );
    expect(rows.some((row) => row["context"] === "TlsDomainCapabilities='None'; Status='NoRemoteCertificate'")).toBe(true);
    expect(rows.some((row) => String(row["data"]).startsWith("250  MX01.corp.example Hello [203.0.113.25] SIZE"))).toBe(true);
  });

  it("lets the answer name the hub's message, and the proxied session the stranger's", () => {
    const answer = cellsOf(smtpProtocolLog, [RECEIVED]).find((row) => String(row["data"]).startsWith("250 2.6.0"));
    expect(answer?.["data"]).toContain("[InternalId=70912345566403, Hostname=MX01.corp.example] 15054 bytes in ");
    const [path] = [...nativeFiles(smtpProtocolLog, [PROXIED]).keys()];
    expect(path).toBe("MX01/TransportRoles/Logs/FrontEnd/ProtocolLog/SmtpSend/SEND2021030306-1.LOG");
    const proxied = cellsOf(smtpProtocolLog, [PROXIED]).map((row) => String(row["data"]));
    expect(proxied.some((data) => data.startsWith(`XPROXYFROM SID=${RECEIVED.sessionId} IP=203.0.113.25 `))).toBe(true);
  });

  it("shows a refused sign-in with the name that was tried, and a peer that only looked as two lines and a hang-up", () => {
    const refused = cellsOf(smtpProtocolLog, [{ ...RECEIVED, message: null, refusedUser: "info@corp.example" }]);
    expect(refused.map((row) => row["context"])).toContain("Inbound AUTH LOGIN failed because of LogonDenied");
    expect(refused.map((row) => row["context"])).toContain("User Name: info@corp.example");
    const looked = cellsOf(smtpProtocolLog, [{ ...RECEIVED, message: null }]);
    expect(looked.map((row) => row["event"])).toEqual(["+", ">", "-"]);
  });

  it("leaves the hub's own connectors to tracking and connectivity, as they are by default", () => {
    const delivery = buildActivity("smtp-session", {
      leg: "hub-to-internet",
      peerName: "partner.example",
      remoteEndpoint: "203.0.113.25:25",
    });
    expect(cellsOf(smtpProtocolLog, [delivery])).toEqual([]);
    expect(cellsOf(transportConnectivityLog, [delivery]).map((row) => [row["direction"], row["destination"], row["description"]])).toEqual([
      ["+", "partner.example", "DnsConnectorDelivery;QueueLength=TQ=1;"],
      [">", "partner.example", "Established connection to 203.0.113.25"],
      ["-", "partner.example", "Messages: 1 Bytes: 15054 ()"],
    ]);
  });
});

describe("ExchangeAgentLog_CL", () => {
  it("has a line for mail from outside, joined by session and message, and none for mail from within", () => {
    expect(cellsOf(agentLog, [buildActivity("mail-event")])[0]).toMatchObject({
      SessionId: "08D8DC57B2D21B67",
      NetworkMsgID: "2fd37dca-7b1e-4bfb-175d-08d8de099523",
      EnteredOrgFromIP: "203.0.113.25",
    });
    expect(cellsOf(agentLog, [buildActivity("mail-event", { originalClientIp: "" })])).toEqual([]);
  });
});
