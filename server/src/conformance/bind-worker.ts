import { SchemaBinder, type BindResult, type BindSchema } from "./bind-query.ts";

/** To a binding process: the schema first, then one query at a time. */
export type BindOrder = { readonly kind: "schema"; readonly schema: BindSchema } | { readonly kind: "query"; readonly text: string };

/** From a binding process: ready for the first query, then one result per query, with the memory that the process holds by then. */
export type BindAnswer = { readonly kind: "ready" } | { readonly kind: "result"; readonly result: BindResult; readonly memoryMb: number };

/** Body of a binding process. Ends when its parent does. */
export function serveBinding(): void {
  let binder: Promise<SchemaBinder> | null = null;
  process.on("disconnect", () => process.exit(0));
  process.on("message", (message) => void take(message as BindOrder));

  async function take(order: BindOrder): Promise<void> {
    if (order.kind === "schema") {
      binder = SchemaBinder.create(order.schema);
      await binder;
      return answer({ kind: "ready" });
    }
    const result = await (await binder)?.bind(order.text);
    if (result !== undefined) answer({ kind: "result", result, memoryMb: process.memoryUsage.rss() / 2 ** 20 });
  }
}

function answer(message: BindAnswer): void {
  if (process.connected) process.send?.(message);
}
