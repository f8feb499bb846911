import type { ExternalFiles } from "../engine.ts";

/** Files by their address; one that begins with `*` stands for that path on any host. */
export function externalFiles(files: readonly { readonly address: string; readonly text: string }[]): ExternalFiles {
  const find = (address: string): string | null =>
    files.find((file) => file.address === address || (file.address.startsWith("*") && address.endsWith(file.address.slice(1))))?.text ??
    null;
  return { addresses: files.map(({ address }) => address), file: find };
}
