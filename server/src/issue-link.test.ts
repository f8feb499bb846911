import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readConfig } from "./config.ts";
import { createState, openEngine } from "./db/open-state.ts";
import { issueLink } from "./issue-link.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mailroom-link-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("makes an instructor once and draws a new link each time", async () => {
  const config = readConfig({ MAILROOM_DATA: folder });
  const first = await issueLink(config, "Ines@School.example");
  const second = await issueLink(config, "ines@school.example");
  expect(first).toMatch(/^http:\/\/127\.0\.0\.1:8025\/sign-in\/link#[\w-]{43}$/);
  expect(second).not.toBe(first);
  const state = createState(await openEngine(folder, null));
  expect(await state.people.instructors()).toMatchObject([{ email: "ines@school.example", hasPassword: false }]);
  await state.close();
});
