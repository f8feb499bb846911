/** A JSON document as text, with the type that it was written from. */
export type JsonText<T> = string & { readonly __json: T };

/** Reads JSON that this server wrote itself, so its shape is known. */
export function readJson<T>(text: JsonText<T>): T {
  return JSON.parse(text) as T;
}

export function writeJson<T>(value: T): JsonText<T> {
  return JSON.stringify(value) as JsonText<T>;
}
