import { Classroom } from "../fixtures/classroom.ts";
import { expect, SMALL, test, WORLD_BUILT } from "../fixtures/small-lab.ts";
import { ExerciseShell } from "../pages/ExerciseShell.ts";
import { HomePage } from "../pages/HomePage.ts";
import { HuntPage } from "../pages/HuntPage.ts";

const ONE_LINE = `W3CIISLog|where csUriStem has "owa"|summarize Hits=count() by scStatus|sort by Hits`;
const LAID_OUT = ["W3CIISLog", '| where csUriStem has "owa"', "| summarize Hits = count() by scStatus", "| sort by Hits"].join("\n");
const BY_METHOD = "W3CIISLog | summarize Methods = count() by csMethod";
const BY_HOST = "W3CIISLog | summarize Hosts = count() by sComputerName";

test("the editor lays out, comments, mends and keeps queries, and a team mate finds what was kept", async ({ lab, newPerson }) => {
  const classroom = await Classroom.open(lab);
  const { exerciseId, joinCode } = await classroom.create({ slug: SMALL.slug, title: "Tuesday class", teams: ["Amber"], seed: 7 });
  const [ada, ben] = [await newPerson(), await newPerson()];
  for (const [page, name] of [
    [ada, "Ada"],
    [ben, "Ben"],
  ] as const) {
    await new HomePage(page).open();
    await new HomePage(page).join(joinCode, name);
  }
  await expect.poll(() => classroom.worldOf(exerciseId), WORLD_BUILT).toBe("ready");
  await classroom.tellClock(exerciseId, { verb: "start" });
  await new ExerciseShell(ada).goTo("Hunt");
  const hunt = new HuntPage(ada);

  await test.step("Shift+Alt+F lays a one-liner out, and Ctrl+Z takes that back", async () => {
    await hunt.type(ONE_LINE);
    await hunt.editor.press("Shift+Alt+f");
    await expect.poll(() => hunt.readEditor()).toBe(LAID_OUT);
    await hunt.editor.press("Control+z");
    await expect.poll(() => hunt.readEditor()).toBe(ONE_LINE);
    await hunt.editor.press("Shift+Alt+f");
    await expect.poll(() => hunt.readEditor()).toBe(LAID_OUT);
  });

  await test.step("Ctrl+/ comments the line of the cursor, and it does not run", async () => {
    await hunt.editor.press("Control+End");
    await hunt.editor.press("Control+/");
    await expect.poll(() => hunt.readEditor()).toBe(LAID_OUT.replace("| sort", "// | sort"));
    await hunt.editor.press("Control+Enter");
    await hunt.facts.waitFor();
    await expect(hunt.sortedColumn).toHaveCount(0);
    await expect(hunt.column("Hits")).toBeVisible();
    await hunt.editor.press("Control+/");
    await expect.poll(() => hunt.readEditor()).toBe(LAID_OUT);
  });

  await test.step("Run runs the query under the cursor, and no other", async () => {
    await hunt.type(`${BY_METHOD}\n\n${BY_HOST}`);
    await hunt.editor.press("Control+Enter");
    await expect(hunt.column("Hosts")).toBeVisible();
    await hunt.editor.press("Control+Home");
    await hunt.editor.press("Shift+Enter");
    await expect(hunt.column("Methods")).toBeVisible();
    await expect(hunt.column("Hosts")).toBeHidden();
  });

  await test.step("a misspelt column is marked, and Ctrl+. takes the fix", async () => {
    await hunt.type("W3CIISLog | where csUriSten has 'owa' | take 3");
    await hunt.editor.press("Control+Enter");
    await expect(hunt.problems).toContainText(["There is no column or variable named csUriSten here. Did you mean csUriStem?"]);
    await hunt.editor.press("Control+.");
    await expect.poll(() => hunt.readEditor()).toBe("W3CIISLog | where csUriStem has 'owa' | take 3");
    await hunt.editor.press("Control+Enter");
    await expect(hunt.facts).toHaveText(/^3 rows/);
  });

  await test.step("Ctrl+S keeps the query for the team, by name", async () => {
    await hunt.editor.press("Control+s");
    await hunt.saveAs("Sign-in pages <b>&");
    await new ExerciseShell(ben).goTo("Hunt");
    const bens = new HuntPage(ben);
    await bens.openSaved("Sign-in pages <b>&");
    await expect.poll(() => bens.readEditor()).toBe("W3CIISLog | where csUriStem has 'owa' | take 3");
    await bens.editor.press("Control+Enter");
    await expect(bens.facts).toHaveText(/^3 rows/);
  });

  await test.step("a name that is taken says whose query it replaces", async () => {
    await hunt.type(BY_HOST);
    await hunt.editor.press("Control+s");
    await expect(hunt.saveDialog).toBeVisible();
    await hunt.nameToSave.fill("  sign-in PAGES <b>& ");
    await expect(hunt.saveDialog).toContainText("Ada saved a query by this name. It will be replaced.");
    await hunt.saveAs("sign-in PAGES <b>&");
    const bens = new HuntPage(ben);
    await expect(bens.savedQueries).toHaveCount(1);
    await bens.openSaved("Sign-in pages <b>&");
    await expect.poll(() => bens.readEditor()).toBe(BY_HOST);
  });

  await classroom.close();
});
