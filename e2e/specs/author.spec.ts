import { CasePage } from "../pages/CasePage.ts";
import { DebriefPage } from "../pages/DebriefPage.ts";
import { ExerciseShell } from "../pages/ExerciseShell.ts";
import { HomePage } from "../pages/HomePage.ts";
import { HuntPage } from "../pages/HuntPage.ts";
import { SignInPage } from "../pages/SignInPage.ts";
import { StudioPage } from "../pages/StudioPage.ts";
import { SMALL, expect, test } from "../fixtures/small-lab.ts";

const SCENARIO_OF_THE_HOUSE = "The page that should not be there";
const INES = { displayName: "Ines", email: "ines@school.example", password: "correct horse battery" };

/** Two slips of the kind that everybody makes: a misspelt key, and a misspelt reference, found once the file can be read. */
const SLIPS = [
  { file: `${SMALL.slug}/scenario.yaml`, right: "\nvolume:", wrong: "\nvolumes:", fix: "Did you mean `volume`?" },
  {
    file: `${SMALL.slug}/story.yaml`,
    right: "after: open-session, delay: 6s",
    wrong: "after: open-sesion, delay: 6s",
    fix: "Did you mean `open-session`?",
  },
] as const;

test("an author adds a scenario folder, is told what is wrong with it, mends it, and somebody plays it", async ({
  lab,
  scenarios,
  newPerson,
}) => {
  const [ines, ada] = [await newPerson(), await newPerson()];
  const studio = new StudioPage(ines);
  const home = new HomePage(ada);
  await new SignInPage(ines).redeem(lab.signInLink, INES);

  await test.step("the command line and the studio say where it is wrong and how to mend it", async () => {
    for (const { file, right, wrong } of SLIPS) await scenarios.edit(file, right, wrong);
    await home.open();
    await expect(home.scenario(SCENARIO_OF_THE_HOUSE)).toBeVisible();
    await expect(home.scenario(SMALL.title)).toBeHidden();
    for (const { file, right, wrong, fix } of SLIPS) {
      const place = new RegExp(`${file}:\\d+:\\d+`);
      const linted = await scenarios.run("scenario", "lint", SMALL.slug);
      expect(linted.exitCode).toBe(1);
      expect(linted.output).toMatch(place);
      expect(linted.output).toContain(fix);
      await studio.open();
      await expect(studio.scenario(SMALL.slug)).toContainText(place);
      // The page shows as code what the command line puts between backticks.
      await expect(studio.scenario(SMALL.slug)).toContainText(fix.replaceAll("`", ""));
      await scenarios.edit(file, wrong, right);
    }
  });

  await test.step("mended, it can be previewed: its story, its rows, and that it can be solved", async () => {
    expect(await scenarios.run("scenario", "lint", SMALL.slug)).toMatchObject({ exitCode: 0 });
    await studio.open();
    await expect(studio.scenario(SMALL.slug)).toContainText("No findings");
    await studio.preview(SMALL.title);
    await expect(studio.story).toContainText("The setting is written out as a page");
    await expect(studio.proofs).toContainText("1 of 1 hold");
    await expect(studio.tables).toContainText("DeviceFileEvents");
  });

  await test.step("a learner plays it to the end", async () => {
    await home.open();
    await home.startAlone(SMALL.title, "Ada");
    const shell = new ExerciseShell(ada);
    await shell.goTo("Hunt");
    const hunt = new HuntPage(ada);
    await hunt.ask(String.raw`DeviceFileEvents | where FileName matches regex @"^[A-Za-z0-9]{8}\.aspx$"`);
    await hunt.pin(hunt.rows.first(), "The page");
    await shell.goTo("Case");
    const report = new CasePage(ada);
    await report.conclude("Compromised");
    await report.addFinding({ what: "Web shell written", statement: "A page was written.", evidence: ["The page"] });
    await report.submit();
    await shell.goTo("Debrief");
    const debrief = new DebriefPage(ada);
    await expect(debrief.line("A page was written to the web folder")).toBeVisible();
    expect(await debrief.readShare()).toBeGreaterThan(0.3);
    await expect(await debrief.show("What happened")).toContainText("The setting is written out as a page");
  });
});
