import type { Locator, Page } from "@playwright/test";

/** What really happened, and why each point was given. */
export class DebriefPage {
  readonly #page: Page;
  readonly score: Locator;
  /** Headline figure in words: "97.5 of 100 points". */
  readonly points: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.points = page.getByText(/^-?[\d.]+ of [\d.]+ points$/);
    this.score = page.getByRole("tabpanel", { name: "Score" });
  }

  /** Share of the points, 0 to 1. */
  async readShare(): Promise<number> {
    const [, given, most] = /(-?[\d.]+) of ([\d.]+) points/.exec(await this.points.innerText()) ?? [];
    return Number(given) / Number(most);
  }

  /** Lines of the grade that did not earn everything, with their reasons; for the message of a failed test. */
  async readShortfalls(): Promise<string[]> {
    const lines = await this.score.getByRole("row").allInnerTexts();
    return lines.filter((line) => /\b(Partly|Missed|Wrong|Deducted)\b/.test(line));
  }

  /** One line of the grade. */
  line(title: string | RegExp): Locator {
    return this.score.getByRole("row").filter({ hasText: title });
  }

  async show(tab: "Score" | "What happened" | "Alerts" | "Look-alikes"): Promise<Locator> {
    await this.#page.getByRole("tab", { name: tab }).click();
    return this.#page.getByRole("tabpanel", { name: tab });
  }
}
