import type { Locator, Page } from "@playwright/test";

/** The bar at the top of every page of an exercise, in every seat: the clock and the live connection. */
export class TopBar {
  readonly state: Locator;
  readonly time: Locator;
  readonly speed: Locator;
  readonly connection: Locator;

  constructor(page: Page) {
    const bar = page.getByRole("banner");
    this.state = bar.getByText(/^(Not started|Running|Paused|Ended)$/);
    this.time = bar.getByRole("time");
    this.speed = bar.getByText(/^\d+×$/);
    this.connection = bar.getByText(/^\s*(Live|Connecting|Offline · retry)$/);
  }

  /** Exercise time, in ms since 1970. */
  async readTimeMs(): Promise<number> {
    return Date.parse((await this.time.getAttribute("datetime")) ?? "");
  }
}
