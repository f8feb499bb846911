import type { KqlDiagnostic } from "../../../../contract/index.ts";
import { diagnosticOf, type Look, type Mistake, type Text } from "./mistake.ts";
import * as operators from "./operators.ts";
import * as others from "./other-languages.ts";
import { punctuationMistakes } from "./punctuation.ts";
import { selectMistake } from "./select.ts";
import * as sql from "./sql.ts";
import { tokensOf, type Token } from "./tokens.ts";

/** In order: the first that recognises a token speaks for it. */
const LOOKS: readonly Look[] = [
  others.foreignSearch,
  sql.comments,
  operators.missingTable,
  operators.emptyStep,
  operators.unknownStep,
  sql.caseWhen,
  sql.clauses,
  operators.missingBy,
  operators.seriesStep,
  others.summarizeBy,
  others.aggregateCall,
  sql.like,
  sql.nullTests,
  sql.not,
  sql.between,
  sql.countForms,
  sql.alias,
  sql.sortWords,
  others.bareText,
  others.matches,
  others.digitGroups,
  others.bareAddress,
  others.durations,
  others.letName,
  others.letEnd,
  sql.signs,
  sql.singleEquals,
  sql.upperCase,
  operators.missingPipe,
  operators.bareOperator,
];

/** They change how all of the text is read. */
const FINAL: ReadonlySet<string> = new Set(["kql/comment", "kql/foreign-search"]);

function look(text: Text): Mistake[] {
  const found: Mistake[] = [];
  for (const [index, token] of text.tokens.entries()) {
    if (found.some((known) => token.start < known.end && token.end > known.start)) continue;
    for (const lookFor of LOOKS) {
      const mistake = lookFor(token, index, text);
      if (mistake === null) continue;
      if (!found.some((known) => mistake.start < known.end && mistake.end > known.start)) found.push(mistake);
      break;
    }
  }
  return found;
}

/** Applies fixes from the end to the start, so that places stay true. */
function applied(text: string, mistakes: readonly Mistake[]): string {
  return [...mistakes]
    .sort((a, b) => b.start - a.start)
    .reduce((mended, { start, end, fix }) => (fix === null ? mended : mended.slice(0, start) + fix + mended.slice(end)), text);
}

const mend = (query: string): string => applied(query, look({ text: query, tokens: tokensOf(query), stumbles: [] }));

export interface FoundMistakes {
  readonly diagnostics: readonly KqlDiagnostic[];
  /** Nothing else that was said about the query can be trusted. */
  readonly isFinal: boolean;
}

/**
 * What people who come from SQL, Splunk or a word processor write, found in the text of a query that did not compile. It looks
 * at tokens and not at the parser's tree, because a tree of such a text is mostly recovery.
 */
export function findMistakes(text: string, tokens: readonly Token[], stumbles: Text["stumbles"]): FoundMistakes {
  const punctuation = punctuationMistakes(text, tokens);
  if (punctuation.length > 0) return { diagnostics: punctuation, isFinal: true };
  const seen: Text = { text, tokens, stumbles };
  const select = selectMistake(seen, mend);
  if (select !== null) return { diagnostics: [diagnosticOf(select)], isFinal: true };
  const found = look(seen);
  const final = found.filter((mistake) => FINAL.has(mistake.code));
  return { diagnostics: (final.length > 0 ? final : found).map(diagnosticOf), isFinal: final.length > 0 };
}
