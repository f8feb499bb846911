import { expect, type Locator, type Page } from "@playwright/test";

/** The hunting console: queries typed into the editor, rows, and pinning. */
export class HuntPage {
  readonly #page: Page;
  readonly editor: Locator;
  /** "12 rows of 4,210 · 38 ms · as of …" */
  readonly facts: Locator;
  readonly grid: Locator;
  /** The panel beside the grid with everything about one row. */
  readonly rowPanel: Locator;
  readonly tabs: Locator;
  /** The cell that the keyboard is on. */
  readonly currentCell: Locator;
  readonly sortedColumn: Locator;
  readonly noteField: Locator;
  /** What the server said about a query that did not run. */
  readonly problems: Locator;
  readonly saveDialog: Locator;
  readonly nameToSave: Locator;
  /** What the team has kept; there when the panel shows it. */
  readonly savedQueries: Locator;
  /** Pictures that log text would have to smuggle in. */
  readonly pictures: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.editor = page.getByRole("textbox", { name: "Query" });
    this.facts = page.getByRole("main").getByText(/^[\d,]+ rows?\b.* · as of/);
    this.grid = page.getByRole("grid", { name: "Rows of the result" });
    this.rowPanel = page.getByRole("complementary", { name: "Row" });
    this.currentCell = this.grid.locator('[role="gridcell"][tabindex="0"]');
    this.sortedColumn = this.grid.locator('[role="columnheader"]:is([aria-sort="ascending"], [aria-sort="descending"])');
    this.noteField = page.getByRole("dialog", { name: "Pin with a note" }).getByRole("textbox", { name: "Note" });
    this.problems = page
      .getByRole("main")
      .getByRole("listitem")
      .filter({ hasText: /^(Error|Warning|Note)/ });
    this.saveDialog = page.getByRole("dialog", { name: "Save the query for your team" });
    this.nameToSave = this.saveDialog.getByRole("textbox", { name: "Name" });
    this.savedQueries = page.getByRole("list", { name: "Saved queries" }).getByRole("listitem");
    this.pictures = page.getByRole("main").locator("img");
    this.tabs = page.getByRole("navigation", { name: "Query tabs" }).getByRole("listitem");
  }

  /** Puts a query that somebody has ready into a tab of its own, and runs it. Ends when rows are there. */
  async ask(query: string): Promise<void> {
    await this.#openEmptyEditor();
    await this.#page.keyboard.insertText(query);
    await expect.poll(() => this.readEditor()).toBe(query);
    await this.editor.press("Control+Enter");
    await this.facts.waitFor();
  }

  /** Looks at the plan and the SQL of the query, and closes them again. */
  async explain(): Promise<void> {
    await this.#page.getByRole("button", { name: "Inspect query: plan and SQL" }).click();
    const dialog = this.#page.getByRole("dialog");
    await dialog.getByRole("tab", { name: "SQL" }).click();
    await this.#page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
  }

  /** Types a query as a person does, key by key, into a tab of its own. */
  async type(query: string): Promise<void> {
    await this.#openEmptyEditor();
    await this.editor.pressSequentially(query);
    // What one typed is what stands there: completions and closing brackets must not get in the way.
    await expect.poll(() => this.readEditor()).toBe(query);
  }

  async #openEmptyEditor(): Promise<void> {
    await this.editor.waitFor();
    if ((await this.readEditor()) !== "") await this.#page.getByRole("button", { name: "New tab" }).click();
    await expect.poll(() => this.readEditor()).toBe("");
    await this.editor.click();
  }

  /** The text in the editor, without its placeholder. */
  async readEditor(): Promise<string> {
    const lines = await this.editor.locator(".cm-line").evaluateAll((all) =>
      all.map((line) => {
        const copy = line.cloneNode(true) as Element;
        for (const hint of copy.querySelectorAll(".cm-placeholder")) hint.remove();
        return copy.textContent ?? "";
      }),
    );
    return lines.join("\n");
  }

  /** A row of the result that shows this text. */
  row(text: string | RegExp): Locator {
    return this.grid.getByRole("row").filter({ has: this.#page.getByRole("gridcell"), hasText: text });
  }

  get rows(): Locator {
    return this.row("");
  }

  /** What a row shows in a column. */
  async read(row: Locator, column: string): Promise<string> {
    return (await (await this.#cell(row, column)).innerText()).trim();
  }

  /** The head of a column. */
  column(name: string): Locator {
    return this.grid.getByRole("button", { name, exact: true });
  }

  /** Ends the open dialog by keeping the query under this name. */
  async saveAs(name: string): Promise<void> {
    await this.nameToSave.fill(name);
    await this.saveDialog.getByRole("button", { name: /^(Save|Replace)$/ }).click();
    await this.saveDialog.waitFor({ state: "hidden" });
  }

  /** Opens what the team has kept under this name. */
  async openSaved(name: string): Promise<void> {
    await this.#page.getByRole("main").getByText("Saved", { exact: true }).click();
    await this.savedQueries.filter({ hasText: name }).getByRole("button").first().click();
  }

  async sortBy(column: string): Promise<void> {
    await this.column(column).click();
  }

  /** Opens a row beside the grid. */
  async openRow(row: Locator): Promise<void> {
    await row.getByRole("gridcell").first().dblclick();
    await this.rowPanel.waitFor();
  }

  /** Opens the row beside the grid and pins it with a note. */
  async pin(row: Locator, note: string): Promise<void> {
    // The panel may push the column by which the row was found out of sight; its number stays.
    const number = await row.getAttribute("aria-rowindex");
    await this.openRow(row);
    await this.rowPanel.getByRole("button", { name: "Pin with note" }).click();
    const dialog = this.#page.getByRole("dialog", { name: "Pin with a note" });
    await this.noteField.fill(note);
    await dialog.getByRole("button", { name: "Keep as evidence" }).click();
    await expect(this.grid.locator(`[role="row"][aria-rowindex="${number}"]`)).toContainText("pinned as evidence");
    await this.rowPanel.getByRole("button", { name: "Close Row" }).click();
  }

  async #cell(row: Locator, column: string): Promise<Locator> {
    const head = this.grid.getByRole("columnheader").filter({ has: this.#page.getByRole("button", { name: column, exact: true }) });
    const place = await head.getAttribute("aria-colindex");
    return row.locator(`[role="gridcell"][aria-colindex="${place}"]`);
  }
}
