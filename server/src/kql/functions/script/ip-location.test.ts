import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner } from "../../../../test/kql/kql-runner.ts";
import { describeRuntimeError } from "../../diagnostics/runtime.ts";

let runner: KqlRunner;
beforeAll(async () => {
  runner = await KqlRunner.create();
});

describe("geo_info_from_ip_address", () => {
  it("knows that reserved addresses, and what is no address, are nowhere", async () => {
    const ran = await runner.run(
      `datatable(ip: string)["10.1.2.3", "192.0.2.77", "203.0.113.255", "198.19.0.1", "2001:db8::1", "fe80::1", "", "no address", "300.1.1.1"]
       | extend place = geo_info_from_ip_address(ip) | summarize count() by tostring(place.country), isnull(place)`,
    );
    expect("refused" in ran ? ran.refused : ran.cells).toEqual([["", true, 9]]);
  });

  it.each(["20.53.203.50", "172.32.0.1", "198.20.0.1", "2a03:2880:f12c:83:face:b00c::25de"])(
    "refuses %s in words instead of making up that it is nowhere",
    async (address) => {
      const failure = await runner.run(`print geo_info_from_ip_address('${address}')`).then(
        () => null,
        (error: unknown) => describeRuntimeError(error),
      );
      expect(failure?.message).toContain("no location database");
    },
  );
});
