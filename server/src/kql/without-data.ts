import type { KqlDiagnostic, KqlType } from "../../contract/index.ts";
import { endless } from "./settle.ts";
import type { Compilation, CompileKql, Fact, KqlScope, OpenColumns, Probe } from "./engine.ts";

/** What a column from data may turn out to be; the first that the rest of the query can do with is taken. */
const TYPES: readonly KqlType[] = ["dynamic", "string", "long", "datetime", "real", "bool"];
/** Bounds the work for a query that no assumption makes whole. */
const COMPILATIONS_MAX = 200;

interface Assumed {
  readonly start: number;
  readonly name: string;
  readonly type: KqlType;
}

interface Attempt {
  readonly compilation: Compilation;
  readonly probes: readonly Probe[];
  readonly assumed: readonly Assumed[];
}

export interface WithoutData {
  /** As of `compileKql`; the probe is null. */
  readonly compilation: Compilation;
  /** What the query would ask of its data first, under one assumption or another. */
  readonly probes: readonly Probe[];
}

/**
 * Translates a query where there is no data to ask, to see whether it is sound: operators whose columns come from data
 * (`bag_unpack`, `pivot`) are taken to make the columns that the query goes on to use. The result is not for running.
 */
export function compileWithoutData(compile: CompileKql, text: string, scope: KqlScope, limits: { readonly rowsMax: number }): WithoutData {
  let left = COMPILATIONS_MAX;
  // Assumptions seldom change what is asked, so what was asked before is answered before it is asked again.
  const known = new Map<string, Probe>();
  const attempt = (assumed: readonly Assumed[]): Attempt => {
    const answered = ({ sql, opens }: Probe): Fact => ({ sql, rows: rowsFor(opens, assumed) });
    const facts = new Map([...known].map(([key, probe]) => [key, answered(probe)]));
    for (;;) {
      left -= 1;
      const compilation = compile(text, scope, limits, facts);
      const { probe } = compilation;
      if (probe === null) return { compilation, probes: [...known.values()], assumed };
      if (left <= 0) return { compilation: endless(text), probes: [], assumed };
      known.set(probe.key, probe);
      facts.set(probe.key, answered(probe));
    }
  };
  let found: Attempt = attempt([]);
  for (;;) {
    const better = firstBetter(found, attempt);
    if (better === null || left <= 0) return found;
    found = better;
  }
}

/** The first assumption more, or other than before, that gets the translation past what it ended with. */
function firstBetter(last: Attempt, attempt: (assumed: readonly Assumed[]) => Attempt): Attempt | null {
  if (last.compilation.query !== null) return null;
  for (const assumed of assumptionsAfter(last)) {
    const next = attempt(assumed);
    if (isPast(next.compilation, last.compilation)) return next;
  }
  return null;
}

/** A missing column may come from any operator before it, the nearest first; any other mistake, from a column of the wrong type. */
function* assumptionsAfter({ compilation, probes, assumed }: Attempt): Generator<readonly Assumed[]> {
  const name = compilation.missingColumn;
  if (name === undefined) {
    for (const [index, column] of [...assumed.entries()].toReversed())
      for (const type of TYPES.slice(TYPES.indexOf(column.type) + 1)) yield assumed.with(index, { ...column, type });
    return;
  }
  const place = errorOf(compilation)?.start ?? 0;
  const distance = ({ start }: OpenColumns): number => (start < place ? place - start : Infinity);
  const operators = new Map(probes.map(({ opens }) => [opens.start, opens]));
  for (const { start, prefix } of [...operators.values()].toSorted((a, b) => distance(a) - distance(b)))
    if (name.startsWith(prefix) && !assumed.some((known) => known.start === start && known.name === name))
      yield [...assumed, { start, name, type: "dynamic" }];
}

const errorOf = ({ diagnostics }: Compilation): KqlDiagnostic | undefined => diagnostics.find(({ severity }) => severity === "error");

function isPast(next: Compilation, last: Compilation): boolean {
  if (next.query !== null) return true;
  const [now, before] = [errorOf(next), errorOf(last)];
  if (now === undefined || now.code === "kql/duplicate-column") return false;
  // The sentence may be about a habit elsewhere in the text, and stay the same while another column is looked for.
  if (next.missingColumn !== last.missingColumn) return true;
  return now.message !== before?.message || now.start !== before.start;
}

const rowsFor = ({ start, prefix }: OpenColumns, assumed: readonly Assumed[]): Fact["rows"] =>
  assumed.filter((column) => column.start === start).map(({ name, type }) => [name.slice(prefix.length), type]);
