import { fork } from "node:child_process";
import { childEnvironment } from "../programs/child-environment.ts";
import { programAt } from "../programs/program.ts";
import type { Answers } from "./known-answers.ts";
import type { QueryFindings } from "./query-findings.ts";

/** Longer than any library should take on any machine. */
const TIMEOUT_MS = 180_000;
const LINTER = programAt(new URL("./processes/lint-scenarios.ts", import.meta.url));

/** Parent to linter: where the scenarios are, and what an earlier linter was told by the query engine. */
export interface LintOrder {
  readonly root: string;
  readonly known: Answers;
}

/** What is wrong, and what the query engine said on the way: for the next linter. */
export interface LintFound {
  readonly findings: QueryFindings;
  readonly known: Answers;
}

/** Linter to parent: what it found, or a sentence on why it could not look. */
export type LintReport = ({ readonly kind: "found" } & LintFound) | { readonly kind: "failed"; readonly message: string };

/**
 * Finds in a process of its own what the query engine says of the scenarios that can be played: the seconds of that are no
 * class's to wait. @throws Error with a sentence when the process fails or dies.
 */
export function findInProcess(order: LintOrder): Promise<LintFound> {
  return new Promise((resolve, reject) => {
    const child = fork(LINTER.file, {
      execArgv: [...LINTER.execArgv],
      env: childEnvironment(),
      serialization: "advanced",
      timeout: TIMEOUT_MS,
    });
    child.once("message", (message) => {
      const report = message as LintReport;
      if (report.kind === "found") resolve(report);
      else reject(new Error(report.message));
    });
    child.once("error", reject);
    child.send(order);
    child.once("exit", () => reject(new Error("The scenarios could not be checked: the process that checks them ended early.")));
  });
}
