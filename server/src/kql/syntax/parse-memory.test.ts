import { describe, expect, it } from "vitest";
import type { KqlTable } from "../../../contract/index.ts";
import { rememberParsed } from "./parse-memory.ts";
import type { ParsedQuery } from "./parse.ts";

function counting(): { readonly parse: () => ParsedQuery; calls: number } {
  const parser = {
    calls: 0,
    parse: (): ParsedQuery => {
      parser.calls++;
      return { kind: "query", statements: [], diagnostics: [] };
    },
  };
  return parser;
}

describe("rememberParsed", () => {
  it("parses a text once per schema", () => {
    const [parser, one, other]: [ReturnType<typeof counting>, KqlTable[], KqlTable[]] = [counting(), [], []];
    const first = rememberParsed("T", { tables: one }, parser.parse);
    expect(rememberParsed("T", { tables: one }, parser.parse)).toBe(first);
    expect(rememberParsed("T", { tables: other }, parser.parse)).not.toBe(first);
    expect(parser.calls).toBe(2);
  });

  it("forgets what was not asked for longest, and never remembers pasted data", () => {
    const [parser, tables]: [ReturnType<typeof counting>, KqlTable[]] = [counting(), []];
    const ask = (text: string) => rememberParsed(text, { tables }, parser.parse);
    for (let n = 0; n < 256; n++) ask(`T${n}`);
    ask("T0");
    ask("new");
    ask("T0");
    expect(parser.calls).toBe(257);
    ask("T1");
    expect(parser.calls).toBe(258);
    const long = "x".repeat(20_001);
    ask(long);
    ask(long);
    expect(parser.calls).toBe(260);
  });

  it("remembers fewer where they are long: what it keeps is bounded by their length together", () => {
    const [parser, tables]: [ReturnType<typeof counting>, KqlTable[]] = [counting(), []];
    const ask = (letter: number) => rememberParsed(String(letter).padEnd(20_000), { tables }, parser.parse);
    for (let n = 0; n < 25; n++) ask(n);
    ask(0);
    expect(parser.calls).toBe(25);
    ask(25);
    ask(0);
    expect(parser.calls).toBe(26);
    ask(1);
    expect(parser.calls).toBe(27);
  });
});
