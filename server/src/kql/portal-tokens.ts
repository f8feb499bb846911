import type { KqlDiagnostic } from "../../contract/index.ts";
import { diagnose } from "./diagnostics/catalogue.ts";
import type { KqlScope } from "./engine.ts";
import { formatDatetime } from "./values/ticks.ts";

/**
 * What portals put into a query before they send it: Microsoft Sentinel's hunting page writes `{{StartTimeISO}}`, Azure
 * workbooks `{TimeRange:start}`. Both stand for an end of the time range that the person has picked.
 */
const TOKENS = /\{\{\s*(start|end)time(?:iso)?\s*\}\}|\{TimeRange:(start|end)(?:ISO)?\}/gi;

export interface FilledText {
  readonly text: string;
  /** About tokens that nothing can fill. */
  readonly problems: readonly KqlDiagnostic[];
  /** The same diagnostics about the text as it was typed. */
  readonly asTyped: (diagnostics: readonly KqlDiagnostic[]) => readonly KqlDiagnostic[];
}

interface Filling {
  /** Offsets before and behind the token, as typed and as filled. */
  readonly start: number;
  readonly end: number;
  readonly filledStart: number;
  readonly filledEnd: number;
}

const unchanged = (diagnostics: readonly KqlDiagnostic[]): readonly KqlDiagnostic[] => diagnostics;

/** Fills portal tokens with the ends of the range. Without a range, each token is a problem of its own. */
export function fillPortalTokens(typed: string, range: KqlScope["range"]): FilledText {
  const problems: KqlDiagnostic[] = [];
  const fillings: Filling[] = [];
  let grown = 0;
  const text = typed.replaceAll(TOKENS, (token, portal: string | undefined, workbook: string | undefined, start: number) => {
    const end = start + token.length;
    if (range === null) {
      problems.push(diagnose("kql/no-range", { start, end }, { token }));
      return token;
    }
    const isStart = (portal ?? workbook)?.toLowerCase() === "start";
    const filled = formatDatetime(isStart ? range.fromTicks : range.toTicks);
    fillings.push({ start, end, filledStart: start + grown, filledEnd: start + grown + filled.length });
    grown += filled.length - token.length;
    return filled;
  });
  return { text, problems, asTyped: fillings.length === 0 ? unchanged : (found) => found.map((one) => moved(one, fillings)) };
}

/** A place inside of what was filled in is the whole token. */
function moved(diagnostic: KqlDiagnostic, fillings: readonly Filling[]): KqlDiagnostic {
  const back = (offset: number, edge: "start" | "end"): number => {
    const before = fillings.findLast(({ filledStart }) => filledStart < offset);
    if (before === undefined) return offset;
    return offset < before.filledEnd ? before[edge] : offset - before.filledEnd + before.end;
  };
  return { ...diagnostic, start: back(diagnostic.start, "start"), end: back(diagnostic.end, "end") };
}
