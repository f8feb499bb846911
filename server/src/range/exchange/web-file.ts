import { digestsFor } from "../estate/identity.ts";

/** A file below a web root. */
export interface WebFile {
  readonly path: string;
  readonly size: number;
  readonly sha1: string;
  readonly sha256: string;
  readonly md5: string;
  /** It holds a server-side script that runs what a request asks for. */
  readonly runsCommands: boolean;
  /** ASP.NET has already turned it into an assembly. */
  isCompiled: boolean;
}

/** Pages are run, everything else is sent as it is. */
export function isPage({ path }: WebFile): boolean {
  return /\.as[pmh]x$/i.test(path);
}

/** `content` only names what is in it (two files of the same content have the same digests); nothing is stored. */
export function describeFile(
  path: string,
  size: number,
  content: string,
  traits: Pick<WebFile, "runsCommands" | "isCompiled"> = { runsCommands: false, isCompiled: true },
): WebFile {
  return { path, size, ...digestsFor(content), ...traits };
}
