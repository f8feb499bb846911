import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { WebSocket } from "ws";
import { Browser } from "../test/harness/browser.ts";
import { readConfig } from "./config.ts";
import { startServer } from "./start-server.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mailroom-server-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const configOf = (change: Readonly<Record<string, string>> = {}) =>
  readConfig({ MAILROOM_DATA: folder, PORT: "0", LOG_LEVEL: "silent", MAILROOM_PREPARE: "off", ...change });

it("prints a link until an instructor has a password, and remembers everything over a restart", async () => {
  const first = await startServer(configOf());
  const ines = new Browser(first.address);
  expect((await ines.send("GET", "/healthz")).status).toBe(200);
  const [, token] = (first.signInAddress ?? "").split("#");
  expect((await ines.auth("link", { token })).status).toBe(200);
  const credentials = { displayName: "Ines", email: "ines@school.example", password: "correct horse battery" };
  expect((await ines.auth("credentials", credentials)).status).toBe(200);
  await first.close();

  const second = await startServer(configOf());
  expect(second.signInAddress).toBeNull();
  const again = new Browser(second.address);
  expect((await again.auth("sign-in/email", { email: credentials.email, password: credentials.password })).status).toBe(200);
  await second.close();
});

it("keeps its cookie secret to itself", async () => {
  await (await startServer(configOf())).close();
  expect((await stat(join(folder, "auth-secret"))).mode & 0o777).toBe(0o600);
});

it("refuses a taken port and a data directory in use, each in one line with the fix, and leaves nothing locked", async () => {
  const server = await startServer(configOf());
  const port = new URL(server.address).port;
  await expect(startServer(configOf())).rejects.toThrow(/^The data directory .* is in use by another Mailroom\..* set MAILROOM_DATA/);
  const other = await mkdtemp(join(tmpdir(), "mailroom-server-"));
  await expect(startServer(configOf({ MAILROOM_DATA: other, PORT: port }))).rejects.toThrow(/^Port \d+ is taken .* set PORT/);
  await (await startServer(configOf({ MAILROOM_DATA: other }))).close();
  await server.close();
  await rm(other, { recursive: true, force: true });
});

it("says so when the data directory cannot be made", async () => {
  await writeFile(join(folder, "file"), "");
  await expect(startServer(configOf({ MAILROOM_DATA: join(folder, "file", "data") }))).rejects.toThrow(/Make the directory writable/);
});

it("opens the live channel only to people of the exercise", async () => {
  const server = await startServer(configOf());
  const visit = (exercise: string, cookie: string) =>
    new Promise<number | string>((resolve, reject) => {
      const socket = new WebSocket(`${server.address.replace("http", "ws")}/live?exercise=${exercise}`, { headers: { cookie } });
      socket.on("message", (data: Buffer) => {
        resolve((JSON.parse(data.toString()) as { type: string }).type);
        socket.close();
      });
      socket.on("close", resolve);
      socket.on("error", reject);
    });
  const [ada, eve] = [new Browser(server.address), new Browser(server.address)];
  const guided = ((await ada.get("/scenarios")).body as { slug: string; isGuided: boolean }[]).find(({ isGuided }) => isGuided);
  const { exerciseId } = (await ada.auth("solo", { slug: guided?.slug, displayName: "Ada" })).body as { exerciseId: string };
  await eve.auth("solo", { slug: guided?.slug, displayName: "Eve" });
  expect(await visit(exerciseId, ada.cookieHeader)).toBe("hello");
  expect(await visit(exerciseId, eve.cookieHeader)).toBe(4403);
  expect(await visit(exerciseId, "")).toBe(4401);
  expect(await visit("6f0c1d7e-1111-4111-8111-111111111111", ada.cookieHeader)).toBe(4404);
  await server.close();
});

it.runIf(process.platform === "linux")("does not wait for ever for a folder that the system itself refuses", async () => {
  await expect(startServer(configOf({ MAILROOM_DATA: "/proc/mailroom" }))).rejects.toThrow(/Make the directory writable/);
});
