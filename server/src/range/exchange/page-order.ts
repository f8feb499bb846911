import type { ShellDialect } from "../../scenario/model.ts";
import type { RunningTool, Tool } from "../windows/tool.ts";

/** What the body of a request asks a page to do. Only a page that runs commands does anything with it. */
export type PageOrder =
  | {
      readonly kind: "run";
      readonly tool: Tool;
      /** `chopper`: between two marks that its client looks for (Red Canary). */
      readonly dialect: ShellDialect;
      /** The page answers at once, and the tool goes on. */
      readonly isDetached: boolean;
    }
  /** Without any program: the web worker itself writes a file, or opens a connection. */
  | { readonly kind: "within"; readonly waitMs: number; readonly acts: (worker: RunningTool) => void };

/** How long the answer takes: the page waits for what it was asked to do. */
export function orderMs(order: PageOrder): number {
  if (order.kind === "within") return order.waitMs;
  return order.isDetached ? 90 : order.tool.runsMs + 80;
}
