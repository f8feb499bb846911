import { describe, expect, it } from "vitest";
import { buildTinyScenario } from "../../../test/fixtures/tiny-scenario.ts";
import { isInside } from "./addresses.ts";
import { buildEstate } from "./build-estate.ts";
import { drawStranger } from "./strangers.ts";
import { RandomStream } from "../../base/random-stream.ts";
import type { CastHost } from "../../scenario/model.ts";

const DESK: CastHost = { role: "frontdesk", kind: "workstation", name: "WS-FRONT", ip: "10.20.10.21", exchange: null, hasEdr: true };

function withDesk(): ReturnType<typeof buildTinyScenario> {
  const tiny = buildTinyScenario();
  return { ...tiny, cast: { ...tiny.cast, hosts: [...tiny.cast.hosts, DESK] } };
}

describe("buildEstate", () => {
  const estate = buildEstate(buildTinyScenario(), 5);

  it("fills every department to its headcount, named roles included", () => {
    expect(estate.people).toHaveLength(12);
    expect(estate.people.filter(({ department }) => department === "IT")).toHaveLength(2);
    expect(estate.peopleByRole.get("reception")?.title).toBe("Receptionist");
  });

  it("gives everybody names, addresses, accounts and mailboxes of their own", () => {
    const unique = (values: readonly string[]): void => expect(new Set(values).size).toBe(values.length);
    unique(estate.people.map(({ account }) => account.sid));
    unique(estate.people.map(({ mailbox }) => mailbox.address));
    unique(estate.people.map(({ mailbox }) => mailbox.guid));
    unique(estate.hosts.map(({ ip }) => ip));
    unique(estate.hosts.map(({ name }) => name));
    for (const { account } of estate.people) expect(account.name).toMatch(/^[a-z]\.[a-z]+\d?$/);
    for (const { ip } of estate.hosts) expect(isInside(ip, ["10.20.0.0/16"])).toBe(true);
  });

  it("draws other people for another seed and the same for the same", () => {
    const namesOf = (seed: number): string[] => buildEstate(buildTinyScenario(), seed).people.map(({ displayName }) => displayName);
    expect(namesOf(5)).toEqual(estate.people.map(({ displayName }) => displayName));
    expect(namesOf(6)).not.toEqual(namesOf(5));
  });

  it("has exactly one phone with yesterday's password, and it belongs to no named role", () => {
    const stale = estate.people.filter(({ phone }) => phone?.hasStalePassword === true);
    expect(stale).toHaveLength(1);
    expect(stale[0]?.role).toBeNull();
  });

  it("seats a named person at a workstation of the cast, and gives all PCs the sensor that one of them has", () => {
    const { people, hosts } = buildEstate(withDesk(), 5);
    expect(people.filter(({ workstation }) => workstation.name === "WS-FRONT").map(({ key }) => key)).toEqual(["reception"]);
    expect(hosts.filter(({ role, deviceId }) => role === "workstation" && deviceId === null)).toEqual([]);
  });

  it("draws actors from their own networks and keeps strangers out of these", () => {
    const scenario = buildTinyScenario();
    for (const ip of estate.actors.get("heron")?.ips ?? []) expect(isInside(ip, ["198.51.100.64/28"])).toBe(true);
    const draws = RandomStream.named(1, "strangers");
    for (let n = 0; n < 400; n++) expect(isInside(drawStranger(draws, ["198.51.100.0/24"], scenario), ["198.51.100.64/28"])).toBe(false);
  });

  it("refuses a cast without an Exchange server", () => {
    const tiny = buildTinyScenario();
    expect(() =>
      buildEstate({ ...tiny, cast: { ...tiny.cast, hosts: tiny.cast.hosts.filter(({ exchange }) => exchange === null) } }, 1),
    ).toThrow(RangeError);
  });
});
