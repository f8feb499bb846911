import { AlertsPage } from "../pages/AlertsPage.ts";
import { CasePage } from "../pages/CasePage.ts";
import { EvidencePage } from "../pages/EvidencePage.ts";
import { ExerciseShell } from "../pages/ExerciseShell.ts";
import { HomePage } from "../pages/HomePage.ts";
import { HuntPage } from "../pages/HuntPage.ts";
import { TopBar } from "../pages/TopBar.ts";
import { SMALL, WORLD_BUILT, expect, test } from "../fixtures/small-lab.ts";

const QUERY = "DeviceFileEvents | where FileName endswith '.aspx'";
const SECOND_QUERY = "SecurityEvent | count";
const NOTE = "Written at night";
const NARRATIVE = "A page was written at night; nobody knows yet who uses it.";

test("the server is killed in the middle of work: what was acknowledged is there, and the open page comes back by itself", async ({
  lab,
  newPerson,
}) => {
  const page = await newPerson();
  const [shell, bar, alerts, hunt, report] = [
    new ExerciseShell(page),
    new TopBar(page),
    new AlertsPage(page),
    new HuntPage(page),
    new CasePage(page),
  ];
  await new HomePage(page).open();
  await new HomePage(page).startAlone(SMALL.title, "Ada");
  await expect(bar.state).toHaveText("Running", WORLD_BUILT);

  let judged = "";
  await test.step("work is done and acknowledged", async () => {
    await shell.goTo("Hunt");
    await hunt.ask(QUERY);
    await hunt.pin(hunt.rows.first(), NOTE);
    await hunt.ask(SECOND_QUERY);
    await shell.goTo("Alerts");
    judged = await alerts.open(alerts.items.first());
    await alerts.judge({ verdict: "True positive", reason: "Nobody should write there.", evidence: [NOTE] });
    await shell.goTo("Case");
    await report.conclude("Compromised");
    await report.tell(NARRATIVE);
    await expect(report.saveState).toHaveText(/^Saved/);
    await expect(report.narrative).toHaveValue(NARRATIVE);
  });

  const beforeMs = await bar.readTimeMs();
  await test.step("the server is killed, and the page says so", async () => {
    await lab.kill();
    await expect(bar.connection).toHaveText(/Connecting|Offline/);
    await report.tell(`${NARRATIVE} More follows.`);
    await expect(report.saveState).toHaveText(/kept on this device/);
  });

  await test.step("started again on the same data, the page finds it and goes on", async () => {
    await lab.start();
    await expect(bar.connection).toHaveText("Live", { timeout: 60_000 });
    await expect(bar.state).toHaveText("Running");
    // Not sent before the end of the first server, it is sent to the second.
    await expect(report.saveState).toHaveText(/^Saved/, { timeout: 60_000 });
    expect(Math.abs((await bar.readTimeMs()) - beforeMs)).toBeLessThan(120_000);
    expect(await bar.readTimeMs()).toBeGreaterThan(beforeMs - 1_000);
  });

  await test.step("everything is there, in this page and in a fresh one", async () => {
    await page.reload();
    await expect(report.narrative).toHaveValue(`${NARRATIVE} More follows.`);
    await shell.goTo("Alerts");
    await alerts.showAll();
    await alerts.open(alerts.titled(judged).first());
    await expect(alerts.detail).toContainText("Nobody should write there.");
    await expect(alerts.detail).toContainText(NOTE);
    await shell.goTo("Evidence");
    await expect(new EvidencePage(page).piece(NOTE)).toHaveCount(1);
    await shell.goTo("Hunt");
    await expect(hunt.tabs).toHaveCount(2);
    await expect.poll(() => hunt.readEditor()).toBe(SECOND_QUERY);
    await hunt.editor.press("Control+Enter");
    await expect(hunt.rows).toHaveCount(1);
  });
});
