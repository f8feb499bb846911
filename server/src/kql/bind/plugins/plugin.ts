import type { Rel } from "../../plan/rel.ts";
import type { EvaluateSchema, Expression, Span } from "../../syntax/nodes.ts";
import type { Binder, Environment } from "../scope.ts";

/** One `evaluate name(…) : (schema)` over the table before it. */
export interface PluginCall {
  readonly name: string;
  readonly span: Span;
  readonly args: readonly Expression[];
  /** The output that the query itself declares. */
  readonly schema: EvaluateSchema | null;
  readonly input: Rel;
  readonly env: Environment;
  readonly binder: Binder;
}

/** A plugin of `evaluate`. One file each; what it reads of its arguments is its signature. */
export interface Plugin {
  readonly name: string;
  readonly bind: (call: PluginCall) => Rel;
}
