import { expect, type Locator, type Page } from "@playwright/test";

export interface Judgement {
  readonly verdict: "True positive" | "Benign true positive" | "False positive";
  /** One sentence: what in the rows decides it. */
  readonly reason: string;
  /** Notes of the pinned rows that speak for it. */
  readonly evidence?: readonly string[];
}

/** The triage queue and the alert that is open beside it. */
export class AlertsPage {
  readonly #page: Page;
  readonly queue: Locator;
  readonly items: Locator;
  /** "3 open of 18 alerts" */
  readonly tally: Locator;
  /** The alert that is open. */
  readonly detail: Locator;
  readonly title: Locator;
  /** "Alert #7": the open one. */
  readonly number: Locator;
  readonly reason: Locator;
  readonly confidence: Locator;
  /** The verdict that was given. */
  readonly givenVerdict: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.queue = page.getByRole("list", { name: "Alert queue" });
    this.items = this.queue.getByRole("button");
    this.tally = page.getByText(/^\d+ open of \d+ alerts?$/);
    this.detail = page.getByRole("article");
    this.title = this.detail.getByRole("heading", { level: 2 });
    this.number = this.detail.getByText(/^Alert #\d+$/);
    this.reason = this.detail.getByRole("textbox", { name: "Reason" });
    this.confidence = this.detail.getByRole("slider", { name: "How sure" });
    this.givenVerdict = this.detail.getByRole("region", { name: "Verdict", exact: true });
  }

  /** Alerts of the queue with this title. */
  titled(title: string): Locator {
    return this.items.filter({ hasText: title });
  }

  /** Which part of the queue is shown. */
  filter(name: "Open" | "Mine" | "Closed" | "All"): Locator {
    return this.#page.getByRole("radiogroup", { name: "Part of the queue" }).getByRole("radio", { name });
  }

  async showAll(): Promise<void> {
    await this.#page.getByRole("radiogroup", { name: "Part of the queue" }).getByText("All", { exact: true }).click();
  }

  /** Opens an alert of the queue and answers its title. */
  async open(item: Locator): Promise<string> {
    const number = /#\d+/.exec(await item.innerText())?.[0] ?? "";
    await item.click();
    await this.detail.getByText(`Alert ${number}`, { exact: true }).waitFor();
    return this.title.innerText();
  }

  /** Everything that the open alert says about itself, its rows included. */
  async readDetail(): Promise<string> {
    await this.detail.getByRole("heading", { name: "Rows behind this alert" }).waitFor();
    return this.detail.innerText();
  }

  /** Gives the open alert its verdict, being entirely sure, and closes it. */
  async judge({ verdict, reason, evidence = [] }: Judgement): Promise<void> {
    for (const note of evidence) await this.#link(note);
    await this.detail.getByRole("radio", { name: verdict === "True positive" ? /^True positive/ : new RegExp(`^${verdict}`) }).check();
    await this.confidence.press("End");
    await this.reason.fill(reason);
    await this.detail.getByRole("button", { name: "Close the alert" }).click();
    await this.givenVerdict.waitFor();
  }

  async #link(note: string): Promise<void> {
    const field = this.detail.getByRole("combobox", { name: "Linked evidence" });
    await field.fill(note);
    await this.#page.getByRole("option", { name: note }).click();
    await expect(this.detail.getByText(note).first()).toBeVisible();
    await field.press("Escape");
  }
}
