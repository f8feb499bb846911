import { describe, expect, it } from "vitest";
import { buildQuietWorld, only } from "../../../test/fixtures/quiet-world.ts";
import { ordinaryCause } from "../people/cause.ts";
import { handleRequest } from "./front-end.ts";
import { describeRequest } from "./request.ts";

/** The same call, so often that some must fail. */
function callOften(action: string, holdMs: number): ReturnType<typeof only<"http-request">> {
  const quiet = buildQuietWorld();
  const { world, server, second } = quiet;
  const person = world.estate.people[0];
  if (person === undefined) throw new Error("nobody");
  for (let n = 0; n < 3_000; n++) {
    handleRequest(
      world,
      server,
      describeRequest({
        at: second(n),
        cause: ordinaryCause("test"),
        draws: world.stream(`test/${n}`),
        clientIp: "10.20.20.22",
        userAgent: "test",
        host: "mail.tiny.example",
        method: "POST",
        stem: "/EWS/Exchange.asmx",
        action,
        holdMs,
        credentials: { kind: "integrated", account: person.account, package: "Kerberos", workstation: "WS", isNewConnection: false },
      }),
    );
  }
  return only(quiet.settle(), "http-request");
}

describe("a back end", () => {
  it("fails now and then, and both sides say so", () => {
    const requests = callOften("ResolveNames", 0);
    const failed = requests.filter(({ status }) => status >= 500);
    expect(failed.length).toBeGreaterThan(1);
    expect(failed.length).toBeLessThan(30);
    for (const { status, backEnd, genericErrors } of failed) {
      expect(backEnd?.status).toBe(status);
      expect(backEnd?.errorCode).toMatch(/^Error/);
      expect(genericErrors).toContain(`ResponseStatusCode=${status};`);
    }
    const unknown = requests.filter(({ backEnd }) => backEnd?.errorCode === "ErrorNameResolutionNoResults");
    expect(unknown.length).toBeGreaterThan(100);
    expect(unknown.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it("does not fail at waiting", () => {
    expect(callOften("GetStreamingEvents", 900_000).filter(({ status }) => status >= 500)).toEqual([]);
  });
});
