import { bindTake } from "../operators/order.ts";
import { bindCount } from "../operators/summarize.ts";
import { Arguments } from "./arguments.ts";
import { FUNNEL_SEQUENCE } from "./funnel.ts";
import type { Plugin } from "./plugin.ts";

/** `preview`: some rows, and how many there are. */
const PREVIEW: readonly Plugin["bind"][] = [
  (plugin) => {
    const { span, input, env, binder } = plugin;
    const count = new Arguments(plugin, ["NumberOfRows"]).need("NumberOfRows");
    return bindTake({ kind: "take", count, options: [], span }, input, env, binder);
  },
  ({ span, input, binder }) => bindCount({ kind: "count", name: null, options: [], span }, input, binder),
];

/** Plugins that give several tables, one binding for each; a statement may end with one. */
export const SEVERAL_TABLES: ReadonlyMap<string, readonly Plugin["bind"][]> = new Map([
  ["funnel_sequence", FUNNEL_SEQUENCE],
  ["preview", PREVIEW],
]);
