import { QUERY, SCENARIO } from "../fixtures/investigation.ts";
import { expect, test } from "../fixtures/test.ts";
import { AlertsPage } from "../pages/AlertsPage.ts";
import { CasePage } from "../pages/CasePage.ts";
import { EvidencePage } from "../pages/EvidencePage.ts";
import { ExerciseShell } from "../pages/ExerciseShell.ts";
import { HomePage } from "../pages/HomePage.ts";
import { HuntPage } from "../pages/HuntPage.ts";

test("a reload of any page loses nothing, and the address shows a colleague the same view", async ({ page }) => {
  const [home, shell, alerts] = [new HomePage(page), new ExerciseShell(page), new AlertsPage(page)];
  const [hunt, evidence, report] = [new HuntPage(page), new EvidencePage(page), new CasePage(page)];
  await home.open();
  await home.startAlone(SCENARIO.title, "Rae");
  await expect(shell.banner).toBeHidden({ timeout: 120_000 });

  await test.step("Hunt keeps its tabs, the rows, the order and the row that was open", async () => {
    await shell.goTo("Hunt");
    await hunt.ask(QUERY.settingChanges);
    await hunt.ask(QUERY.newPages);
    await hunt.sortBy("FileName");
    await hunt.openRow(hunt.rows.first());
    await expect(page).toHaveURL(/[?&]row=/);
    await page.reload();
    await expect(hunt.tabs).toHaveCount(2);
    await expect.poll(() => hunt.readEditor()).toBe(QUERY.newPages);
    await expect(hunt.rowPanel).toContainText("FileCreated");
    await expect(hunt.sortedColumn).toContainText("FileName");
    await hunt.pin(hunt.rows.first(), "The page is written");
  });

  await test.step("Alerts keeps the filter and the alert", async () => {
    await shell.goTo("Alerts");
    await alerts.showAll();
    const title = await alerts.open(alerts.items.nth(3));
    await page.reload();
    await expect(alerts.title).toHaveText(title);
    await expect(alerts.filter("All")).toBeChecked();
  });

  await test.step("Evidence keeps its view", async () => {
    await shell.goTo("Evidence");
    await evidence.showTable();
    await page.reload();
    await expect(evidence.table).toContainText("The page is written");
  });

  await test.step("Case keeps what the server has not got yet, and sends it when it can", async () => {
    await shell.goTo("Case");
    await report.loseSaves();
    await report.tell("Written while the server could not be reached.");
    await expect(report.saveState).not.toHaveText(/^Saved|^Nothing/);
    await page.reload();
    await expect(report.narrative).toHaveValue("Written while the server could not be reached.");
    await report.findServerAgain();
    await expect(report.saveState).toHaveText(/^Saved/);
  });

  await test.step("Brief and Debrief come back as they were", async () => {
    for (const name of ["Brief", "Debrief"] as const) {
      await shell.goTo(name);
      await page.reload();
      await expect(shell.heading).toHaveText(name);
    }
  });
});

test("markup in a log row shows as characters, everywhere a row is shown", async ({ page }) => {
  const [home, shell, hunt, evidence] = [new HomePage(page), new ExerciseShell(page), new HuntPage(page), new EvidencePage(page)];
  const agent = `Mozilla/5.0 <img src=x onerror="document.title='run'"><b>agent</b>`;
  await home.open();
  await home.startAlone(SCENARIO.title, "Mark");
  await expect(shell.banner).toBeHidden({ timeout: 120_000 });
  await shell.goTo("Hunt");
  await hunt.ask(`W3CIISLog\n| take 1\n| extend csUserAgent = '${agent.replaceAll("'", "\\'")}'\n| project TimeGenerated, csUserAgent`);
  expect(await hunt.read(hunt.rows.first(), "csUserAgent")).toBe(agent);
  await hunt.openRow(hunt.rows.first());
  await expect(hunt.rowPanel).toContainText(agent);
  await hunt.pin(hunt.rows.first(), "Markup");
  await expect(hunt.pictures).toHaveCount(0);
  await shell.goTo("Evidence");
  await expect(evidence.piece("Markup")).toContainText(agent);
  await expect(evidence.pictures).toHaveCount(0);
  await expect(page).toHaveTitle(/^Evidence/);
});
