import type { KqlTable } from "../../../contract/index.ts";
import { isTranslated } from "../bind/call.ts";
import { pluginsThere } from "../bind/plugins/index.ts";
import { compileKql } from "../compile.ts";
import { insteadOf, REFUSALS, type KnownRefusal } from "../diagnostics/refusals.ts";
import type { KqlScope } from "../engine.ts";
import { namesByKind, pluginNames } from "../syntax/function-names.ts";
import { OPERATOR_EXAMPLES, STATEMENT_EXAMPLES } from "./examples.ts";
import { LIMITS } from "./limits.ts";

export interface Covered {
  readonly name: string;
  readonly status: "exact" | "with limits" | "refused";
  /** Which limits, or why it is refused and what to use instead. */
  readonly note: string;
}

export interface Coverage {
  readonly operators: readonly Covered[];
  readonly statements: readonly Covered[];
  readonly functions: readonly Covered[];
  readonly aggregates: readonly Covered[];
  readonly plugins: readonly Covered[];
}

const columns: KqlTable["columns"] = [
  { name: "a", type: "long" },
  { name: "s", type: "string" },
  { name: "t", type: "datetime" },
  { name: "d", type: "dynamic" },
];
const table: KqlTable = { name: "T", doc: "", blindSpot: "", sample: "", columns, filled: columns.map(({ name }) => name) };
const scope: KqlScope = {
  tables: [table],
  nowTicks: 0n,
  range: null,
  source: () => ({ relations: [["x", "T"]], inlineJson: null }),
};

const there = (name: string): Covered => {
  const limit = Object.hasOwn(LIMITS, name) ? LIMITS[name] : undefined;
  return { name, status: limit === undefined ? "exact" : "with limits", note: limit ?? "" };
};

function refused(name: string, kind: KnownRefusal["kind"]): Covered {
  const known = REFUSALS.find((refusal) => refusal.name === name && refusal.kind === kind);
  const instead = known?.instead ?? insteadOf(`\`${name}\``) ?? "";
  const why = known === undefined ? "not translated yet" : known.why;
  return { name, status: "refused", note: [`${why}.`, instead].filter((part) => part !== "").join(" ") };
}

function byExample(name: string, query: string, kind: "operator" | "statement"): Covered {
  const { query: compiled, probe, diagnostics } = compileKql(query, scope, { rowsMax: 1 });
  // A file that this scope does not ship is named as such, which is what an exercise that ships it would resolve.
  const isThere = compiled !== null || probe !== null || diagnostics.some(({ code }) => code === "kql/no-such-file");
  return isThere ? there(name) : refused(name, kind);
}

const sorted = (names: Iterable<string>): string[] => [...new Set(names)].filter((name) => !name.startsWith("_")).toSorted();

/** The language as Microsoft's parser knows it, and what this engine does of it. Nothing here is a claim: each line is tried or looked up. */
export function coverage(): Coverage {
  const { functions, aggregates } = namesByKind();
  const plugins = new Set(pluginsThere());
  const outside = new Set(REFUSALS.filter(({ kind, isOutside }) => kind === "function" && isOutside).map(({ name }) => name));
  const aggregateNames = new Set(aggregates);
  // Bound in their own places: aggregates of several columns, and `table("name")`.
  const elsewhere = new Set([
    "table",
    "arg_max",
    "arg_min",
    "argmax",
    "argmin",
    "any",
    "take_any",
    "percentiles",
    "percentile",
    "percentilesw",
    "percentilew",
  ]);
  const call = (name: string): Covered =>
    !outside.has(name) && (isTranslated(name) || elsewhere.has(name))
      ? there(name)
      : refused(name, aggregateNames.has(name) ? "aggregate" : "function");
  return {
    operators: Object.entries(OPERATOR_EXAMPLES).map(([name, query]) => byExample(name, query, "operator")),
    statements: Object.entries(STATEMENT_EXAMPLES).map(([name, query]) => byExample(name, query, "statement")),
    functions: sorted(functions)
      .filter((name) => !aggregateNames.has(name))
      .map(call),
    aggregates: sorted(aggregates).map(call),
    plugins: sorted([...pluginNames(), ...plugins]).map((name) => (plugins.has(name) ? there(name) : refused(name, "plugin"))),
  };
}
