import { AlertsPage } from "../pages/AlertsPage.ts";
import { BriefPage } from "../pages/BriefPage.ts";
import { ControlRoomPage } from "../pages/ControlRoomPage.ts";
import { DebriefPage } from "../pages/DebriefPage.ts";
import { ExerciseShell } from "../pages/ExerciseShell.ts";
import { HomePage } from "../pages/HomePage.ts";
import { HuntPage } from "../pages/HuntPage.ts";
import { SignInPage } from "../pages/SignInPage.ts";
import { TopBar } from "../pages/TopBar.ts";
import { SMALL, expect, test } from "../fixtures/small-lab.ts";

const INES = { displayName: "Ines", email: "ines@school.example", password: "correct horse battery" };
const PLANNED = "[EXERCISE] Well?";
const AMBER_ONLY = "[EXERCISE] A word with Amber";
const EVERYBODY = "[EXERCISE] Ten minutes left";

test("a facilitator runs an exercise for two teams and sees their work as it is done", async ({ lab, newPerson }) => {
  const ines = await newPerson();
  const room = new ControlRoomPage(ines);
  await new SignInPage(ines).redeem(lab.signInLink, INES);
  await room.create({ scenario: SMALL.title, title: "Tuesday class", teams: ["Amber", "Cobalt"], seed: 7 });
  const code = await room.readJoinCode();

  const [ada, ben] = [await newPerson(), await newPerson()];
  await new HomePage(ada).open();
  await new HomePage(ada).join(code, "Ada");
  await new HomePage(ben).open();
  await new HomePage(ben).join(code.toLowerCase(), "Ben");
  const [adasBrief, bensBrief] = [new BriefPage(ada), new BriefPage(ben)];
  const [adasBar, bensBar] = [new TopBar(ada), new TopBar(ben)];
  const [adasShell, bensShell] = [new ExerciseShell(ada), new ExerciseShell(ben)];

  await test.step("the clock is seen by everybody as it is driven", async () => {
    await expect(await room.cell("Amber", "People")).toHaveText("1 here of 1");
    await expect(await room.cell("Cobalt", "People")).toHaveText("1 here of 1");
    await room.start();
    await expect(adasBar.state).toHaveText("Running");
    await room.setSpeed(60);
    await expect(adasBar.speed).toHaveText("60×");
    await room.pause();
    await expect(adasBar.state).toHaveText("Paused");
    await expect(bensBar.state).toHaveText("Paused");
    await room.setSpeed(1);
    await room.resume();
    await expect(bensBar.state).toHaveText("Running");
    await expect(bensBar.speed).toHaveText("1×");
  });

  await test.step("a planned message is sent early, and one that nobody planned to one team alone", async () => {
    await room.sendPlanned(PLANNED);
    await expect(adasBrief.messages).toContainText(PLANNED);
    await expect(bensBrief.messages).toContainText(PLANNED);
    await adasBrief.acknowledge(PLANNED);
    await expect(room.inject(PLANNED)).toContainText("acknowledged by Amber");

    await room.sendAdHoc({ to: "Amber", from: "The board", subject: AMBER_ONLY, body: "How sure are you?" });
    await room.sendAdHoc({ to: "Every team", from: "The board", subject: EVERYBODY, body: "Please come to an end." });
    await expect(adasBrief.messages).toContainText(AMBER_ONLY);
    // It was sent after the other team's, so that one would be here by now.
    await expect(bensBrief.messages).toContainText(EVERYBODY);
    await expect(bensBrief.messages).not.toContainText(AMBER_ONLY);
  });

  await test.step("what a team does arrives on the board", async () => {
    await adasShell.goTo("Hunt");
    const hunt = new HuntPage(ada);
    await hunt.ask("DeviceFileEvents | where FileName endswith '.aspx'");
    await expect(await room.cell("Amber", "Last query")).toContainText("DeviceFileEvents");
    await hunt.pin(hunt.rows.first(), "A page was written");
    await expect(await room.cell("Amber", "Evidence")).toHaveText("1");

    await adasShell.goTo("Alerts");
    const alerts = new AlertsPage(ada);
    await alerts.open(alerts.items.first());
    await alerts.judge({ verdict: "True positive", reason: "Nobody should write pages there." });
    await expect(await room.cell("Amber", "Alerts")).toContainText("1 closed");

    await bensShell.goTo("Hunt");
    await new HuntPage(ben).ask("SecurityEvent | count");
    await expect(await room.cell("Cobalt", "Queries")).toHaveText("1");
    await expect(await room.cell("Cobalt", "Alerts")).toContainText("0 closed");
    await expect(await room.cell("Cobalt", "Evidence")).toHaveText("0");
  });

  await test.step("the end opens every team's debrief, to itself and to the facilitator", async () => {
    await room.end();
    await expect(bensBar.state).toHaveText("Ended");
    await adasShell.goTo("Debrief");
    await expect(new DebriefPage(ada).points).toBeVisible();

    const debrief = new DebriefPage(ines);
    await room.openDebrief("Amber");
    await expect(await debrief.show("Alerts")).toContainText(/True positive · (right|wrong)/);
    await ines.goBack();
    await room.openDebrief("Cobalt");
    await expect(await debrief.show("Alerts")).not.toContainText(/True positive · (right|wrong)/);
  });
});

test("the printed link works once; the password that was chosen works from then on", async ({ lab, newPerson }) => {
  const [ines, eve] = [await newPerson(), await newPerson()];
  const { signInLink } = lab;
  await new SignInPage(ines).redeem(signInLink, INES);
  await new SignInPage(eve).redeemOnly(signInLink);
  await expect(new SignInPage(eve).problem).toContainText("link");

  const later = await newPerson();
  await new SignInPage(later).signIn({ ...INES, password: "not the right one" });
  await expect(new SignInPage(later).problem).toBeVisible();
  await new SignInPage(later).signIn(INES);
  await expect(later.getByRole("heading", { name: "Exercises", level: 1 })).toBeVisible();
});
