import { describe, expect, it } from "vitest";
import { buildTinyScenario } from "../../../test/fixtures/tiny-scenario.ts";
import { createWorldRun } from "../../range/world.ts";
import type { Activity } from "../../range/activity.ts";
import { FileProfiles } from "./file-profiles.ts";

const run = createWorldRun(buildTinyScenario(), 4);
const activities = [...run.advance(run.window.exerciseEnd)].flat();
const today = run.window.exerciseStart;

function profilesOf(noted: readonly Activity[]) {
  const profiles = new FileProfiles();
  profiles.note(noted);
  return profiles.all(today);
}

const byName = (name: string) => {
  const hashes = activities.flatMap((one) => ("process" in one && one.process?.fileName === name ? [one.process.sha1] : []));
  return profilesOf(activities).find(({ sha1 }) => sha1 === hashes[0]);
};

describe("profiles of the files of a world", () => {
  it("know Windows' own programs as old, common and signed", () => {
    const profile = byName("w3wp.exe");
    expect(profile).toMatchObject({ signer: "Microsoft Windows", isRootSignerMicrosoft: true, signatureState: "SignedValid" });
    expect(profile?.globalPrevalence).toBeGreaterThan(300_000);
    expect(profile?.globalFirstSeen?.slice(0, 4)).toMatch(/^20(?:1\d|20)$/);
  });

  it("know each file once, whoever starts it wherever", () => {
    const hashes = profilesOf(activities).map(({ sha1 }) => sha1);
    expect(hashes.length).toBeGreaterThan(10);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hashes).toEqual(hashes.toSorted());
  });

  it("know a program that somebody has dropped as new, rare and unsigned, and a tool by its own name", () => {
    const written = activities.find((one) => one.kind === "file-changed");
    if (written?.kind !== "file-changed") throw new Error("nobody has written a file");
    const dropped = (path: string, sha1: string): Activity => ({
      ...written,
      path,
      sha1,
      sha256: `${sha1}2`,
      md5: `${sha1}5`,
    });
    const known = profilesOf([
      dropped("C:\\Windows\\Temp\\m6.exe", "a"),
      dropped("C:\\Windows\\Temp\\procdump64.exe", "b"),
      dropped("C:\\inetpub\\wwwroot\\a.aspx", "c"),
    ]);
    const [implant, tool, page] = ["a", "b", "c"].map((sha1) => known.find((profile) => profile.sha1 === sha1));
    expect(implant).toMatchObject({ signer: "", signatureState: "Unsigned", publisher: "", isCertificateValid: null });
    expect(implant?.globalPrevalence).toBeLessThan(20);
    // Of a page the service knows nothing.
    expect(page).toBeUndefined();
    expect(tool).toMatchObject({ signer: "Microsoft Corporation", isRootSignerMicrosoft: false });
  });
});
