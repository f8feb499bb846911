import type { Page } from "@playwright/test";
import { AlertsPage } from "../pages/AlertsPage.ts";
import { CasePage } from "../pages/CasePage.ts";
import { ControlRoomPage } from "../pages/ControlRoomPage.ts";
import { DebriefPage } from "../pages/DebriefPage.ts";
import { ExerciseShell } from "../pages/ExerciseShell.ts";
import { HomePage } from "../pages/HomePage.ts";
import { HuntPage } from "../pages/HuntPage.ts";
import { SignInPage } from "../pages/SignInPage.ts";
import { StudioPage } from "../pages/StudioPage.ts";
import { findViolations } from "../fixtures/find-violations.ts";
import { SMALL, expect, test } from "../fixtures/small-lab.ts";

const INES = { displayName: "Ines", email: "ines@school.example", password: "correct horse battery" };

/** Every violation of a route is told, and the next route is looked at all the same. */
async function expectAccessible(page: Page, route: string): Promise<void> {
  await test.step(route, async () => {
    expect.soft(await findViolations(page), route).toEqual([]);
  });
}

test("no page breaks a rule of WCAG 2.2 A or AA, in light or in dark", async ({ lab, newPerson }) => {
  // Animations would be caught half-way; who asks for less motion gets none.
  const [ada, ines] = [await newPerson(), await newPerson()];
  for (const page of [ada, ines]) await page.emulateMedia({ reducedMotion: "reduce" });

  const home = new HomePage(ada);
  await home.open();
  await expect(home.scenario(SMALL.title)).toBeVisible();
  await expectAccessible(ada, "home");
  await ada.goto("/sign-in");
  await ada.getByRole("heading", { name: "Instructor sign-in" }).waitFor();
  await expectAccessible(ada, "sign-in");
  await ada.goto("/no/such/page");
  await ada.getByRole("heading", { level: 1 }).waitFor();
  await expectAccessible(ada, "not found");

  const signIn = new SignInPage(ines);
  await ines.goto(lab.signInLink);
  await ines.getByRole("heading", { name: "Sign in by link" }).waitFor();
  await expectAccessible(ines, "sign-in link");
  await signIn.redeem(lab.signInLink, INES);
  await expectAccessible(ines, "run, empty");

  const studio = new StudioPage(ines);
  await studio.open();
  await expect(studio.scenario(SMALL.slug)).toBeVisible();
  await expectAccessible(ines, "studio");
  await studio.preview(SMALL.title);
  await expect(studio.proofs).toContainText("hold");
  await expectAccessible(ines, "preview");

  const room = new ControlRoomPage(ines);
  await room.create({ scenario: SMALL.title, title: "Tuesday class", teams: ["Amber", "Cobalt"], seed: 1 });
  const code = await room.readJoinCode();
  await ada.goto(`/join/${code}`);
  await ada.getByRole("button", { name: "Join" }).waitFor();
  await expectAccessible(ada, "join");
  await home.open();
  await home.join(code, "Ada");
  await expectAccessible(ada, "brief");
  await room.start();
  await expectAccessible(ines, "control room");

  const shell = new ExerciseShell(ada);
  await shell.openGuide();
  await shell.goTo("Alerts");
  const alerts = new AlertsPage(ada);
  await expect(alerts.items.first()).toBeVisible();
  await expectAccessible(ada, "alerts");
  await alerts.open(alerts.items.first());
  await alerts.readDetail();
  await expectAccessible(ada, "alert detail");
  await alerts.judge({ verdict: "True positive", reason: "Nobody should write there." });

  await shell.goTo("Hunt");
  const hunt = new HuntPage(ada);
  await hunt.ask("DeviceFileEvents | where FileName endswith '.aspx'");
  await expectAccessible(ada, "hunt with results");
  await hunt.pin(hunt.rows.first(), "The page");
  await shell.goTo("Evidence");
  await expect(ada.getByText("pinned by Ada")).toBeVisible();
  await expectAccessible(ada, "evidence");
  await shell.goTo("Debrief");
  await ada.getByText("The debrief is not open yet").waitFor();
  await expectAccessible(ada, "debrief, not yet open");

  await shell.goTo("Case");
  const report = new CasePage(ada);
  await report.conclude("Compromised");
  await report.addFinding({ what: "Web shell written", statement: "A page was written.", evidence: ["The page"] });
  // Saving enables "Submit": axe would see the disabled colours on a button that is enabled a moment later.
  await expect(report.saveState).toHaveText(/^Saved/);
  await expectAccessible(ada, "case");
  await report.submit();
  await expectAccessible(ada, "case, frozen");
  await shell.goTo("Debrief");
  const debrief = new DebriefPage(ada);
  await expect(debrief.points).toBeVisible();
  await expectAccessible(ada, "debrief");
  for (const tab of ["What happened", "Alerts", "Look-alikes"] as const) {
    await debrief.show(tab);
    await expectAccessible(ada, `debrief, ${tab}`);
  }
  await ines.goto("/run");
  await ines.getByRole("link", { name: "Control room of Tuesday class" }).waitFor();
  await expectAccessible(ines, "run");
});
