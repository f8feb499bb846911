import { Refusal } from "../diagnostics/catalogue.ts";
import type { Expression, ExpressionOf } from "../syntax/nodes.ts";
import { Environment, type Binding, type Context } from "./scope.ts";

/** The functions of a workspace, by name. */
export interface Library {
  readonly names: readonly string[];
  /** Null when there is no function of this name, or when its text is none. */
  readonly find: (name: string) => ExpressionOf<"function"> | null;
}

/** The outermost names of a query: the functions of its workspace. They see each other, and nothing that the query defines. */
export class LibraryEnvironment extends Environment {
  readonly #library: Library;

  constructor(library: Library) {
    super(null);
    this.#library = library;
  }

  override find(name: string): Binding | null {
    const known = super.find(name);
    if (known !== null) return known;
    const node = this.#library.find(name);
    if (node === null) return null;
    const binding: Binding = { kind: "let", node, env: this, cached: null, isBinding: false, shared: null, isLibrary: true };
    this.define(name, binding);
    return binding;
  }

  override names(): string[] {
    return [...this.#library.names];
  }
}

/** Inlines a function of the workspace: what is wrong in there is said at the call, and its warnings are its author's. */
export function inLibrary<T>(call: Extract<Expression, { readonly kind: "call" }>, context: Context, work: () => T): T {
  const warnings = context.warnings.length;
  context.libraryDepth += 1;
  try {
    return work();
  } catch (error) {
    throw error instanceof Refusal && context.libraryDepth === 1 ? error.seenFrom(call.nameSpan, call.name) : error;
  } finally {
    context.libraryDepth -= 1;
    context.warnings.length = warnings;
  }
}

/** Binds a table that the query hands to a function; it is bound inside of the function, but is the query's own text. */
export function asCaller<T>(depth: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof Refusal && depth === 0 ? error.ofCaller() : error;
  }
}
