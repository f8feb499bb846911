import { describe, expect, it } from "vitest";
import type { KqlDiagnostic } from "../../../contract/index.ts";
import { compileKql } from "../../../src/kql/compile.ts";
import { NOW_TICKS } from "../kql-runner.ts";
import { BAD_QUERIES, TABLES } from "./bad-queries.ts";

const scope = {
  tables: TABLES,
  nowTicks: NOW_TICKS,
  range: null,
  source: (table: string) => ({ relations: [["memory", "main", table]], inlineJson: null }),
};

const said = (text: string): readonly KqlDiagnostic[] => compileKql(text, scope, { rowsMax: 10 }).diagnostics;

/** Names that only this engine knows; a person has no use for them. */
const INTERNAL = /\b[cr]\d+\b|\bCTE\b|duckdb|\bk_\w+|\bjs_\w+|\bKS\d+|read_json|BIGINT|VARCHAR|undefined|\[object/i;

function shown(text: string): string {
  const lines = said(text).map(({ severity, code, message, start, end, fix }) =>
    [
      `  ${severity} ${code} at «${text.slice(start, end).replaceAll("\n", "⏎")}»`,
      `    ${message}`,
      ...(fix === null ? [] : [`    fix: ${fix.text === "" ? "(nothing)" : fix.text}`]),
    ].join("\n"),
  );
  return [text.replaceAll("\n", "⏎"), ...lines].join("\n");
}

/** The query with every fix applied, the last first. */
function mended(text: string): string {
  const fixes = said(text).filter((found) => found.fix !== null);
  return fixes
    .toSorted((a, b) => b.start - a.start)
    .reduce((made, { start, end, fix }) => made.slice(0, start) + (fix?.text ?? "") + made.slice(end), text);
}

const ALL = Object.values(BAD_QUERIES).flat();

describe("what is said about a wrong query", () => {
  it("is what messages.txt says, word for word", async () => {
    const sections = Object.entries(BAD_QUERIES).map(([title, queries]) => [`# ${title}`, ...queries.map(shown)].join("\n\n"));
    await expect(`${sections.join("\n\n\n")}\n`).toMatchFileSnapshot("messages.txt");
  });

  it.each(ALL)("points at a place inside of the text, in a sentence without names from the inside: %j", (text) => {
    const found = said(text);
    expect(found).not.toEqual([]);
    for (const { start, end, message, code } of found) {
      expect(code).not.toMatch(/^kql\/(ks|internal)/);
      expect(end).toBeLessThanOrEqual(text.length);
      expect(end > start || text.trim() === "").toBe(true);
      expect(message).toMatch(/^[A-Z`“‘\p{P}].*[.?`]$/su);
      expect(message.replaceAll(/`[^`]*`/g, "")).not.toMatch(INTERNAL);
    }
  });

  it("names what to use instead in every refusal", () => {
    const refusals = ALL.flatMap(said).filter(({ code }) => code === "kql/unsupported" || code === "kql/refused");
    const silent = refusals.filter(({ message }) => !/[.:] \S.*\.$/.test(message.replaceAll(/`[^`]*`/g, "it")));
    expect(silent.map(({ message }) => message)).toEqual([]);
    expect(refusals.length).toBeGreaterThanOrEqual(40);
  });

  it("offers only fixes that help: with all of them, the query compiles", () => {
    const everyErrorHasFix = ALL.filter((text) => {
      const errors = said(text).filter((found) => found.severity === "error");
      return errors.length > 0 && errors.every((found) => found.fix !== null);
    });
    const unhelped = everyErrorHasFix.filter((text) => {
      const again = compileKql(mended(text), scope, { rowsMax: 10 });
      return again.query === null && again.probe === null;
    });
    expect(everyErrorHasFix.length).toBeGreaterThan(80);
    expect(unhelped.map((text) => `${text}  →  ${mended(text)}`)).toEqual([]);
  });

  it("takes a warning's fix without an error", () => {
    const warned = ALL.filter((text) => said(text).some((found) => found.severity === "warning" && found.fix !== null));
    for (const text of warned) expect(said(mended(text)).filter((found) => found.severity === "error")).toEqual([]);
    expect(warned.length).toBeGreaterThan(4);
  });

  it("names several mistakes at once, in the order of the text", () => {
    const codes = said("W3CIISLog | where csUriSteam has 'x' AND cIpp == '' | stats count by Computr").map((found) => found.fix?.text);
    expect(codes).toEqual(["csUriStem", "and", "summarize", "count()"]);
  });
});
