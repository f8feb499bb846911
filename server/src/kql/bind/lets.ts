import { refuse } from "../diagnostics/catalogue.ts";
import type { Expr } from "../plan/expr.ts";
import { ingestionColumn } from "../plan/ingestion.ts";
import type { Rel } from "../plan/rel.ts";
import type { Binder, Binding } from "./scope.ts";

type LetBinding = Extract<Binding, { readonly kind: "let" }>;

function guarded<T>(binding: LetBinding, work: () => T): T {
  if (binding.isBinding) throw refuse("kql/recursive", binding.node.span, { name: "This name" });
  binding.isBinding = true;
  try {
    return work();
  } finally {
    binding.isBinding = false;
  }
}

/** The scalar that a name stands for, bound once so that a subquery in it runs once; null when the name is a table. */
export function scalarLet(binding: Binding, binder: Binder): Expr | null {
  switch (binding.kind) {
    case "scalar":
      return binding.expr;
    case "table":
    case "pattern":
      return null;
    case "let":
      if (binding.cached !== null) return binding.cached;
      if (binding.node.kind === "function" || binder.isTabular(binding.node, binding.env)) return null;
      binding.cached = guarded(binding, () => binder.scalar(binding.node, { row: null, env: binding.env }));
      return binding.cached;
  }
}

/** The table that a name stands for. Bound anew at each use, because columns have an identity; a materialised one is shared. */
export function tableLet(binding: Binding, binder: Binder): Rel | null {
  switch (binding.kind) {
    case "scalar":
    case "pattern":
      return null;
    case "table":
      return binding.make();
    case "let": {
      if (!binder.isTabular(binding.node, binding.env)) return null;
      const { node } = binding;
      if (node.kind !== "materialize") return guarded(binding, () => binder.table(node, binding.env));
      binding.shared ??= guarded(binding, () => binder.table(node.source, binding.env));
      return shareRel(binding.shared, binder);
    }
  }
}

/** A reference to a relation that is computed once: same rows, columns of its own. */
export function shareRel(input: Rel, binder: Binder): Rel {
  const all = [
    ...new Set([
      ...input.columns,
      ...[input.itemId, ingestionColumn(input)].filter((column) => column !== null),
      ...input.ordering.map((key) => key.column),
    ]),
  ];
  const renamed = all.map((from) => ({ from, to: binder.context.ids.create(from.name, from.type) }));
  const to = new Map(renamed.map((pair) => [pair.from.id, pair.to]));
  const find = (id: number): (typeof renamed)[number]["to"] => {
    const column = to.get(id);
    if (column === undefined) throw new Error("a shared column is missing");
    return column;
  };
  return {
    kind: "shared",
    input,
    renamed,
    columns: input.columns.map((column) => ({ ...find(column.id), name: column.name })),
    itemId: input.itemId === null ? null : find(input.itemId.id),
    ordering: input.ordering.map((key) => ({ ...key, column: find(key.column.id) })),
  };
}
