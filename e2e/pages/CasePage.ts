import { expect, type Locator, type Page } from "@playwright/test";

export interface FindingText {
  readonly what: string;
  readonly statement: string;
  readonly where?: string;
  readonly who?: string;
  readonly toWhat?: string;
  /** Notes of the pinned rows that it cites; the first one dates it. */
  readonly evidence?: readonly string[];
}

type VerdictName = "Undecided" | "Not compromised" | "Attempted, failed" | "Compromised";

const REPORT = "**/api/v1/exercises/*/report";

/** The report. */
export class CasePage {
  readonly #page: Page;
  readonly saveState: Locator;
  readonly findings: Locator;
  readonly narrative: Locator;
  readonly notCited: Locator;
  readonly addFindingButton: Locator;
  readonly submitButton: Locator;
  /** The button that submits for good. */
  readonly confirmButton: Locator;
  readonly frozenNotice: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.saveState = page.getByRole("status").filter({ hasText: /^(Saved|Nothing written|Unsaved|Saving|Not saved)/ });
    this.findings = page.getByRole("listitem", { name: /^Finding \d/ });
    this.narrative = page.getByRole("textbox", { name: "Narrative" });
    this.addFindingButton = page.getByRole("button", { name: "Add a finding" });
    this.submitButton = page.getByRole("button", { name: "Submit the report" });
    this.confirmButton = page.getByRole("dialog").getByRole("button", { name: "Submit" });
    this.frozenNotice = page.getByText("This report is submitted and frozen");
    this.notCited = page.getByRole("complementary", { name: "Evidence not cited" });
  }

  verdict(name: VerdictName): Locator {
    return this.#page.getByRole("region", { name: "Verdict" }).getByRole("radio", { name, exact: true });
  }

  /** The fields of a finding, counted from 1. */
  finding(number: number) {
    const finding = this.#page.getByRole("listitem", { name: `Finding ${number}`, exact: true });
    return {
      what: finding.getByRole("combobox", { name: `Finding ${number}: what` }),
      where: finding.getByRole("textbox", { name: "Where" }),
      who: finding.getByRole("textbox", { name: "Who" }),
      toWhat: finding.getByRole("textbox", { name: "To what" }),
      statement: finding.getByRole("textbox", { name: "Statement" }),
      evidence: finding.getByRole("combobox", { name: "Evidence" }),
      confidence: finding.getByRole("slider", { name: "How sure" }),
    };
  }

  /** Lets reads through and loses every save, as a server that has just gone away. */
  async loseSaves(): Promise<void> {
    await this.#page.route(REPORT, (route) => (route.request().method() === "PUT" ? route.abort() : route.continue()));
  }

  async findServerAgain(): Promise<void> {
    await this.#page.unroute(REPORT);
  }

  async conclude(verdict: VerdictName): Promise<void> {
    const panel = this.#page.getByRole("region", { name: "Verdict" });
    await panel.getByText(verdict, { exact: true }).click();
    await panel.getByRole("slider", { name: "How sure" }).press("End");
  }

  /** Adds a finding, being entirely sure. */
  async addFinding({ what, statement, where = "", who = "", toWhat = "", evidence = [] }: FindingText): Promise<void> {
    const number = (await this.findings.count()) + 1;
    await this.addFindingButton.click();
    const fields = this.finding(number);
    await fields.what.fill(what);
    await this.#page.getByRole("option", { name: what, exact: true }).click();
    await fields.where.fill(where);
    await fields.who.fill(who);
    await fields.toWhat.fill(toWhat);
    await fields.statement.fill(statement);
    for (const note of evidence) {
      await fields.evidence.fill(note);
      await this.#page.getByRole("option", { name: note }).click();
      await fields.evidence.press("Escape");
    }
    await fields.confidence.press("End");
  }

  async addIndicator(kind: string, value: string): Promise<void> {
    await this.#page.getByRole("button", { name: "Add an indicator" }).click();
    const values = this.#page.getByRole("textbox", { name: /^Indicator \d+: value/ });
    const number = await values.count();
    await this.#page.getByRole("combobox", { name: `Indicator ${number}: kind` }).click();
    await this.#page.getByRole("option", { name: kind, exact: true }).click();
    await this.#page.getByRole("textbox", { name: `Indicator ${number}: value` }).fill(value);
  }

  async addAffectedHost(host: string): Promise<void> {
    const field = this.#page.getByRole("combobox", { name: "Hosts affected" });
    await field.fill(host);
    await field.press("Enter");
  }

  /** Recommends an action; the order of the calls is the order of the list. */
  async recommend(action: string, reason: string): Promise<void> {
    await this.#page.getByRole("checkbox", { name: action }).check();
    await this.#page.getByRole("textbox", { name: `Why: ${action}` }).fill(reason);
  }

  async tell(narrative: string): Promise<void> {
    await this.narrative.fill(narrative);
  }

  /** Waits until everything is on the server, then submits for good. */
  async submit(): Promise<void> {
    await expect(this.saveState).toHaveText(/^Saved/);
    await this.submitButton.click();
    await this.confirmButton.click();
    await this.frozenNotice.waitFor();
  }
}
