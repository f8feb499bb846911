import type { KqlType } from "../../../contract/index.ts";

/** What the text of a value is written with, in lower case; types that are not here can hold anything. */
const ALPHABETS: Readonly<Partial<Record<KqlType, RegExp>>> = {
  bool: /^[aeflrstu]*$/,
  datetime: /^[-0-9:.tz]*$/,
  decimal: /^[-+.0-9e]*$/,
  guid: /^[-0-9a-f]*$/,
  int: /^[-0-9]*$/,
  long: /^[-0-9]*$/,
  real: /^[-+.0-9aefinty]*$/,
  timespan: /^[-0-9:.]*$/,
};

/** Whether the text of a value of this type could contain the needle. What cannot need not be made of every row. */
export function canContain(type: KqlType, needle: string): boolean {
  return ALPHABETS[type]?.test(needle.toLowerCase()) ?? true;
}
