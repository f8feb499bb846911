import { describe, expect, it } from "vitest";
import { buildQuietWorld } from "../../../test/fixtures/quiet-world.ts";
import { errorOfCmdlet } from "./cmdlet-errors.ts";

describe("a cmdlet", () => {
  const { world } = buildQuietWorld();
  const known = world.estate.people[0]?.account.name ?? "";

  it("finds people by what they are called, and says on which controller it looked in vain", () => {
    expect(errorOfCmdlet(world, "Set-Mailbox", [{ name: "Identity", value: known.toUpperCase() }])).toBe("");
    expect(errorOfCmdlet(world, "Set-Mailbox", [{ name: "Identity", value: "nobody.here" }])).toMatch(
      /ManagementObjectNotFoundException: .*'nobody\.here' couldn't be found on 'DC01\./i,
    );
  });

  it("does not take the name of a group, a directory or a request for somebody's", () => {
    const group = { name: "Identity", value: "All Staff" };
    expect(errorOfCmdlet(world, "Add-DistributionGroupMember", [group, { name: "Member", value: known }])).toBe("");
    expect(errorOfCmdlet(world, "Set-WebServicesVirtualDirectory", [{ name: "Identity", value: "MX01\\EWS" }])).toBe("");
    expect(errorOfCmdlet(world, "Remove-MailboxExportRequest", [{ name: "Identity", value: "MailboxExport" }])).toBe("");
  });
});
