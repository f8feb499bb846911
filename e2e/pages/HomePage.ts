import type { Locator, Page } from "@playwright/test";

/** The first page: joining with a code, starting alone, coming back. */
export class HomePage {
  readonly #page: Page;
  /** Exercises begun before. */
  readonly mine: Locator;
  readonly codeField: Locator;
  readonly nameField: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.mine = page.getByRole("region", { name: "Your exercises" });
    this.codeField = page.getByRole("textbox", { name: "Code from your facilitator" });
    this.nameField = page.getByRole("textbox", { name: "Your name" });
  }

  async open(): Promise<void> {
    await this.#page.goto("/");
  }

  /** The button that starts a scenario alone; there when it can be played. */
  scenario(title: string): Locator {
    return this.#page.getByRole("button", { name: `Start ${title}` });
  }

  /** Types the code from the wall, then a name, and arrives at the brief. */
  async join(code: string, displayName: string): Promise<void> {
    await this.codeField.fill(code);
    await this.#page.getByRole("button", { name: "Continue" }).click();
    await this.nameField.fill(displayName);
    await this.#page.getByRole("button", { name: "Join" }).click();
    await this.#arriveAtBrief();
  }

  /** Starts a guided scenario alone, with a name and nothing else. */
  async startAlone(scenario: string, displayName: string): Promise<void> {
    await this.#page.getByRole("button", { name: `Start ${scenario}` }).click();
    const dialog = this.#page.getByRole("dialog", { name: scenario });
    await dialog.getByRole("textbox", { name: "Your name" }).fill(displayName);
    await dialog.getByRole("button", { name: "Start the scenario" }).click();
    await this.#arriveAtBrief();
  }

  async #arriveAtBrief(): Promise<void> {
    await this.#page.getByRole("heading", { name: "Brief", level: 1 }).waitFor();
  }
}
