import { QUERY, SCENARIO, SHARED_SEED } from "../fixtures/investigation.ts";
import { expect, test } from "../fixtures/test.ts";
import { AlertsPage } from "../pages/AlertsPage.ts";
import { CasePage } from "../pages/CasePage.ts";
import { DebriefPage } from "../pages/DebriefPage.ts";
import { ExerciseShell } from "../pages/ExerciseShell.ts";
import { HomePage } from "../pages/HomePage.ts";
import { HuntPage } from "../pages/HuntPage.ts";
import { Keyboard } from "../pages/Keyboard.ts";

test("a trainee works from joining to submitting with the keyboard alone", async ({ page, classroom }) => {
  const exercise = { slug: SCENARIO.slug, title: "Without a mouse", teams: ["Keys"], seed: SHARED_SEED };
  const { exerciseId, joinCode } = await classroom.create(exercise);
  await expect.poll(() => classroom.worldOf(exerciseId), { timeout: 120_000 }).toBe("ready");
  await classroom.tellClock(exerciseId, { verb: "start" });
  const keyboard = new Keyboard(page);
  const [home, shell, alerts] = [new HomePage(page), new ExerciseShell(page), new AlertsPage(page)];
  const [hunt, report] = [new HuntPage(page), new CasePage(page)];

  await test.step("joins", async () => {
    await home.open();
    await keyboard.tabTo(home.codeField);
    await keyboard.type(joinCode);
    await keyboard.press("Enter");
    await keyboard.tabTo(home.nameField);
    await keyboard.type("Kay");
    await keyboard.press("Enter");
    await expect(shell.heading).toHaveText("Brief");
    await expect(shell.heading).toBeFocused();
  });

  await test.step("judges an alert", async () => {
    await keyboard.press("g", "a");
    await expect(shell.heading).toHaveText("Alerts");
    await expect(shell.heading).toBeFocused();
    // The rules have looked at the night by now.
    await expect(alerts.titled("Server page written")).toHaveCount(2);
    await keyboard.press("j");
    await expect(alerts.title).toBeVisible();
    const judged = await alerts.number.innerText();
    await keyboard.press("v", "b");
    await expect(alerts.reason).toBeFocused();
    await keyboard.type("The administrator set an ordinary address, by day.");
    await keyboard.tabBackTo(alerts.confidence);
    await keyboard.press("End");
    await keyboard.tabTo(alerts.reason);
    await keyboard.press("Control+Enter");
    await expect(alerts.givenVerdict).toContainText("Benign true positive");
    await expect(alerts.givenVerdict).toBeFocused();
    await keyboard.press("j");
    await expect(alerts.number).not.toHaveText(judged);
    await expect(alerts.reason).toBeVisible();
  });

  await test.step("hunts and pins a row with a note", async () => {
    await keyboard.press("g", "h");
    await expect(shell.heading).toHaveText("Hunt");
    await expect(hunt.editor).toBeVisible();
    await keyboard.press("q");
    await expect(hunt.editor).toBeFocused();
    await keyboard.type(QUERY.newPages);
    await keyboard.press("Control+Enter");
    await expect(hunt.rows).toHaveCount(1);
    // Escape, then Tab leaves the editor; the grid is one stop.
    await keyboard.press("Escape");
    await keyboard.tabTo(hunt.currentCell);
    await keyboard.press("Enter");
    await expect(hunt.rowPanel).toBeVisible();
    await expect(hunt.currentCell).toBeFocused();
    await keyboard.press("n");
    await expect(hunt.noteField).toBeFocused();
    await keyboard.type("The page is written");
    await keyboard.press("Control+Enter");
    await expect(hunt.rows).toContainText("pinned as evidence");
    await expect(hunt.currentCell).toBeFocused();
  });

  await test.step("writes the report and submits it", async () => {
    await keyboard.press("g", "c");
    await expect(shell.heading).toHaveText("Case");
    await expect(shell.heading).toBeFocused();
    await keyboard.tabTo(report.verdict("Undecided"));
    await keyboard.press("ArrowLeft");
    await expect(report.verdict("Compromised")).toBeChecked();
    await keyboard.tabTo(report.addFindingButton);
    await keyboard.press("Enter");
    const finding = report.finding(1);
    await expect(finding.what).toBeFocused();
    await keyboard.retype("Web shell written");
    await keyboard.press("Enter");
    await expect(finding.what).toHaveValue("Web shell written");
    await keyboard.tabTo(finding.statement);
    await keyboard.type("A page was written to the web folder in the night.");
    await keyboard.tabTo(finding.evidence);
    await keyboard.type("The page is written");
    await keyboard.press("Enter", "Escape");
    await expect(report.notCited).toContainText("All evidence is cited");
    await keyboard.tabTo(finding.confidence);
    await keyboard.press("End");
    await keyboard.tabTo(report.narrative);
    await keyboard.type("A page was written in the night. Nothing shows that mail was read.");
    await keyboard.press("Control+s");
    await expect(report.saveState).toHaveText(/^Saved/);
    await keyboard.tabBackTo(report.submitButton);
    await keyboard.press("Enter");
    await keyboard.tabTo(report.confirmButton);
    await keyboard.press("Enter");
    await expect(report.frozenNotice).toBeVisible();
    await expect(shell.heading).toBeFocused();
  });

  await keyboard.press("g", "d");
  await expect(shell.heading).toHaveText("Debrief");
  await expect(shell.heading).toBeFocused();
  await expect(new DebriefPage(page).points).toBeVisible();
});
