import type { Kysely } from "kysely";
import type { Database } from "./schema.ts";

export type EngineKind = "sqlite" | "postgres";

/** An open database with its engine's name, which only migrations and better-auth need to know. */
export interface Engine {
  readonly kind: EngineKind;
  readonly db: Kysely<Database>;
  close(): Promise<void>;
}

/** The state or its directory cannot be used; the message is one line that ends with the fix. */
export class DatabaseUnusable extends Error {
  override readonly name = "DatabaseUnusable";
  /** Another process has it; nothing is wrong with it. */
  readonly isInUse: boolean;

  constructor(message: string, options: ErrorOptions & { readonly isInUse?: boolean } = {}) {
    super(message, options);
    this.isInUse = options.isInUse ?? false;
  }
}
