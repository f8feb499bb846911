import { type QueryBlock, queryAt, splitQueries } from "../kql/statement-blocks.ts";
import { declaredFields, KnownFields } from "./known-fields.ts";
import { classOf, completionKindOf, isOfferedHere, repeatsDiagnostic, severityOf } from "./vendor-kinds.ts";
import type { CompletionList, FieldPaths, LanguageCalls, LanguageDiagnostic, LanguageSchema, SyntaxSpan } from "./protocol.ts";
import { SchemaGlobals } from "./globals.ts";
import { withoutPortalTokens } from "./portal-tokens.ts";
import { callAround, signatureAt } from "./signature.ts";
import { kusto, listOf, type VendorDiagnostic, type VendorService } from "./vendor.ts";

const CACHE_SIZE_MAX = 64;

/**
 * Language help over Microsoft's parser for tabs of several queries. Each query is analysed on its own and remembered, so that
 * typing in one costs nothing for the others. Runs in the worker; nothing here touches the page.
 */
export class KqlLanguageService {
  #globals = new SchemaGlobals({ tables: [], functions: [], watchlists: [], files: [] });
  #shipsFiles = false;
  readonly #fields = new KnownFields();
  readonly #services = new Map<string, VendorService>();

  setSchema(schema: LanguageSchema): void {
    this.#fields.learn(declaredFields(schema.tables));
    this.#globals = new SchemaGlobals(schema);
    this.#shipsFiles = schema.files.length > 0;
    this.#services.clear();
  }

  /** Fields that answers have shown; they add to those that the tables declare. */
  learnFields(fields: FieldPaths): void {
    this.#fields.learn(fields);
  }

  complete(text: string, offset: number): CompletionList | null {
    const block = blockForTyping(text, offset);
    const fields = this.#completeField(block, offset);
    if (fields !== null) return fields;
    const info = this.#serviceOf(block.text).GetCompletionItems(offset - block.start);
    const items = listOf(info.Items)
      .filter((item) => isOfferedHere(item, this.#shipsFiles))
      .toSorted((a, b) => compare(a.OrderText ?? "", b.OrderText ?? ""))
      .map((item, rank) => ({
        label: item.DisplayText,
        kind: completionKindOf(item.Kind),
        before: item.BeforeText ?? item.DisplayText,
        after: item.AfterText ?? "",
        rank,
        continues: item.Retrigger,
      }));
    const start = block.start + info.EditStart;
    return items.length === 0 ? null : { start, end: start + info.EditLength, items };
  }

  /** Fields of what stands before a dot; null where nothing is known of it. */
  #completeField(block: QueryBlock, offset: number): CompletionList | null {
    const typed = /\.(\w*)$/.exec(block.text.slice(0, offset - block.start));
    if (typed === null) return null;
    const code = kusto.KustoCode.ParseAndAnalyze(block.text, this.#globals.for(block.text));
    const names = this.#fields.namesAfter(code.Syntax.GetTokenAt(typed.index));
    const items = names.map((name, rank) => {
      const before = kusto.KustoFacts.BracketNameIfNecessary(name);
      return { label: name, kind: "field" as const, before, after: "", rank, continues: false };
    });
    return items.length === 0 ? null : { start: offset - (typed[1] ?? "").length, end: offset, items };
  }

  check(text: string): LanguageCalls["check"]["answer"] {
    const diagnostics: LanguageDiagnostic[] = [];
    const spans: SyntaxSpan[] = [];
    for (const block of splitQueries(text)) {
      const service = this.#serviceOf(withoutPortalTokens(block.text));
      diagnostics.push(...diagnosticsOf(service, block));
      spans.push(...spansOf(service, block));
    }
    return { diagnostics, spans };
  }

  hover(text: string, offset: number): LanguageCalls["hover"]["answer"] {
    const block = queryAt(text, offset);
    if (block === null || offset < block.start || offset > block.end) return null;
    const service = this.#serviceOf(block.text);
    const words = listOf(service.GetQuickInfo(offset - block.start)?.Items ?? null).flatMap((item) =>
      repeatsDiagnostic(item.Kind) ? [] : (item.Text ?? []),
    );
    if (words.length === 0) return null;
    const element = service.GetElement(offset - block.start);
    const start = block.start + element.Start;
    return { start, end: start + element.Length, text: words.join("\n\n") };
  }

  signature(text: string, offset: number): LanguageCalls["signature"]["answer"] {
    const block = blockForTyping(text, offset);
    const place = callAround(block.text, offset - block.start);
    if (place === null) return null;
    const help = signatureAt(
      kusto.KustoCode.ParseAndAnalyze(block.text, this.#globals.for(block.text)).Syntax.GetTokenAt(place.open),
      place,
    );
    return help === null ? null : { ...help, open: block.start + place.open };
  }

  /** The query under the cursor, laid out as Microsoft's consoles do. */
  format(text: string, offset: number): LanguageCalls["format"]["answer"] {
    const block = queryAt(text, offset);
    if (block === null) return null;
    const formatted = this.#serviceOf(block.text).GetFormattedText().Text.replaceAll("\r\n", "\n").trim();
    return { start: block.start, end: block.end, text: formatted };
  }

  #serviceOf(blockText: string): VendorService {
    const known = this.#services.get(blockText);
    if (known !== undefined) return known;
    const service = new kusto.Editor.KustoCodeService.$ctor1(blockText, this.#globals.for(blockText));
    this.#services.set(blockText, service);
    const oldest = this.#services.keys().next().value;
    if (this.#services.size > CACHE_SIZE_MAX && oldest !== undefined) this.#services.delete(oldest);
    return service;
  }
}

/** While typing the cursor may stand behind the last word of a query; white space that follows belongs to it then. */
function blockForTyping(text: string, offset: number): QueryBlock {
  const block = queryAt(text.slice(0, offset), offset);
  const whole = queryAt(text, offset);
  if (whole !== null && offset >= whole.start && offset <= whole.end) return whole;
  const isNewQuery = block === null || /\n[^\S\n]*\n[^\S\n]*$/.test(text.slice(block.end, offset));
  const start = isNewQuery ? offset : block.start;
  return { start, end: offset, text: text.slice(start, offset) };
}

/** `FileProfile` takes a column as its argument, which the parser holds to be a value that nobody has defined. */
function isColumnOfFileProfile({ Code, HasLocation, Start }: VendorDiagnostic, { text }: QueryBlock): boolean {
  return Code === "KS142" && HasLocation && /\|\s*invoke\s+FileProfile\s*\(\s*(?:x\s*=\s*)?$/.test(text.slice(0, Start));
}

function diagnosticsOf(service: VendorService, block: QueryBlock): LanguageDiagnostic[] {
  const said = listOf(service.GetDiagnostics()).filter((diagnostic) => !isColumnOfFileProfile(diagnostic, block));
  return said.map((diagnostic) => ({
    severity: severityOf(diagnostic.Severity),
    code: diagnostic.Code,
    message: diagnostic.Message,
    start: block.start + (diagnostic.HasLocation ? diagnostic.Start : 0),
    end: block.start + (diagnostic.HasLocation ? diagnostic.End : block.text.length),
  }));
}

function spansOf(service: VendorService, block: QueryBlock): SyntaxSpan[] {
  return listOf(service.GetClassifications(0, block.text.length).Classifications).flatMap(({ Kind, Start, Length }) => {
    const as = classOf(Kind);
    return as === null || Length === 0 ? [] : [{ start: block.start + Start, end: block.start + Start + Length, as }];
  });
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
