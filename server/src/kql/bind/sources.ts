import type { Rel } from "../plan/rel.ts";
import type { Span } from "../syntax/nodes.ts";
import type { Binder, Environment } from "./scope.ts";
import { scanTable, tablesMatching, wildcardPattern } from "./tables.ts";

/** A table with the name that `withsource`, `search` and `find` give its rows. */
export interface Source {
  readonly rel: Rel;
  readonly source: string;
}

/** Views of the query: `let` functions that say `view` and take nothing. One that is just being bound does not see itself. */
function viewsIn(env: Environment): string[] {
  return [...new Set(env.names())].filter((name) => {
    const binding = env.find(name);
    if (binding?.kind !== "let" || binding.isBinding || binding.isLibrary === true) return false;
    return binding.node.kind === "function" && binding.node.isView && binding.node.parameters.length === 0;
  });
}

/** The tables of the exercise and the views of the query whose names match a pattern with `*`, in the order of their names. */
export function sourcesMatching(pattern: string, span: Span, env: Environment, binder: Binder): Source[] {
  const matcher = wildcardPattern(pattern);
  const views = viewsIn(env).filter((name) => matcher.test(name));
  const makers: (readonly [name: string, make: () => Rel])[] = [
    ...tablesMatching(pattern, binder.context).map((table) => [table.name, () => scanTable(table, binder.context)] as const),
    ...views.map((name) => [name, () => binder.table({ kind: "name", name, span }, env)] as const),
  ];
  return [...new Map(makers)].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([source, make]) => ({ rel: make(), source }));
}
