import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner, NOW_TICKS } from "../../test/kql/kql-runner.ts";
import type { FileProfile } from "./values/file-profiles.ts";

const hash = (digit: string, length: number): string => digit.repeat(length);

const COMMON: FileProfile = {
  sha1: hash("a", 40),
  sha256: hash("a", 64),
  md5: hash("a", 32),
  size: 4096,
  globalPrevalence: 2_000_000,
  globalFirstSeen: "2019-05-01T08:30:00.000Z",
  globalLastSeen: "2021-03-03T09:00:00.000Z",
  signer: "Microsoft Windows",
  issuer: "Microsoft Windows Production PCA 2011",
  signerHash: hash("5", 40),
  isCertificateValid: true,
  isRootSignerMicrosoft: true,
  signatureState: "SignedValid",
  isExecutable: true,
  threatName: "",
  publisher: "Microsoft Corporation",
  softwareName: "Windows",
};
const RARE: FileProfile = {
  ...COMMON,
  sha1: hash("b", 40),
  sha256: hash("b", 64),
  globalPrevalence: 3,
  signer: "",
  isCertificateValid: null,
  signatureState: "Unsigned",
};

let runner: KqlRunner;
beforeAll(async () => {
  runner = await KqlRunner.create();
  const row = (digit: string, name: string) => ({
    TimeGenerated: NOW_TICKS - 1n,
    _VisibleAt: NOW_TICKS,
    FileName: name,
    SHA1: digit === "" ? "" : hash(digit, 40),
    InitiatingProcessSHA256: hash("b", 64),
    FileSize: 1n,
  });
  await runner.addTable(
    "DeviceFileEvents",
    [
      { name: "TimeGenerated", type: "datetime" },
      { name: "FileName", type: "string" },
      { name: "SHA1", type: "string" },
      { name: "InitiatingProcessSHA256", type: "string" },
      { name: "FileSize", type: "long" },
    ],
    [row("a", "a.dll"), row("a", "copy of a.dll"), row("b", "b.exe"), row("c", "c.aspx"), row("", "unknown")],
  );
});

async function ask(query: string): Promise<unknown> {
  const ran = await runner.run(query, { ...runner.scope(), functions: [], fileProfiles: [COMMON, RARE] });
  return "refused" in ran ? ran.refused.map((found) => [found.code, found.start, found.message]) : ran.cells;
}

describe("invoke FileProfile", () => {
  it("adds what the service knows of the file in SHA1, and says how the asking went", async () => {
    const query =
      "DeviceFileEvents | invoke FileProfile() | sort by FileName asc | project FileName, GlobalPrevalence, Signer, ProfileAvailability";
    expect(await ask(query)).toEqual([
      ["a.dll", 2_000_000, "Microsoft Windows", "Available"],
      ["b.exe", 3, "", "Available"],
      ["c.aspx", null, "", "Missing"],
      ["copy of a.dll", 2_000_000, "Microsoft Windows", "Available"],
      ["unknown", null, "", ""],
    ]);
  });

  it("takes the column by its name or by a text, and SHA-256 like SHA-1", async () => {
    for (const argument of ["InitiatingProcessSHA256, 1000", "'InitiatingProcessSHA256'", "x = InitiatingProcessSHA256"])
      expect(
        await ask(`DeviceFileEvents | where FileName == 'c.aspx' | invoke FileProfile(${argument}) | project GlobalPrevalence, SHA11`),
      ).toEqual([[3, hash("b", 40)]]);
  });

  it("asks for no more files than it is told, and each once", async () => {
    const states = "summarize Files = count() by ProfileAvailability | sort by ProfileAvailability asc";
    expect(await ask(`DeviceFileEvents | invoke FileProfile(SHA1, 1) | ${states}`)).toEqual([
      ["", 3],
      ["Available", 2],
    ]);
    expect(await ask(`DeviceFileEvents | where isnotempty(SHA1) | invoke FileProfile(SHA1, 100000) | ${states}`)).toEqual([
      ["Available", 3],
      ["Missing", 1],
    ]);
  });

  it("gives columns of the documented types, under names that are still free", async () => {
    const query = "DeviceFileEvents | take 0 | invoke FileProfile(SHA1) | getschema | project ColumnName, ColumnType";
    const columns = (await ask(query)) as [string, string][];
    expect(columns.slice(5)).toEqual([
      ["SHA11", "string"],
      ["SHA256", "string"],
      ["MD5", "string"],
      ["FileSize1", "int"],
      ["GlobalPrevalence", "int"],
      ["GlobalFirstSeen", "datetime"],
      ["GlobalLastSeen", "datetime"],
      ["Signer", "string"],
      ["Issuer", "string"],
      ["SignerHash", "string"],
      ["IsCertificateValid", "bool"],
      ["IsRootSignerMicrosoft", "bool"],
      ["SignatureState", "string"],
      ["IsExecutable", "bool"],
      ["ThreatName", "string"],
      ["Publisher", "string"],
      ["SoftwareName", "string"],
      ["ProfileAvailability", "string"],
    ]);
  });

  it("refuses what is no number of files, and does not leave everything empty instead", async () => {
    for (const files of ["'x'", "0", "long(null)", "1.5"])
      expect(await ask(`DeviceFileEvents | invoke FileProfile(SHA1, ${files})`)).toEqual([
        ["kql/wrong-arguments", 44, expect.stringContaining("a number of files from 1 to 1000")],
      ]);
    expect(await ask("let n = 1; DeviceFileEvents | invoke FileProfile(SHA1, n) | where isnotempty(ProfileAvailability) | count")).toEqual([
      [2],
    ]);
  });

  it("names the column that is not there, at its place", async () => {
    expect(await ask("DeviceFileEvents | invoke FileProfile(Sha1, 10)")).toEqual([
      ["kql/unknown-column", 38, "There is no column or variable named `Sha1` here. Did you mean `SHA1`?"],
    ]);
    expect(await ask("DeviceFileEvents | invoke FileProfile(FileSize)")).toEqual([
      ["kql/wrong-type", 38, expect.stringContaining("a column of hashes")],
    ]);
  });
});
