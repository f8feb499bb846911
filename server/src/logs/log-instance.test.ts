import { describe, expect, it } from "vitest";
import { buildActivity } from "../../test/fixtures/activities.ts";
import { nativeFiles, steadyContext } from "../../test/fixtures/sensing.ts";
import { parseSimTime } from "../base/sim-time.ts";
import { httpProxyLog } from "./http-proxy.ts";
import type { Restart } from "./log.ts";
import { numberedFile } from "./log-instance.ts";
import { messageTrackingLog } from "./message-tracking.ts";
import { dayDigits, hourDigits } from "./stamp.ts";
import { transportConnectivityLog } from "./transport-connectivity.ts";

const RESET: Restart = { at: parseSimTime("2021-03-03T06:20:00Z"), ofServices: false };
const UPDATE: Restart = { at: parseSimTime("2021-03-03T06:40:00Z"), ofServices: true };
const context = steadyContext({ directory: { hostAt: () => null, displayNameOf: () => "", restartsOf: () => [RESET, UPDATE] } });

describe("the number of a log file", () => {
  it("is one more with every start of what writes it, within the hour or day of the stamp", () => {
    const after = parseSimTime("2021-03-03T06:49:42Z");
    const name = (writer: "web" | "services", stampOf: typeof dayDigits, at = after): string =>
      numberedFile([RESET, UPDATE], writer, stampOf, at);
    expect(name("web", hourDigits)).toBe("2021030306-3.LOG");
    expect(name("services", hourDigits)).toBe("2021030306-2.LOG");
    expect(name("web", hourDigits, parseSimTime("2021-03-03T06:30:00Z"))).toBe("2021030306-2.LOG");
    expect(name("web", hourDigits, parseSimTime("2021-03-03T07:00:01Z"))).toBe("2021030307-1.LOG");
    expect(name("web", dayDigits, parseSimTime("2021-03-03T22:00:00Z"))).toBe("20210303-3.LOG");
    expect(name("web", dayDigits, parseSimTime("2021-03-04T00:00:00Z"))).toBe("20210304-1.LOG");
  });

  it("is in the names of the native files, each with a head of its own", () => {
    for (const [log, activity, name] of [
      [httpProxyLog, buildActivity("http-request"), "HttpProxy_2021030306-3.LOG"],
      [messageTrackingLog, buildActivity("mail-event"), "MSGTRK2021030306-2.LOG"],
      [transportConnectivityLog, buildActivity("smtp-session", { leg: "front-end-proxy" }), "CONNECTLOG20210303-2.LOG"],
    ] as const) {
      const [[path, text]] = [...nativeFiles(log, [activity], context)] as [[string, string]];
      expect(path.slice(path.lastIndexOf("/") + 1)).toBe(name);
      expect(text).toContain("#Fields: ");
    }
  });
});
