import { parseArgs, type ParseArgsConfig } from "node:util";
import { Slug } from "../../contract/index.ts";
import { UsageError } from "./command.ts";

/** @throws UsageError for unknown options and missing values. */
export function readArguments<const T extends NonNullable<ParseArgsConfig["options"]>>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error), { cause: error });
  }
}

/** The one scenario that a command is about. @throws UsageError */
export function readSlug(positionals: readonly string[], usage: string): string {
  const [slug, ...rest] = positionals;
  if (slug === undefined || rest.length > 0) throw new UsageError(`Name one scenario: ${usage}`);
  return slug;
}

/** A slug for a new folder. @throws UsageError */
export function readNewSlug(positionals: readonly string[], usage: string): string {
  const slug = readSlug(positionals, usage);
  if (!Slug.safeParse(slug).success)
    throw new UsageError(`"${slug}" is no scenario name; use lower-case words joined by -, such as paper-mill.`);
  return slug;
}

/** A whole number from 0 to 2^31 - 1. @throws UsageError */
export function readSeed(text = "1"): number {
  const seed = Number(text);
  // Digits alone: to `Number`, nothing at all would be 0.
  if (!/^\d+$/.test(text) || seed > 2 ** 31 - 1) throw new UsageError(`--seed takes a whole number from 0 to ${2 ** 31 - 1}.`);
  return seed;
}
