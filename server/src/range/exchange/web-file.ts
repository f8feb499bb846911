import { digestsFor } from "../estate/identity.ts";

/** A file below a web root. `isCompiled`: ASP.NET has already turned it into an assembly. */
export interface WebFile {
  readonly path: string;
  readonly size: number;
  readonly sha1: string;
  readonly sha256: string;
  readonly md5: string;
  isCompiled: boolean;
}

/** `content` only names what is in it (two files of the same content have the same digests); nothing is stored. */
export function describeFile(path: string, size: number, content: string, isCompiled: boolean): WebFile {
  return { path, size, ...digestsFor(content), isCompiled };
}
