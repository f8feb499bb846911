import { describe, expect, it } from "vitest";
import { buildTinyScenario, describeStep } from "../../../test/fixtures/tiny-scenario.ts";
import type { Activity, ActivityKind, ActivityOf } from "../activity.ts";
import { createWorldRun } from "../world.ts";
import { TECHNIQUES } from "./catalogue.ts";
import type { Scenario } from "../../scenario/model.ts";

function tell(overrides: Partial<Scenario> = {}): { run: ReturnType<typeof createWorldRun>; of: (stepId: string) => Activity[] } {
  const run = createWorldRun(buildTinyScenario({ volume: 0.01, ...overrides }), 11);
  const activities = [...run.advance(run.window.exerciseEnd)].flat();
  return { run, of: (stepId) => activities.filter(({ cause }) => cause.story?.stepId === stepId) };
}

function only<K extends ActivityKind>(activities: readonly Activity[], kind: K): ActivityOf<K>[] {
  return activities.filter((activity): activity is ActivityOf<K> => activity.kind === kind);
}

const value = (run: ReturnType<typeof createWorldRun>, key: string): string => run.cast.values.get(key) ?? `no ${key}`;

describe("the ladder on a server without the March 2021 fix", () => {
  const { run, of } = tell();

  it("probes autodiscover first and MAPI second, as the server's own account on the back end", () => {
    const [first, second] = only(of("probe"), "http-request");
    expect(first).toMatchObject({ method: "POST", status: 200, routingHint: "X-BEResource-Cookie", proxyUser: "", isAuthenticated: false });
    expect(first?.stem).toMatch(/^\/ecp\/[^/]+$/);
    expect(first?.anchorMailbox).toMatch(/^ServerInfo~a\]@mx01\.corp\.tiny\.example:444\/autodiscover\/autodiscover\.xml\?#$/);
    expect(first?.backEnd).toMatchObject({ port: 444, stem: "/autodiscover/autodiscover.xml", user: "TINY\\MX01$" });
    expect(second?.anchorMailbox).toContain("/mapi/emsmdb");
    expect(first?.clientIp).toBe(value(run, "actor.heron.ip"));
  });

  it("is granted a session with status 241, reads, and then writes the setting", () => {
    expect(only(of("session"), "http-request").map(({ status }) => status)).toEqual([241]);
    expect(only(of("read"), "ecp-command")[0]?.command).toContain("Get-OabVirtualDirectory");
    const [cmdlet] = only(of("poison"), "cmdlet-run");
    expect(cmdlet?.cmdlet).toBe("Set-OabVirtualDirectory");
    const [line] = only(of("poison"), "ecp-command");
    expect(line?.command).toMatch(
      /^Set-OabVirtualDirectory\.ExternalUrl=''http.*<script.*Page_Load.*<\/script>''\.Identity=''[0-9a-f-]{36}''$/,
    );
    expect(line?.activityId).toBe(cmdlet?.activityId);
    expect(only(of("poison"), "http-request")[0]?.backEnd?.query).toContain(`ActID=${cmdlet?.activityId}`);
    expect(only(of("poison"), "windows-event").map(({ eventId }) => eventId)).toEqual([47]);
    expect(only(of("poison"), "directory-changed").map(({ operation }) => operation)).toEqual(["delete", "add"]);
  });

  it("writes the page over the loopback share: the kernel is the writer, the computer account the visitor", () => {
    const pages = only(of("drop"), "file-changed").filter(({ path }) => path.endsWith(".aspx"));
    expect(pages).toHaveLength(1);
    const [file] = pages;
    expect(file).toMatchObject({ change: "created", path: value(run, "story.drop.path"), process: { fileName: "System", pid: 4 } });
    expect(value(run, "story.drop.fileName")).toMatch(/^[A-Za-z0-9]{8}\.aspx$/);
    const shares = only(of("drop"), "share-accessed");
    expect(shares.filter(({ relativePath }) => relativePath !== null)).toHaveLength(4);
    for (const { account, sourceIp } of shares) expect([account.name, sourceIp]).toEqual(["MX01$", "127.0.0.1"]);
  });

  it("removes and remakes the directory, and IIS and the proxy say so", () => {
    expect(only(of("drop"), "cmdlet-run").map(({ cmdlet }) => cmdlet)).toEqual([
      "Remove-OabVirtualDirectory",
      "New-OabVirtualDirectory",
      "Set-OabVirtualDirectory",
    ]);
    const events = only(of("drop"), "windows-event").map(({ eventId }) => eventId);
    expect(events.filter((id) => id === 2303)).toHaveLength(17);
    expect(events.filter((id) => id === 1002)).toHaveLength(6);
    expect(events).toContain(48);
  });

  it("compiles the page on its first visit only", () => {
    const [visit] = only(of("check"), "http-request");
    expect(visit).toMatchObject({ method: "GET", status: 200, stem: value(run, "story.drop.url") });
    const written = only(of("check"), "file-changed").map(({ path }) => path);
    expect(written.some((path) => /\\Temporary ASP\.NET Files\\.*\\App_Web_\w{8}\.dll$/.test(path))).toBe(true);
    expect(written.some((path) => path.endsWith(".compiled"))).toBe(true);
    expect(only(of("whoami"), "file-changed")).toEqual([]);
  });

  it("runs the command below the web worker, under the system account", () => {
    const started = only(of("removal"), "process-started").map(({ process }) => process);
    expect(started.map(({ fileName }) => fileName)).toEqual(["cmd.exe", "conhost.exe", "net.exe", "net1.exe"]);
    const [interpreter, , tool, helper] = started;
    expect(interpreter?.parent?.commandLine).toContain('w3wp.exe -ap "MSExchangeOWAAppPool"');
    expect(tool?.commandLine).toBe(value(run, "story.removal.commandLine"));
    expect(helper?.parent?.pid).toBe(tool?.pid);
    expect(new Set(started.map(({ account }) => account.name))).toEqual(new Set(["SYSTEM"]));
    const [request] = only(of("removal"), "http-request");
    for (const { at } of only(of("removal"), "process-started")) expect(at).toBeLessThan(request?.at ?? 0);
  });

  it("sweeps known names in seconds and finds redirects below OWA, 404 elsewhere", () => {
    const requests = only(of("sweep"), "http-request");
    expect(requests.length).toBeGreaterThan(24);
    expect((requests.at(-1)?.at ?? 0) - (requests[0]?.at ?? 0)).toBeLessThan(60_000_000);
    for (const { stem, status } of requests) expect(status).toBe(stem.startsWith("/owa/") ? 302 : 404);
    expect(new Set(requests.map(({ urlHost }) => urlHost)).size).toBe(3);
  });

  it("lets staff change the same setting honestly and maintenance touch a native page", () => {
    const [honest] = only(of("url-change"), "cmdlet-run");
    expect(honest?.parameters[0]).toEqual({ name: "ExternalUrl", value: "https://mail.tiny.example/OAB" });
    expect(`${honest?.caller.domain}\\${honest?.caller.name}`).toBe(value(run, "person.it-admin.account"));
    expect(only(of("touch"), "file-changed").map(({ change }) => change)).toEqual(["deleted", "created"]);
  });
});

