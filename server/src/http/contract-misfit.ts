import { ORPCError, ValidationError } from "@orpc/server";
import type { Logger } from "pino";
import type { z } from "zod";
import { toContractError } from "./refusal-to-error.ts";

type Issue = ValidationError["issues"][number];

const ISSUES_SHOWN = 3;

/**
 * Throws what the contract's check of an input found, in sentences for people. An output that does not fit is our own mistake: its
 * details are logged. Leaves every other error alone.
 */
export function explainMisfit(error: unknown, logger: Logger): void {
  if (!(error instanceof ORPCError) || !(error.cause instanceof ValidationError)) return;
  if (error.code !== "BAD_REQUEST") throw toContractError(error.cause, logger);
  const { issues } = error.cause;
  const message = issues.slice(0, ISSUES_SHOWN).map(sentenceOf).join(" ");
  throw new ORPCError(error.code, { message, data: error.data, cause: error.cause });
}

function sentenceOf(issue: Issue): string {
  const path = (issue.path ?? []).map((step) => String(typeof step === "object" ? step.key : step)).join(".");
  const name = path === "" ? "The request" : `\`${path}\``;
  const rule = ruleOf(issue);
  return rule === null ? `${name}: ${issue.message}.` : `${name} ${rule}.`;
}

/** What zod found, in words; null where zod's own message is the best there is. */
function ruleOf(issue: Issue): string | null {
  if (!isZodIssue(issue)) return null;
  if (issue.code === "too_big") return `may have at most ${amount(issue.maximum, issue.origin)}`;
  if (issue.code === "too_small") {
    const isEmpty = issue.origin === "string" && Number(issue.minimum) === 1;
    return isEmpty ? "must not be empty" : `must have at least ${amount(issue.minimum, issue.origin)}`;
  }
  if (issue.code === "invalid_type") return issue.input === undefined ? "is missing" : `must be of type ${issue.expected}`;
  if (issue.code === "unrecognized_keys") return `does not know ${issue.keys.map((key) => `\`${key}\``).join(", ")}`;
  return null;
}

function isZodIssue(issue: Issue): issue is z.core.$ZodIssue & Issue {
  return "code" in issue;
}

/** "80 characters", "12 entries"; a bare number where a number is limited. */
function amount(limit: number | bigint, origin: string): string {
  const figure = limit.toLocaleString("en");
  if (origin === "string") return `${figure} characters`;
  if (origin === "array" || origin === "set") return `${figure} entries`;
  return figure;
}
