import { describe, expect, it } from "vitest";
import { buildActivity, NOON } from "../../test/fixtures/activities.ts";
import { cellsOf, nativeFiles } from "../../test/fixtures/sensing.ts";
import { MICROS_PER_MS } from "../base/sim-time.ts";
import type { ProxiedRequest } from "../range/activity.ts";
import { squidProxyLog } from "./squid-proxy.ts";

/** The format as Squid's source prints it: `%9ld.%03d %6ld %s %s/%03d %ld %s %s %s %s/%s %s`. */
const NATIVE = /^ *(\d+\.\d{3}) +(\d+) (\S+) ([A-Z_]+)\/(\d{3}) (\d+) (CONNECT|GET) (\S+) (\S+) (HIER_[A-Z]+)\/(\S+) (\S+)$/;

const line = (changes: Partial<ProxiedRequest>): string =>
  String(cellsOf(squidProxyLog, [buildActivity("proxied-request", changes)])[0]?.["RawData"]);

describe("the web proxy's access log", () => {
  it("writes Squid's native line, stamped when the request ended", () => {
    const [, instant, elapsed, client, code, status, bytes, , url, , way, peer, type] = NATIVE.exec(line({})) ?? [];
    expect(Number(instant)).toBe(Math.floor(NOON / MICROS_PER_MS) / 1_000);
    expect([elapsed, client, code, status, bytes, url, way, peer, type]).toEqual([
      "61204",
      "10.20.10.21",
      "TCP_TUNNEL",
      "200",
      "48113",
      "news.example:443",
      "HIER_DIRECT",
      "198.18.32.7",
      "-",
    ]);
  });

  it("pads the elapsed time to six places and names nobody where nobody was proven", () => {
    const asked = line({ verdict: "unproven", user: "", siteIp: "", elapsedMs: 0, receivedBytes: 4_102, contentType: "text/html" });
    expect(asked).toMatch(/^\d+\.\d{3} {6}0 10\.20\.10\.21 TCP_DENIED\/407 4102 CONNECT news\.example:443 - HIER_NONE\/- text\/html$/);
  });

  it("keeps every line of one proxy in its access.log, and the table the same line", () => {
    const activities = [buildActivity("proxied-request"), buildActivity("proxied-request", { verdict: "unreachable", siteIp: "" })];
    const files = nativeFiles(squidProxyLog, activities);
    expect([...files.keys()].map((path) => path.slice(path.indexOf("/")))).toEqual(["/var/log/squid/access.log"]);
    const lines = [...files.values()].join("").split("\n").filter(Boolean);
    expect(lines).toEqual(cellsOf(squidProxyLog, activities).map((cells) => cells["RawData"]));
    expect(lines.filter((text) => !NATIVE.test(text))).toEqual([]);
  });
});
