import type { LintFinding } from "../../contract/index.ts";

/** Line and column, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Collects what is wrong with a scenario; nothing in the parser throws. */
export class FindingList {
  readonly #findings: LintFinding[] = [];

  error(file: string, place: Place, code: string, message: string, fix: string | null = null): void {
    this.#findings.push({ severity: "error", code, file, line: place.line, column: place.column, message, fix });
  }

  warn(file: string, place: Place, code: string, message: string, fix: string | null = null): void {
    this.#findings.push({ severity: "warning", code, file, line: place.line, column: place.column, message, fix });
  }

  get hasErrors(): boolean {
    return this.#findings.some((finding) => finding.severity === "error");
  }

  /** By file, then line, then column; the same finding once. */
  sorted(): LintFinding[] {
    const unique = new Map(this.#findings.map((finding) => [JSON.stringify(finding), finding]));
    return [...unique.values()].sort(
      (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.code, b.code),
    );
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
