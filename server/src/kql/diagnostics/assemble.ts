import type { KqlDiagnostic } from "../../../contract/index.ts";
import type { VendorDiagnostic } from "../syntax/parse.ts";
import { findMistakes } from "./mistakes/find-mistakes.ts";
import { tokensOf } from "./mistakes/tokens.ts";
import { isSyntaxError, portDiagnostic } from "./vendor.ts";

/** More are no help to anybody. */
const SHOWN_MAX = 8;
/** Our token rules would cost more than they tell on a text of this length. */
const LOOKED_AT_MAX = 200_000;

const overlaps = (a: KqlDiagnostic, b: KqlDiagnostic): boolean =>
  (a.start < b.end && a.end > b.start) || (a.start === b.start && a.end === b.end);

/** Each place is spoken of once; those that come first win. */
export function oncePerPlace(found: readonly KqlDiagnostic[]): KqlDiagnostic[] {
  const kept: KqlDiagnostic[] = [];
  for (const diagnostic of found) if (!kept.some((known) => overlaps(known, diagnostic))) kept.push(diagnostic);
  return kept.toSorted((a, b) => a.start - b.start).slice(0, SHOWN_MAX);
}

const REFUSALS: ReadonlySet<string> = new Set(["kql/unsupported", "kql/refused", "kql/too-complex"]);
/** Numbers of arguments, plugins that do not exist: mistakes, whatever this engine supports. */
const BEFORE_REFUSALS: ReadonlySet<string> = new Set(["KS119", "KS120", "KS121", "KS124"]);
/** The parser knows more of these than the binder at the place where it stopped. */
const PARSER_FIRST: ReadonlySet<string> = new Set(["kql/unknown-column", "kql/unknown-function", "kql/wrong-type"]);
const NAMES: ReadonlySet<string> = new Set(["kql/unknown-column", "kql/unknown-table", "kql/unknown-function"]);

/** A refusal by name, where the text itself is sound. */
function isPlainRefusal(own: KqlDiagnostic, errors: readonly VendorDiagnostic[]): boolean {
  return REFUSALS.has(own.code) && !errors.some(({ code }) => isSyntaxError(code) || BEFORE_REFUSALS.has(code));
}

/** What the parser says up to the place where it stumbled: behind it, it guesses. */
function trusted(errors: readonly VendorDiagnostic[], hasMistakes: boolean): VendorDiagnostic[] {
  const firstSyntax = Math.min(...errors.filter(({ code }) => isSyntaxError(code)).map(({ start }) => start));
  return errors.filter(({ code, start }) => (isSyntaxError(code) ? start === firstSyntax && !hasMistakes : start < firstSyntax));
}

/** Whole join keys before the names in them; places that are not empty before those that are. */
const rank = ({ code, start, end }: VendorDiagnostic): number => (code === "KS183" ? 0 : end > start ? 1 : 2);

/**
 * Everything that is worth saying about a query that did not compile, in the order of its text. `own` is what this engine's
 * binder stopped at, if it got that far.
 */
export function assembleErrors(text: string, vendor: readonly VendorDiagnostic[], own: KqlDiagnostic | null): KqlDiagnostic[] {
  const errors = vendor.filter((found) => found.severity === "error");
  const isLookedAt = text.length <= LOOKED_AT_MAX;
  const tokens = isLookedAt ? tokensOf(text) : [];
  const { diagnostics: mistakes, isFinal } = isLookedAt ? findMistakes(text, tokens, errors) : { diagnostics: [], isFinal: false };
  if (isFinal) return oncePerPlace(mistakes);
  if (own !== null && isPlainRefusal(own, errors) && !mistakes.some((found) => overlaps(found, own))) return [own];
  const sayable = trusted(errors, mistakes.length > 0).toSorted((a, b) => rank(a) - rank(b));
  const ported = sayable.map((found) => ({ isEmpty: found.end <= found.start, said: portDiagnostic(found, text, tokens) }));
  const hasUnknownCall = ported.some(({ said }) => said.code === "kql/unknown-function");
  const named = ported.filter(({ said }) =>
    mistakes.length > 0 ? NAMES.has(said.code) : !(hasUnknownCall && said.code === "kql/missing-aggregate"),
  );
  const [placed, unplaced] = [named.filter(({ isEmpty }) => !isEmpty), named.filter(({ isEmpty }) => isEmpty)].map((part) =>
    part.map(({ said }) => said),
  );
  const isRecovery = own !== null && errors.some(({ code }) => isSyntaxError(code)) && (own.end <= own.start || REFUSALS.has(own.code));
  const ours = own === null || isRecovery || (mistakes.length > 0 && !NAMES.has(own.code)) ? [] : [own];
  const isLater = own !== null && (PARSER_FIRST.has(own.code) || REFUSALS.has(own.code));
  const keys = (placed ?? []).filter(({ code }) => code === "kql/join-key");
  const ordered = isLater ? [...(placed ?? []), ...ours] : [...ours, ...(placed ?? [])];
  const found = oncePerPlace([...mistakes, ...keys, ...ordered, ...(unplaced ?? [])]);
  return found.length === 0 && own !== null ? [own] : found;
}