describe("the same story on a fixed server", () => {
  const tiny = buildTinyScenario();
  const hosts = tiny.cast.hosts.map((host) =>
    host.exchange === null ? host : { ...host, exchange: { ...host.exchange, build: "15.1.2176.9" } },
  );
  const { of } = tell({ cast: { ...tiny.cast, hosts } });

  it("leaves nothing but redirects and connections that idle out: no session, no setting, no page, no process", () => {
    for (const step of ["probe", "session", "poison", "drop", "check", "removal"]) {
      expect(only(of(step), "http-request").map(({ status }) => status)).toEqual([302]);
      expect(of(step).filter(({ kind }) => kind !== "http-request" && kind !== "connection-idled")).toEqual([]);
    }
  });
});

describe("a page whose settings were never poisoned", () => {
  it("is written and compiled, but runs nothing", () => {
    const story = buildTinyScenario().story.filter(({ id }) => id !== "poison");
    const drop = story.find(({ id }) => id === "drop");
    if (drop === undefined) throw new Error("no drop");
    const moved = story.map((step) =>
      step === drop ? describeStep("drop", drop.technique, drop.parameters, { ...drop.when, stepId: "read" } as typeof drop.when) : step,
    );
    const { of } = tell({ story: moved });
    expect(only(of("check"), "http-request")[0]?.status).toBe(200);
    expect(only(of("removal"), "process-started")).toEqual([]);
  });
});

describe("the catalogue", () => {
  it("promises exactly the values that techniques decide", () => {
    const { run } = tell();
    for (const step of buildTinyScenario().story) {
      const keys = [...run.cast.values.keys()].filter((key) => key.startsWith(`story.${step.id}.`)).map((key) => key.split(".").at(-1));
      expect(new Set(keys)).toEqual(new Set(TECHNIQUES.find(({ name }) => name === step.technique)?.yields));
    }
  });

  it("describes every technique fully", () => {
    for (const { name, summary, source, parameters, attack } of TECHNIQUES) {
      expect(name).toMatch(/^[a-z][a-z0-9-]+$/);
      expect([summary, source].every((text) => text.length > 10)).toBe(true);
      for (const { doc, kind, choices } of parameters)
        expect([doc.length > 10, kind === "choice" ? choices.length > 1 : choices.length === 0]).toEqual([true, true]);
      for (const id of attack) expect(id).toMatch(/^T\d{4}(\.\d{3})?$/);
    }
  });
});
