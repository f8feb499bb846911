import type { KqlDiagnostic } from "../../../contract/index.ts";
import type { VendorDiagnostic } from "../syntax/parse.ts";

/**
 * Errors that Microsoft's parser reports for queries which Microsoft's engine runs. They become warnings when this engine
 * translates the query.
 */
const DEMOTED: ReadonlySet<string> = new Set(["KS107", "KS124", "KS234", "KS134", "KS142", "KS208", "KS210", "KS226"]);

/** The calendar windows of the activity plugins, which Microsoft's parser takes for text that cannot be added up. */
const CALENDAR_WINDOW = /^(["'])(?:week|month|year)\1$/;

export function isDemoted({ code, start, end }: VendorDiagnostic, text: string): boolean {
  return DEMOTED.has(code) || (code === "KS138" && CALENDAR_WINDOW.test(text.slice(start, end)));
}

const CODES: Readonly<Record<string, string>> = {
  KS142: "kql/unknown-column",
  KS204: "kql/unknown-table",
  KS211: "kql/unknown-function",
  KS107: "kql/wrong-type",
  KS119: "kql/wrong-arguments",
};

/** Microsoft's sentence under our stable code. */
export function portDiagnostic(found: VendorDiagnostic, text: string): KqlDiagnostic {
  const start = Math.max(0, Math.min(found.start, text.length));
  return {
    severity: found.severity,
    code: CODES[found.code] ?? `kql/${found.code.toLowerCase()}`,
    message: found.message,
    start,
    end: Math.max(start, Math.min(found.end, text.length)),
    fix: null,
  };
}
