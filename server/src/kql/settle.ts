import { diagnose } from "./diagnostics/catalogue.ts";
import type { Compilation, CompileKql, Fact, KqlScope, Probe } from "./engine.ts";

/** Data-dependent operators nest seldom; a query that asks more often goes round in circles. */
const PROBES_MAX = 24;

/** Runs a probe under the same limits as the query itself. */
export type AnswerProbe = (probe: Probe) => Promise<Fact["rows"]>;

/**
 * Translates a query whose columns may depend on data: translates, answers what the translation had to ask, and translates
 * again with the answer, until nothing is open. The result never holds a probe.
 */
export async function settle(
  compile: CompileKql,
  text: string,
  scope: KqlScope,
  limits: { readonly rowsMax: number },
  answer: AnswerProbe,
): Promise<Compilation> {
  const facts = new Map<string, Fact>();
  for (let asked = 0; asked <= PROBES_MAX; asked++) {
    const compilation = compile(text, scope, limits, facts);
    const { probe } = compilation;
    if (probe === null) return compilation;
    facts.set(probe.key, { sql: probe.sql, rows: await answer(probe) });
  }
  return endless(text);
}

/** The end of a translation that asks on and on. */
export function endless(text: string): Compilation {
  const what = "its columns depend on its data in too many places";
  return { query: null, probe: null, diagnostics: [diagnose("kql/too-complex", { start: 0, end: text.length }, { what })] };
}
