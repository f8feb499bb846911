import type { Locator, Page } from "@playwright/test";

interface NewExercise {
  /** Title of the scenario, as the catalogue has it. */
  readonly scenario: string;
  readonly title: string;
  readonly teams: readonly string[];
  readonly seed: number;
}

interface AdHocInject {
  /** A team's name, or "Every team". */
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly body: string;
}

/** The facilitator's seat: making an exercise, driving its clock, its messages, and the board of who has done what. */
export class ControlRoomPage {
  readonly #page: Page;
  readonly #dialog: Locator;
  readonly joinCode: Locator;
  readonly startButton: Locator;
  readonly injects: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#dialog = page.getByRole("dialog");
    this.joinCode = page.getByRole("region", { name: "Join code" }).getByRole("paragraph");
    this.startButton = page.getByRole("button", { name: "Start the clock" });
    this.injects = page.getByRole("tabpanel", { name: "Injects" });
  }

  /** From the list of exercises to the control room of a new one. */
  async create({ scenario, title, teams, seed }: NewExercise): Promise<void> {
    await this.#page.goto("/run");
    await this.#page.getByRole("button", { name: "New exercise" }).first().click();
    await this.#dialog.getByRole("combobox", { name: "Scenario" }).fill(scenario);
    await this.#page.getByRole("option", { name: scenario }).click();
    await this.#dialog.getByRole("textbox", { name: "Title" }).fill(title);
    const teamsField = this.#dialog.getByRole("combobox", { name: "Teams" });
    // Two teams are suggested; Backspace takes one away.
    await teamsField.press("Backspace");
    await teamsField.press("Backspace");
    for (const team of teams) {
      await teamsField.fill(team);
      await teamsField.press("Enter");
    }
    await this.#dialog.getByRole("textbox", { name: "Seed" }).fill(String(seed));
    await this.#dialog.getByRole("button", { name: "Create the exercise" }).click();
    await this.#page.getByRole("heading", { name: "Control room", level: 1 }).waitFor();
  }

  async open(exerciseId: string): Promise<void> {
    await this.#page.goto(`/run/${exerciseId}`);
  }

  /** The code as people read it from the wall. */
  async readJoinCode(): Promise<string> {
    return (await this.joinCode.innerText()).trim();
  }

  /** Waits until the logs are written, then starts the clock. */
  async start(): Promise<void> {
    await this.startButton.click();
    await this.#page.getByRole("button", { name: "Pause" }).waitFor();
  }

  async pause(): Promise<void> {
    await this.#page.getByRole("button", { name: "Pause" }).click();
    await this.#page.getByRole("button", { name: "Resume" }).waitFor();
  }

  async resume(): Promise<void> {
    await this.#page.getByRole("button", { name: "Resume" }).click();
    await this.#page.getByRole("button", { name: "Pause" }).waitFor();
  }

  async setSpeed(speed: number): Promise<void> {
    await this.#page.getByRole("combobox", { name: "Speed" }).click();
    await this.#page.getByRole("option", { name: `${speed}×`, exact: true }).click();
  }

  async end(): Promise<void> {
    await this.#page.getByRole("button", { name: "End", exact: true }).click();
    await this.#dialog.getByRole("button", { name: "End it" }).click();
  }

  /** A message of the queue, planned or sent. */
  inject(subject: string): Locator {
    return this.#page.getByRole("listitem").filter({ hasText: subject });
  }

  async sendPlanned(subject: string): Promise<void> {
    await this.inject(subject).getByRole("button", { name: "Send" }).click();
    await this.#dialog.getByRole("button", { name: "Send now" }).click();
  }

  async sendAdHoc({ to, from, subject, body }: AdHocInject): Promise<void> {
    await this.#page.getByRole("button", { name: "Compose an inject" }).click();
    await this.#dialog.getByRole("combobox", { name: "To" }).click();
    await this.#page.getByRole("option", { name: to, exact: true }).click();
    await this.#dialog.getByRole("textbox", { name: "From" }).fill(from);
    await this.#dialog.getByRole("textbox", { name: "Subject" }).fill(subject);
    await this.#dialog.getByRole("textbox", { name: "Text" }).fill(body);
    await this.#dialog.getByRole("button", { name: "Send now" }).click();
    await this.#dialog.waitFor({ state: "hidden" });
  }

  /** What the live board says of a team in a column. */
  async cell(team: string, column: string): Promise<Locator> {
    const columns = await this.#page.getByRole("columnheader").allInnerTexts();
    const row = this.#page.getByRole("row").filter({ has: this.#page.getByRole("rowheader", { name: team }) });
    // The first column is the row's header.
    return row.getByRole("cell").nth(columns.indexOf(column) - 1);
  }

  /** The link to a team's debrief, there from the end on. */
  async openDebrief(team: string): Promise<void> {
    await this.#page.getByRole("link", { name: `Debrief of ${team}` }).click();
    await this.#page.getByRole("heading", { name: "Debrief", level: 1 }).waitFor();
  }
}
