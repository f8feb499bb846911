import type { Locator, Page } from "@playwright/test";

/** The board of everything that was pinned. */
export class EvidencePage {
  readonly #page: Page;
  readonly cards: Locator;
  readonly table: Locator;
  /** Pictures that log text would have to smuggle in. */
  readonly pictures: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.table = page.getByRole("main").getByRole("table");
    this.pictures = page.getByRole("main").locator("img");
    this.cards = page
      .getByRole("main")
      .getByRole("listitem")
      .filter({ has: page.getByRole("textbox", { name: "Note" }) });
  }

  async showTable(): Promise<void> {
    await this.#page.getByRole("radiogroup", { name: "View" }).getByText("Table", { exact: true }).click();
  }

  /** The piece with this note. */
  piece(note: string): Locator {
    return this.cards.filter({ hasText: note });
  }
}
