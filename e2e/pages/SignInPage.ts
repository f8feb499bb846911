import type { Locator, Page } from "@playwright/test";

/** What an instructor signs in with. */
export interface Credentials {
  readonly displayName: string;
  readonly email: string;
  readonly password: string;
}

/** Signing in as an instructor: by the printed one-time link, or with the password that was set then. */
export class SignInPage {
  readonly #page: Page;
  readonly problem: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.problem = page.getByRole("alert");
  }

  /** Redeems the link, then chooses how to come back. Ends on the list of exercises. */
  async redeem(link: string, { displayName, email, password }: Credentials): Promise<void> {
    await this.redeemOnly(link);
    await this.#page.getByLabel("Your name").fill(displayName);
    await this.#page.getByLabel("E-mail address").fill(email);
    await this.#page.getByLabel(/^Password/).fill(password);
    await this.#page.getByRole("button", { name: "Save and go on" }).click();
    await this.#page.getByRole("heading", { name: "Exercises", level: 1 }).waitFor();
  }

  /** Presses the link page's button and stays there. */
  async redeemOnly(link: string): Promise<void> {
    await this.#page.goto(link);
    await this.#page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  }

  async signIn({ email, password }: Pick<Credentials, "email" | "password">): Promise<void> {
    await this.#page.goto("/sign-in");
    await this.#page.getByLabel("E-mail address").fill(email);
    await this.#page.getByLabel(/^Password/).fill(password);
    await this.#page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  }
}
