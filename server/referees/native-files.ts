import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A file that the simulated servers wrote. */
export interface NativeFile {
  readonly path: string;
  /** Without the byte order mark. */
  readonly text: string;
}

/** Every file below a folder that `scenario emit --format native` wrote. */
export function readNativeFiles(folder: string): NativeFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(path, "utf8").replace(/^\uFEFF/, "") }));
}

/** Lines of content: neither comments nor the empty end. */
export function contentLines({ text }: NativeFile): string[] {
  return text.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));
}

export function isIis({ text }: NativeFile): boolean {
  return text.startsWith("#Software: Microsoft Internet Information Services");
}

/** Exchange's own logs: a header of comments that names the fields, or a first line of names. */
export function isCommaSeparated({ text }: NativeFile): boolean {
  return text.startsWith("#Software: Microsoft Exchange") || text.startsWith("DateTime,");
}

export function isEventFile({ path }: NativeFile): boolean {
  return path.endsWith(".xml");
}

/** `Mar  1 00:02:14 HOST CEF:0|…`: what a firewall sends to a collector. */
export function isCef({ text }: NativeFile): boolean {
  return /^\S+ +\d+ [\d:]+ \S+ CEF:/.test(text);
}

/** What a web proxy writes in Squid's own format: an instant in seconds, then how long it took. */
export function isSquid({ text }: NativeFile): boolean {
  return /^\d{10}\.\d{3} /.test(text);
}

/** What a relay's syslog daemon writes. */
export function isSyslog(file: NativeFile): boolean {
  return /[\\/]var[\\/]log[\\/]/.test(file.path) && !isCef(file) && !isSquid(file);
}
