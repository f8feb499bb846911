import { refuse } from "../../diagnostics/catalogue.ts";
import { at } from "../../functions/definition.ts";
import { call, columnRef } from "../../plan/expr.ts";
import type { Item } from "../../plan/rel.ts";
import { joinSql, sql } from "../../sql/fragment.ts";
import { Arguments } from "./arguments.ts";
import type { Plugin } from "./plugin.ts";
import { computed } from "./rels.ts";

const SETS_MAX = 16;

/** `dcount_intersect`: how many values the first set has, the first two have in common, the first three … Exact, as `hll` is here. */
export const DCOUNT_INTERSECT: Plugin = {
  name: "dcount_intersect",
  bind: (plugin) => {
    const { binder, input, span } = plugin;
    const sets = new Arguments(plugin, []).columnsOfRest();
    if (sets.length < 2 || sets.length > SETS_MAX || sets.some(({ type }) => type !== "dynamic"))
      throw refuse("kql/wrong-arguments", span, { what: "`dcount_intersect`", expected: `2 to ${SETS_MAX} columns made by \`hll(…)\`` });
    const items = sets.map((_, index): Item => {
      const common = sets.slice(0, index + 1).map(columnRef);
      const value = call("common", "long", common, (a) => {
        const lists = common.map((_set, place) => sql`coalesce(from_json(${at(a, place)}, '["VARCHAR"]'), [])`);
        const [first, ...others] = lists;
        if (first === undefined) return sql`0::BIGINT`;
        return sql`len(${others.reduce((all, next) => sql`list_intersect(${joinSql([all, next], ", ")})`, first)})::BIGINT`;
      });
      return { column: binder.context.ids.create(`s${index}`, "long"), value };
    });
    return computed(
      input,
      items,
      items.map(({ column }) => column),
    );
  },
};
