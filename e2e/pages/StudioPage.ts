import type { Locator, Page } from "@playwright/test";

/** The author's seat: every scenario folder with the linter's findings, and the preview of one. */
export class StudioPage {
  readonly #page: Page;
  /** Steps of the previewed story, the tables it fills, and whether the author's own queries hold. */
  readonly story: Locator;
  readonly tables: Locator;
  readonly proofs: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.story = page.getByRole("region", { name: /^Story/ });
    this.tables = page.getByRole("table");
    this.proofs = page.getByRole("region", { name: /^Proofs/ });
  }

  async open(): Promise<void> {
    await this.#page.goto("/studio");
    await this.#page.getByRole("heading", { name: "Studio", level: 1 }).waitFor();
  }

  /** One scenario folder of the list. */
  scenario(slug: string): Locator {
    return this.#page.getByRole("listitem").filter({ hasText: `scenarios/${slug}` });
  }

  async preview(title: string): Promise<void> {
    await this.#page.getByRole("link", { name: `Preview ${title}` }).click();
    await this.#page.getByRole("heading", { name: /^Preview of/, level: 1 }).waitFor();
  }
}
