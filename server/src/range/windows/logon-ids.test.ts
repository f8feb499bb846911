import { describe, expect, it } from "vitest";
import { buildQuietWorld } from "../../../test/fixtures/quiet-world.ts";
import type { Cause } from "../activity.ts";
import { ordinaryCause } from "../people/cause.ts";
import { claimLogonId } from "./logon-ids.ts";

const ORDINARY = ordinaryCause("test");
const STORY: Cause = { actor: "HERON", story: { stepId: "entry", actorId: "heron" }, parentId: 0 };

describe("ids of sessions", () => {
  it("grow with a host's uptime, differ within one instant, and have the few digits of a host that is up for weeks", () => {
    const { world, server, second } = buildQuietWorld();
    const ids = [10, 10, 10, 11, 3_600, 90_000].map((at) => Number(claimLogonId(world, server.host, second(at), ORDINARY)));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted((a, b) => a - b)).toEqual(ids);
    expect(Math.max(...ids)).toBeLessThan(2 ** 32);
    expect(Math.min(...ids)).toBeGreaterThan(0x100000);
  });

  it("are the same for ordinary life whatever a story does, and never the story's", () => {
    const [quiet, busy] = [buildQuietWorld(), buildQuietWorld()];
    const claim = ({ world, server, second }: typeof quiet, cause: Cause): string => claimLogonId(world, server.host, second(20), cause);
    const alone = [claim(quiet, ORDINARY), claim(quiet, ORDINARY)];
    const story = [claim(busy, STORY), claim(busy, STORY)];
    expect([claim(busy, ORDINARY), claim(busy, ORDINARY)]).toEqual(alone);
    expect(story.filter((id) => alone.includes(id))).toEqual([]);
  });

  it("begin anew with a boot", () => {
    const { world, server, second } = buildQuietWorld();
    const before = Number(claimLogonId(world, server.host, second(10), ORDINARY));
    world.state.boots[server.host.name] = second(100);
    const after = Number(claimLogonId(world, server.host, second(130), ORDINARY));
    expect(after).toBeGreaterThan(0x3e7);
    expect(after).toBeLessThan(before);
  });
});
