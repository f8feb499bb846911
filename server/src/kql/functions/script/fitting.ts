/** Characters that one value may be made to have. Far above what a log holds, far below what a process can. */
const LENGTH_MAX = 16_000_000;

/**
 * The length of a value that is about to be made, unless it is more than a query may hold.
 * @throws Error with the refusal's sentence
 */
export function fitting(length: number, name: string): number {
  if (length > LENGTH_MAX)
    throw new Error(`[refused: \`${name}\` would make a value of more than 16 million characters here. Ask it for less.]`);
  return length;
}
