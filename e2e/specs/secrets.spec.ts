import { AlertsPage } from "../pages/AlertsPage.ts";
import { BriefPage } from "../pages/BriefPage.ts";
import { CasePage } from "../pages/CasePage.ts";
import { DebriefPage } from "../pages/DebriefPage.ts";
import { ExerciseShell } from "../pages/ExerciseShell.ts";
import { HomePage } from "../pages/HomePage.ts";
import { HuntPage } from "../pages/HuntPage.ts";
import { TopBar } from "../pages/TopBar.ts";
import { WireRecorder, pry, serveForeignPage, tryWebSocket } from "../fixtures/wire-recorder.ts";
import { SMALL, WORLD_BUILT, expect, test } from "../fixtures/small-lab.ts";

const CANARY = "quietcanary";

/** Every place of the truth that an author writes: what stands there now, and the same with a bird in it. */
const PLANTED = {
  stepTitle: { file: `${SMALL.slug}/story.yaml`, from: "The setting is written out as a page", bird: `${CANARY}1` },
  explanation: { file: `${SMALL.slug}/story.yaml`, from: "appeared, written by `System`", bird: `${CANARY}2` },
  verdictWhy: { file: `${SMALL.slug}/grading.yaml`, from: "by somebody who has no business there", bird: `${CANARY}3` },
  claimTitle: { file: `${SMALL.slug}/grading.yaml`, from: "A page was written to the web folder", bird: `${CANARY}4` },
  claimWhy: { file: `${SMALL.slug}/grading.yaml`, from: "names the file and the second", bird: `${CANARY}5` },
  alertWhy: { file: `${SMALL.slug}/grading.yaml`, from: "The page belongs to Exchange", bird: `${CANARY}6` },
  decoyWhyNot: { file: `${SMALL.slug}/grading.yaml`, from: "Setup puts this page on every", bird: `${CANARY}7` },
  coverName: { file: "actors/heron.yaml", from: "coverName: HERON", bird: `${CANARY}8` },
  debrief: { file: `${SMALL.slug}/debrief.md`, from: "Read after submitting", bird: `${CANARY}9` },
} as const;
/** Only a facilitator ever reads this one. */
const EXPECTED_ACTION = { file: `${SMALL.slug}/injects.yaml`, from: "One word, how sure", bird: `${CANARY}0` } as const;

test("nothing of the truth reaches a trainee's browser before the debrief, and all of it is in the debrief", async ({
  scenarios,
  lab,
  newPerson,
}) => {
  for (const { file, from, bird } of [...Object.values(PLANTED), EXPECTED_ACTION]) await scenarios.edit(file, from, `${from} ${bird}`);
  expect(await scenarios.run("scenario", "lint", SMALL.slug)).toMatchObject({ exitCode: 0 });

  const page = await newPerson();
  const wire = new WireRecorder(page);
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));

  const [home, shell, bar] = [new HomePage(page), new ExerciseShell(page), new TopBar(page)];
  await home.open();
  await home.startAlone(SMALL.title, "Eve");
  await expect(bar.state).toHaveText("Running", WORLD_BUILT);
  const exerciseId = shell.exerciseId();

  await test.step("every page is looked at, with all that happens in the exercise", async () => {
    await shell.openGuide();
    await shell.jump();
    await expect(new BriefPage(page).messages).toContainText("Well?");

    await shell.goTo("Hunt");
    const hunt = new HuntPage(page);
    await hunt.ask("union * | where TimeGenerated > datetime(2021-03-02T22:00:00Z) | take 2000");
    await hunt.ask("DeviceFileEvents | where FileName matches regex @'^[A-Za-z0-9]{8}.aspx$'");
    await hunt.pin(hunt.rows.first(), "The page");
    await hunt.explain();

    await shell.goTo("Alerts");
    const alerts = new AlertsPage(page);
    for (const item of await alerts.items.all()) {
      await alerts.open(item);
      await alerts.readDetail();
    }
    await alerts.judge({ verdict: "True positive", reason: "Nobody should write there." });
    await shell.goTo("Evidence");
    await shell.goTo("Debrief");
    await shell.goTo("Case");
    const report = new CasePage(page);
    await report.conclude("Compromised");
    await report.addFinding({ what: "Web shell written", statement: "A page was written.", evidence: ["The page"] });
    await expect(report.saveState).toHaveText(/^Saved/);
  });

  await test.step("asking for it by hand is refused", async () => {
    const here = `/api/v1/exercises/${exerciseId}`;
    const paths = [`${here}/board`, `${here}/planned-injects`, `${here}/notes`, `${here}/debrief`, "/api/v1/studio/scenarios"];
    expect(await pry(page, [...paths, `/api/v1/studio/scenarios/${SMALL.slug}/preview`])).toEqual([403, 403, 403, 403, 403, 403]);
    await pry(page, [
      "/scenarios/small-office/story.yaml",
      "/../scenarios/small-office/story.yaml",
      "/data/mailroom.sqlite",
      "/api/openapi.json",
    ]);
  });
  expect(complaints.filter((text) => !text.includes("403 (Forbidden)") && !text.includes("404 (Not Found)"))).toEqual([]);
  expect(await wire.sourcesOf(CANARY)).toEqual([]);
  // The browser does not tell when a worker's script has arrived; scripts are the same for everybody.
  expect(wire.unread.filter((path) => !path.startsWith("/assets/"))).toEqual([]);

  await test.step("the debrief tells it", async () => {
    await new CasePage(page).submit();
    await shell.goTo("Debrief");
    await expect(new DebriefPage(page).points).toBeVisible();
    for (const [what, { bird }] of Object.entries(PLANTED)) expect(await wire.sourcesOf(bird), what).not.toEqual([]);
    expect(await wire.sourcesOf(EXPECTED_ACTION.bird)).toEqual([]);
  });

  await test.step("a page of another origin cannot listen in", async () => {
    const live = `${lab.url.replace("http", "ws")}/live?exercise=${exerciseId}`;
    expect(await tryWebSocket(page, live)).toBe("open");
    const foreign = await page.context().newPage();
    const elsewhere = await serveForeignPage();
    await foreign.goto(elsewhere.url);
    expect(await tryWebSocket(foreign, live)).toBe(1006);
    elsewhere.close();
  });
});

test("every page comes with a policy that runs only our own scripts", async ({ lab, request }) => {
  for (const path of ["/", "/x/anything/hunt", "/sign-in", "/api/v1/me"]) {
    const headers = (await request.get(`${lab.url}${path}`)).headers();
    const policy = headers["content-security-policy"] ?? "";
    expect(policy, path).toContain("default-src 'self'");
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).toContain("object-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
    expect(headers).not.toHaveProperty("x-powered-by");
  }
});
