export type SessionType = "text" | "long" | "real" | "bool";
export type SessionValue = string | bigint | number | boolean | null;

/** A scalar function in TypeScript, for what DuckDB cannot say exactly. Pure; arguments may be null. */
export interface SessionFunction {
  readonly name: string;
  readonly parameters: readonly SessionType[];
  readonly returns: SessionType;
  readonly run: (...args: readonly SessionValue[]) => SessionValue;
}
