import type { Locator, Page } from "@playwright/test";

/** The situation, the organisation, and what the outside world sends during the exercise. */
export class BriefPage {
  readonly #page: Page;
  readonly situation: Locator;
  readonly messages: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.situation = page.getByRole("region", { name: "Situation" });
    this.messages = page.getByRole("region", { name: "Messages received" });
  }

  /** The mail server's name, as the brief's text gives it. */
  async readMailServer(): Promise<string> {
    const text = await this.situation.getByText(/The mail server is/).innerText();
    const name = /The mail server is ([A-Z0-9]+)/.exec(text)?.[1];
    if (name === undefined) throw new Error(`the brief does not name the mail server: ${text}`);
    return name;
  }

  async acknowledge(subject: string): Promise<void> {
    await this.#page.getByRole("listitem").filter({ hasText: subject }).getByRole("button", { name: "Acknowledge" }).click();
  }
}
