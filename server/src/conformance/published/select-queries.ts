import { createHash } from "node:crypto";
import { z } from "zod";
import { FileProblem, readLines } from "../case-file.ts";

/** A query that somebody published, as far as a page may name it: its text stays where it was published. */
export interface PublishedQuery {
  readonly id: string;
  /** `owner/name` and the path in it. */
  readonly repository: string;
  readonly path: string;
  readonly license: string;
  readonly text: string;
  readonly topics: readonly string[];
}

const QueryRecord = z.object({ id: z.string(), repo: z.string(), path: z.string(), license: z.string(), query: z.string() });

/** What a text or a path mentions when it is about the topic. */
const TOPICS: readonly (readonly [topic: string, mention: RegExp])[] = [
  ["Exchange", /exchange|\bowa\b|\/ecp\/|\boab\b|umworker|hafnium|proxy(?:logon|shell|notshell)|outlook web|mailbox/i],
  ["IIS", /w3ciislog|w3wp|\biis\b|inetpub|wwwroot|appcmd|websession/i],
  ["LSASS", /lsass|procdump|comsvcs|minidump|credential.?(?:dump|theft)|ntds/i],
  ["web shells", /web.?shell|\.aspx|\.ashx|\.asmx|aspnet_client/i],
  ["staging", /\b(?:7z|rar|winrar|makecab)(?:\.exe)?\b|exfil|\bstag(?:ing|ed)\b|compressed file/i],
];

/**
 * The queries of a file, one JSON object a line, that concern a mail server, its web server, what is taken from it and how.
 * @throws FileProblem
 */
export function selectQueries(text: string, file: string): PublishedQuery[] {
  const all = readLines(text, file, (value, place) => {
    const parsed = QueryRecord.safeParse(value);
    if (!parsed.success) throw new FileProblem(`${place}: ${z.prettifyError(parsed.error).replaceAll("\n", " ")}`);
    return parsed.data;
  });
  return all.flatMap(({ id, repo, path, license, query }) => {
    const topics = TOPICS.filter(([, mention]) => mention.test(`${path}\n${query}`)).map(([topic]) => topic);
    return topics.length === 0 ? [] : [{ id, repository: repo, path, license, text: query, topics }];
  });
}

/** Names a text without repeating it. */
export function fingerprint({ text }: PublishedQuery): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** The file's name as its author gave it. */
export function titleOf({ path }: PublishedQuery): string {
  return (
    path
      .split("/")
      .at(-1)
      ?.replace(/\.\w+$/, "") ?? path
  );
}

export function addressOf({ repository, path }: PublishedQuery): string {
  return `https://github.com/${repository}/blob/HEAD/${encodeURI(path)}`;
}
