import type { Locator, Page } from "@playwright/test";

type PageName = "Brief" | "Alerts" | "Hunt" | "Evidence" | "Case" | "Debrief";

/** What surrounds every page of an exercise: the rail, the clock, the guide. */
export class ExerciseShell {
  readonly #page: Page;
  /** State, time and speed of the clock. */
  readonly clock: Locator;
  /** The line above the page that says what one waits for, such as the logs being written. */
  readonly banner: Locator;
  readonly heading: Locator;
  readonly guide: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.clock = page.getByRole("banner").getByRole("time");
    this.banner = page.getByText(/^Building the company/);
    this.heading = page.getByRole("heading", { level: 1 });
    this.guide = page.getByRole("complementary", { name: "Guide" });
  }

  /** Which exercise this is, from the address. */
  exerciseId(): string {
    return new URL(this.#page.url()).pathname.split("/")[2] ?? "";
  }

  async goTo(name: PageName): Promise<void> {
    await this.#page
      .getByRole("navigation", { name: "Exercise" })
      // A count may follow the name; "Brief" alone would also find "Debrief".
      .getByRole("link", { name: new RegExp(`^${name}\\b`) })
      .click();
    await this.#page.getByRole("heading", { name, level: 1 }).waitFor();
  }

  async openGuide(): Promise<void> {
    await this.#page.getByRole("button", { name: /^Guide, / }).click();
    await this.guide.waitFor();
  }

  /** One step of the open guide; it begins with "Done" once the server has ticked it off. */
  guideStep(title: string): Locator {
    return this.guide.getByRole("listitem").filter({ hasText: title });
  }

  async setSpeed(speed: number): Promise<void> {
    await this.#page.getByRole("button", { name: "Clock controls" }).click();
    const controls = this.#page.getByRole("dialog", { name: "Clock controls" });
    await controls.getByRole("combobox", { name: "Speed" }).click();
    await this.#page.getByRole("option", { name: `${speed}×`, exact: true }).click();
    await this.#page.keyboard.press("Escape");
    await controls.waitFor({ state: "hidden" });
  }

  /** Skips to the next event, as whoever drives the clock may. */
  async jump(): Promise<void> {
    await this.#page.getByRole("button", { name: "Clock controls" }).click();
    const controls = this.#page.getByRole("dialog", { name: "Clock controls" });
    await controls.getByRole("button", { name: "Jump" }).click();
    await this.#page.keyboard.press("Escape");
    await controls.waitFor({ state: "hidden" });
  }
}
